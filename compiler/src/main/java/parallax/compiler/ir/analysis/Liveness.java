package parallax.compiler.ir.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Value;

/**
 * Which values are still needed at the start and at the end of each reachable block.
 *
 * <p>Parameters are defined at the start of their block, so they are not live into it. What an edge
 * carries is used by the terminator, so it is not live out of the block that the edge leaves unless
 * something after needs it. Backward data flow over bit sets; only values that some block uses
 * without defining them have a bit, so that a function with many short-lived values stays small.
 */
public final class Liveness {
  private final FlowGraph graph;
  private final int[] bitOf;
  private final List<Value> values = new ArrayList<>();
  private final BitSet[] in;
  private final BitSet[] out;

  private Liveness(final FlowGraph graph) {
    this.graph = graph;
    final Function function = graph.function();
    this.bitOf = new int[function.valueCount()];
    Arrays.fill(bitOf, -1);
    this.in = new BitSet[function.blockCount()];
    this.out = new BitSet[function.blockCount()];
    final int[] definedIn = new int[function.valueCount()];
    for (final Block block : graph.reversePostorder()) {
      in[block.id()] = new BitSet();
      out[block.id()] = new BitSet();
      block.params().forEach(value -> definedIn[value.id()] = block.id());
      for (final Instruction instruction : block.instructions()) {
        instruction.results().forEach(value -> definedIn[value.id()] = block.id());
      }
    }
    for (final Block block : graph.reversePostorder()) {
      for (final Instruction instruction : block.instructions()) {
        use(block, instruction.args(), definedIn);
        for (final Target target : instruction.targets()) {
          use(block, target.args(), definedIn);
        }
      }
    }
    solve(definedIn);
  }

  public static Liveness of(final Function function) {
    return of(FlowGraph.of(function));
  }

  public static Liveness of(final FlowGraph graph) {
    return new Liveness(graph);
  }

  /** True when the value is defined before this block and needed in it or after it. */
  public boolean isLiveIn(final Block block, final Value value) {
    return has(in[block.id()], value);
  }

  /** True when the value is needed in a block after this one. */
  public boolean isLiveOut(final Block block, final Value value) {
    return has(out[block.id()], value);
  }

  /** The values live into a block, in a fixed order. */
  public List<Value> liveIn(final Block block) {
    return list(in[block.id()]);
  }

  /** The values live out of a block, in a fixed order. */
  public List<Value> liveOut(final Block block) {
    return list(out[block.id()]);
  }

  private void use(final Block block, final List<Value> used, final int[] definedIn) {
    for (final Value value : used) {
      final int id = value.id();
      if (definedIn[id] == block.id()) {
        continue;
      }
      if (bitOf[id] < 0) {
        bitOf[id] = values.size();
        values.add(value);
      }
      in[block.id()].set(bitOf[id]);
    }
  }

  /** Adds to each block what its successors need and it does not define, until nothing changes. */
  private void solve(final int[] definedIn) {
    final BitSet[] defined = new BitSet[in.length];
    for (int bit = 0; bit < values.size(); bit++) {
      final int at = definedIn[values.get(bit).id()];
      if (defined[at] == null) {
        defined[at] = new BitSet();
      }
      defined[at].set(bit);
    }
    final ArrayDeque<Block> pending = new ArrayDeque<>();
    final BitSet queued = new BitSet();
    final List<Block> order = graph.reversePostorder();
    for (int i = order.size() - 1; i >= 0; i--) {
      pending.add(order.get(i));
      queued.set(order.get(i).id());
    }
    while (!pending.isEmpty()) {
      final Block block = pending.remove();
      final int id = block.id();
      queued.clear(id);
      for (final Target target : block.targets()) {
        out[id].or(in[target.block().id()]);
      }
      final int before = in[id].cardinality();
      final BitSet through = (BitSet) out[id].clone();
      if (defined[id] != null) {
        through.andNot(defined[id]);
      }
      in[id].or(through);
      if (in[id].cardinality() == before) {
        continue;
      }
      for (final Block predecessor : graph.predecessors(block)) {
        if (!queued.get(predecessor.id())) {
          queued.set(predecessor.id());
          pending.add(predecessor);
        }
      }
    }
  }

  private boolean has(final BitSet set, final Value value) {
    final int bit = value.id() < bitOf.length ? bitOf[value.id()] : -1;
    return set != null && bit >= 0 && set.get(bit);
  }

  private List<Value> list(final BitSet set) {
    final List<Value> found = new ArrayList<>();
    if (set != null) {
      for (int bit = set.nextSetBit(0); bit >= 0; bit = set.nextSetBit(bit + 1)) {
        found.add(values.get(bit));
      }
    }
    return List.copyOf(found);
  }
}
