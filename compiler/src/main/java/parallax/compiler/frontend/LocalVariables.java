package parallax.compiler.frontend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.binary.LocalTypes;
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
 *
 * <p>Structured control makes most parameters at joins unnecessary from the start: what a block or
 * an if has not written has behind it the value that it had before it. A walk goes past such a
 * construct at once.
 */
final class LocalVariables {
  private record Pending(Block block, int variable, int parameter) {}

  /** Where a construct ends: the block it began in, and the writes within it. */
  private static final class Join {
    final Block before;
    final int start;
    int end;

    Join(final Block before, final int start) {
      this.before = before;
      this.start = start;
    }
  }

  private final FlowBuilder flow;
  private final FunctionBuilder builder;
  private final LocalTypes types;
  private final Map<Type, Value> zeros = new EnumMap<>(Type.class);
  private final Definitions definitions = new Definitions();
  private final Map<Block, List<Pending>> incomplete = new LinkedHashMap<>();
  private final Map<Block, Join> joins = new HashMap<>();
  private final Deque<Pending> work = new ArrayDeque<>();
  private final BitSet sealed = new BitSet();

  /** For each variable, when it was written, ascending; in writes of any variable. */
  private final Map<Integer, List<Integer>> writes = new HashMap<>();

  private int clock;
  private long steps;

  LocalVariables(final FlowBuilder flow, final FunctionBuilder builder, final LocalTypes types) {
    this.flow = flow;
    this.builder = builder;
    this.types = types;
  }

  /** The value that unwritten locals of its type have; made in the entry block. */
  void setZero(final Value zero) {
    zeros.put(zero.type(), zero);
  }

  void write(final int variable, final Block block, final Value value) {
    define(variable, block, value);
    writes.computeIfAbsent(variable, key -> new ArrayList<>()).add(clock++);
  }

  Value read(final int variable, final Block block) {
    final Value value = find(variable, block);
    fill();
    return value;
  }

  /** Declares that the construct entered now, in the current block, ends in this block. */
  void expectJoin(final Block end) {
    joins.put(end, new Join(builder.block(), clock));
  }

  /** Declares that all edges into the block are there. */
  void seal(final Block block) {
    sealed.set(block.id());
    final Join join = joins.get(block);
    if (join != null) {
      join.end = clock;
    }
    final List<Pending> waiting = incomplete.remove(block);
    if (waiting != null) {
      work.addAll(waiting);
      fill();
    }
  }

  /** How many blocks all walks have passed. */
  long steps() {
    return steps;
  }

  /**
   * The value at the end of the block, perhaps a new parameter whose edges are on the work list.
   *
   * <p>Notes it in the blocks at distances 0, 1, 3, 7, ... of the way, and in the last: later walks
   * soon meet one of them, and a long way does not take an entry for each of its blocks.
   */
  private Value find(final int variable, final Block start) {
    final List<Block> path = new ArrayList<>(1);
    Block block = start;
    Value value = definitions.get(block.id(), variable);
    while (value == null) {
      steps++;
      final Block before = before(block, variable);
      if (before != null) {
        path.add(block);
        block = before;
        value = definitions.get(block.id(), variable);
      } else if (block == flow.function().entry()) {
        value = zeros.get(type(variable));
      } else {
        value = addParameter(block, variable);
      }
    }
    for (int i = 0; i < path.size(); i++) {
      if (Integer.bitCount(i + 1) == 1 || i == path.size() - 1) {
        define(variable, path.get(i), value);
      }
    }
    return value;
  }

  /**
   * The block at whose end the variable has the value that this one begins with; null if unknown.
   */
  private Block before(final Block block, final int variable) {
    final List<Edge> edges = flow.incoming(block);
    if (!sealed.get(block.id()) || edges.isEmpty()) {
      return null;
    }
    if (edges.size() == 1) {
      return edges.get(0).from();
    }
    final Join join = joins.get(block);
    return join == null || isWritten(variable, join.start, join.end) ? null : join.before;
  }

  private boolean isWritten(final int variable, final int from, final int to) {
    final List<Integer> times = writes.get(variable);
    if (times == null) {
      return false;
    }
    final int found = Collections.binarySearch(times, from);
    final int first = found >= 0 ? found : -found - 1;
    return first < times.size() && times.get(first) < to;
  }

  private void fill() {
    while (!work.isEmpty()) {
      final Pending pending = work.poll();
      for (final Edge edge : flow.incoming(pending.block())) {
        flow.setArg(edge, pending.parameter(), find(pending.variable(), edge.from()));
      }
    }
  }

  /** A parameter whose edges are filled in soon, or when the block is sealed. */
  private Value addParameter(final Block block, final int variable) {
    final Pending pending = new Pending(block, variable, block.params().size());
    final Value value = builder.addParam(block, type(variable));
    define(variable, block, value);
    if (sealed.get(block.id())) {
      work.add(pending);
    } else {
      incomplete.computeIfAbsent(block, key -> new ArrayList<>()).add(pending);
    }
    return value;
  }

  private void define(final int variable, final Block block, final Value value) {
    definitions.put(block.id(), variable, value);
  }

  private Type type(final int variable) {
    return InstanceScope.supportedType(types.type(variable));
  }
}
