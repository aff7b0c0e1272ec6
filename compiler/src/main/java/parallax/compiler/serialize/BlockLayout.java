package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.regalloc.Allocation;

/**
 * Which blocks of a function are emitted, in which order, and where edges lead.
 *
 * <p>{@link #inOrder} leaves everything as it is. {@link #threaded} lets blocks vanish that only
 * jump: what led to them leads to where they jump; and it puts a block that only one edge reaches
 * right behind that edge, when nothing that falls through stands there already. The entry block
 * stays first.
 */
public final class BlockLayout {
  private static final int NONE = -1;

  /** By block: what an edge to it leads to. */
  private final int[] destination;

  private final List<Integer> order = new ArrayList<>();
  private final int[] next;

  private BlockLayout(final int blocks) {
    destination = new int[blocks];
    next = new int[blocks];
    Arrays.fill(next, NONE);
  }

  /** All blocks in their order. */
  public static BlockLayout inOrder(final MachineFunction function) {
    final BlockLayout layout = new BlockLayout(function.blocks().size());
    for (int block = 0; block < layout.destination.length; block++) {
      layout.destination[block] = block;
      layout.append(block);
    }
    return layout;
  }

  /** Without the blocks that only jump, once the allocation's moves are known. */
  public static BlockLayout threaded(final MachineFunction function, final Allocation allocation) {
    final BlockLayout layout = new BlockLayout(function.blocks().size());
    layout.thread(function, allocation);
    layout.place(function);
    return layout;
  }

  /** The blocks to emit. */
  List<Integer> order() {
    return order;
  }

  /** Where an edge to the block leads. */
  int destination(final MachineTarget target) {
    return destination[target.block().id()];
  }

  /** The block that is emitted behind this one, or -1. */
  int next(final int block) {
    return next[block];
  }

  private void append(final int block) {
    if (!order.isEmpty()) {
      next[order.get(order.size() - 1)] = block;
    }
    order.add(block);
  }

  // Blocks that only jump.

  private void thread(final MachineFunction function, final Allocation allocation) {
    final int[] jump = jumps(function, allocation);
    Arrays.fill(destination, NONE);
    final int[] path = new int[jump.length];
    final boolean[] onPath = new boolean[jump.length];
    for (int block = 0; block < jump.length; block++) {
      int length = 0;
      int at = block;
      while (destination[at] == NONE && jump[at] != NONE && !onPath[at]) {
        onPath[at] = true;
        path[length++] = at;
        at = jump[at];
      }
      // A cycle of blocks that only jump: an endless loop, of which one block stays.
      final int end = destination[at] == NONE ? at : destination[at];
      destination[end] = end;
      while (length > 0) {
        final int passed = path[--length];
        onPath[passed] = false;
        destination[passed] = end;
      }
    }
  }

  /** By block: what it jumps to when it does nothing else, otherwise -1. */
  private static int[] jumps(final MachineFunction function, final Allocation allocation) {
    final int[] jump = new int[function.blocks().size()];
    int index = 0;
    for (final MachineBlock block : function.blocks()) {
      boolean empty = block.id() != 0 && block.terminator().op() == MachineOp.JUMP;
      for (final MachineInst inst : block.instructions()) {
        empty &= allocation.movesBefore().get(index).isEmpty();
        empty &= inst.op() == MachineOp.JUMP || isLeftOut(allocation, index);
        index++;
      }
      jump[block.id()] = empty ? block.terminator().targets().get(0).block().id() : NONE;
    }
    return jump;
  }

  private static boolean isLeftOut(final Allocation allocation, final int index) {
    return allocation.operands().get(index).size() == 1
        && allocation.operands().get(index).get(0).isConstant();
  }

  // Order.

  private void place(final MachineFunction function) {
    final int[] edges = new int[destination.length];
    for (final MachineBlock block : function.blocks()) {
      if (destination[block.id()] == block.id()) {
        block.terminator().targets().forEach(target -> edges[destination(target)]++);
      }
    }
    final boolean[] placed = new boolean[destination.length];
    for (int block = 0; block < destination.length; block++) {
      int at = block;
      while (at != NONE && !placed[at] && destination[at] == at) {
        placed[at] = true;
        append(at);
        at = follower(function.blocks().get(at), placed, edges);
      }
    }
  }

  /** A block to put behind this one out of its turn, or -1. */
  private int follower(final MachineBlock block, final boolean[] placed, final int[] edges) {
    final MachineInst last = block.terminator();
    if (last.op() != MachineOp.JUMP && last.op() != MachineOp.BRANCH) {
      return NONE;
    }
    int natural = block.id() + 1;
    while (natural < placed.length && (placed[natural] || destination[natural] != natural)) {
      natural++;
    }
    int found = NONE;
    for (final MachineTarget target : last.targets()) {
      final int to = destination(target);
      if (to == natural) {
        return NONE;
      }
      if (!placed[to] && edges[to] == 1) {
        found = to;
      }
    }
    return found;
  }
}
