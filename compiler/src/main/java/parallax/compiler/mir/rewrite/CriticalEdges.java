package parallax.compiler.mir.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parallax.compiler.graph.Dominators;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;

/**
 * Splits critical edges: afterwards every edge leaves a jump, or leads to a block that has no other
 * predecessor, so that there is a place which only that edge passes. A new block stands right
 * behind the source of its edge. All edges between the same two blocks share it.
 *
 * <p>Blocks that the entry does not reach are left out. The others keep their order if in it each
 * block comes behind those that dominate it; otherwise they get one for which that is so.
 */
final class CriticalEdges {
  private static final int NONE = -1;

  private final MachineFunction function;
  private final MachineFunction result;

  /** By number of a block: its only predecessor, {@link #NONE} for none, {@link #SEVERAL}. */
  private final int[] predecessor;

  private static final int SEVERAL = -2;

  private final MachineBlock[] made;

  private CriticalEdges(final MachineFunction function) {
    this.function = function;
    this.result = FunctionCopy.empty(function);
    final int blocks = function.blocks().size();
    predecessor = new int[blocks];
    Arrays.fill(predecessor, NONE);
    made = new MachineBlock[blocks];
  }

  static MachineFunction split(final MachineFunction function) {
    return new CriticalEdges(function).run();
  }

  private MachineFunction run() {
    final int[][] successors = function.successors();
    final int[] order = order(successors);
    for (final int from : order) {
      for (final int to : successors[from]) {
        if (predecessor[to] == NONE) {
          predecessor[to] = from;
        } else if (predecessor[to] != from) {
          predecessor[to] = SEVERAL;
        }
      }
    }
    final List<Map<Integer, MachineBlock>> edges = new ArrayList<>();
    for (final int id : order) {
      final MachineBlock block = function.blocks().get(id);
      final Map<Integer, MachineBlock> own = new TreeMap<>();
      edges.add(own);
      made[id] = result.newBlock();
      made[id].params().addAll(block.params());
      for (final MachineTarget target : block.terminator().targets()) {
        if (isCritical(block, target)) {
          own.computeIfAbsent(target.block().id(), key -> result.newBlock());
        }
      }
    }
    for (int i = 0; i < order.length; i++) {
      fill(function.blocks().get(order[i]), edges.get(i));
    }
    return result;
  }

  /** The blocks that are reached, dominating ones first. */
  private static int[] order(final int[][] successors) {
    final int[] dominator = Dominators.immediate(successors);
    boolean inOrder = true;
    int count = 0;
    final int[] order = new int[successors.length];
    for (int block = 0; block < successors.length; block++) {
      if (block == 0 || dominator[block] != Dominators.NONE) {
        order[count++] = block;
        inOrder &= dominator[block] < block;
      }
    }
    return inOrder ? Arrays.copyOf(order, count) : reversePostorder(successors, count);
  }

  private static int[] reversePostorder(final int[][] successors, final int count) {
    final int[] order = new int[count];
    final int[] next = new int[successors.length];
    final boolean[] entered = new boolean[successors.length];
    final int[] stack = new int[count];
    int depth = 1;
    int place = count;
    entered[0] = true;
    while (depth > 0) {
      final int from = stack[depth - 1];
      if (next[from] == successors[from].length) {
        order[--place] = from;
        depth--;
        continue;
      }
      final int to = successors[from][next[from]++];
      if (!entered[to]) {
        entered[to] = true;
        stack[depth++] = to;
      }
    }
    return order;
  }

  private boolean isCritical(final MachineBlock from, final MachineTarget target) {
    return from.terminator().op() != MachineOp.JUMP && predecessor[target.block().id()] == SEVERAL;
  }

  private void fill(final MachineBlock block, final Map<Integer, MachineBlock> edges) {
    final List<MachineInst> instructions = made[block.id()].instructions();
    instructions.addAll(block.instructions());
    final MachineInst last = block.terminator();
    final List<MachineTarget> targets = new ArrayList<>();
    for (final MachineTarget target : last.targets()) {
      final MachineBlock edge = edges.get(target.block().id());
      targets.add(
          new MachineTarget(edge == null ? made[target.block().id()] : edge, target.args()));
    }
    instructions.set(instructions.size() - 1, FunctionCopy.withTargets(last, targets));
    edges.forEach(
        (to, edge) ->
            edge.instructions()
                .add(
                    new MachineInst(
                        MachineOp.JUMP,
                        null,
                        List.of(),
                        0,
                        0,
                        -1,
                        List.of(MachineTarget.to(made[to])),
                        null,
                        last.sourceOffset())));
  }
}
