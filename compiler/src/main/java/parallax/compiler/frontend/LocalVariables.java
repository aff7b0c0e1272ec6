package parallax.compiler.frontend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Local variables as SSA values, after Braun et al., "Simple and Efficient Construction of Static
 * Single Assignment Form" (2013), with block parameters for phis.
 *
 * <p>A block is sealed when no more edges into it will come. Reading a variable walks up blocks
 * with one predecessor; where several meet, the block gets a parameter and a work list fills in the
 * edges, so that no depth of nesting uses the Java stack. Redundant parameters are removed at the
 * end by {@link RedundantParameters}.
 */
final class LocalVariables {
  private record Pending(Block block, int variable, int parameter) {}

  private final FlowBuilder flow;
  private final FunctionBuilder builder;
  private final List<Type> types;
  private final Map<Long, Value> definitions = new HashMap<>();
  private final Map<Block, List<Pending>> incomplete = new LinkedHashMap<>();
  private final Deque<Pending> work = new ArrayDeque<>();
  private final BitSet sealed = new BitSet();

  LocalVariables(final FlowBuilder flow, final FunctionBuilder builder, final List<Type> types) {
    this.flow = flow;
    this.builder = builder;
    this.types = types;
  }

  void write(final int variable, final Block block, final Value value) {
    definitions.put(key(block, variable), value);
  }

  Value read(final int variable, final Block block) {
    final Value value = find(variable, block);
    fill();
    return value;
  }

  /** Declares that all edges into the block are there. */
  void seal(final Block block) {
    sealed.set(block.id());
    final List<Pending> waiting = incomplete.remove(block);
    if (waiting != null) {
      work.addAll(waiting);
      fill();
    }
  }

  /**
   * The value at the end of the block, perhaps a new parameter whose edges are on the work list.
   */
  private Value find(final int variable, final Block start) {
    final List<Block> path = new ArrayList<>();
    Block block = start;
    Value value = definitions.get(key(block, variable));
    while (value == null) {
      final List<Edge> edges = flow.incoming(block);
      if (!sealed.get(block.id())) {
        final Pending pending = addParameter(block, variable);
        incomplete.computeIfAbsent(block, key -> new ArrayList<>()).add(pending);
        value = block.params().get(pending.parameter());
      } else if (edges.size() == 1) {
        path.add(block);
        block = edges.get(0).from();
        value = definitions.get(key(block, variable));
      } else {
        final Pending pending = addParameter(block, variable);
        work.add(pending);
        value = block.params().get(pending.parameter());
      }
    }
    for (final Block passed : path) {
      write(variable, passed, value);
    }
    return value;
  }

  private void fill() {
    while (!work.isEmpty()) {
      final Pending pending = work.poll();
      for (final Edge edge : flow.incoming(pending.block())) {
        edge.setArg(pending.parameter(), find(pending.variable(), edge.from()));
      }
    }
  }

  private Pending addParameter(final Block block, final int variable) {
    final int parameter = block.params().size();
    final Value value = builder.addParam(block, types.get(variable));
    write(variable, block, value);
    return new Pending(block, variable, parameter);
  }

  private static long key(final Block block, final int variable) {
    return (long) block.id() << 32 | variable;
  }
}
