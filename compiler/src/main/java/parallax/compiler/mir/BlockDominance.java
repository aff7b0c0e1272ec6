package parallax.compiler.mir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Dominance between the blocks of a machine function: the iterative algorithm of Cooper, Harvey and
 * Kennedy ("A Simple, Fast Dominance Algorithm", 2001), then an interval numbering of the tree.
 * Uses no recursion.
 */
final class BlockDominance {
  private static final int NONE = -1;

  private final int[][] successors;
  private final int[] reversePostorder;
  private final int[] number;
  private final int[] immediate;
  private final int[] enter;
  private final int[] leave;

  BlockDominance(final MachineFunction function) {
    final List<MachineBlock> blocks = function.blocks();
    final int count = blocks.size();
    successors = new int[count][];
    for (final MachineBlock block : blocks) {
      successors[block.id()] =
          block.terminator().targets().stream().mapToInt(target -> target.block().id()).toArray();
    }
    number = new int[count];
    Arrays.fill(number, NONE);
    reversePostorder = orderBlocks();
    immediate = new int[count];
    Arrays.fill(immediate, NONE);
    findImmediate();
    enter = new int[count];
    leave = new int[count];
    numberTree();
  }

  boolean isReachable(final int block) {
    return number[block] != NONE;
  }

  /** True when every path from the entry to {@code b} passes {@code a}; both are reachable. */
  boolean dominates(final int a, final int b) {
    return enter[a] <= enter[b] && leave[b] <= leave[a];
  }

  /** Depth-first from the entry; fills {@link #number} with positions in reverse postorder. */
  private int[] orderBlocks() {
    final int count = successors.length;
    final int[] next = new int[count];
    final int[] stack = new int[count];
    final boolean[] seen = new boolean[count];
    final int[] postorder = new int[count];
    int finished = 0;
    int depth = 1;
    seen[0] = true;
    while (depth > 0) {
      final int block = stack[depth - 1];
      if (next[block] == successors[block].length) {
        postorder[finished++] = block;
        depth--;
        continue;
      }
      final int successor = successors[block][next[block]++];
      if (!seen[successor]) {
        seen[successor] = true;
        stack[depth++] = successor;
      }
    }
    final int[] order = new int[finished];
    for (int i = 0; i < finished; i++) {
      order[i] = postorder[finished - 1 - i];
      number[order[i]] = i;
    }
    return order;
  }

  private void findImmediate() {
    final List<List<Integer>> predecessors = new ArrayList<>();
    for (int i = 0; i < successors.length; i++) {
      predecessors.add(new ArrayList<>());
    }
    for (final int block : reversePostorder) {
      for (final int successor : successors[block]) {
        predecessors.get(successor).add(block);
      }
    }
    immediate[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 1; i < reversePostorder.length; i++) {
        final int block = reversePostorder[i];
        int best = NONE;
        for (final int predecessor : predecessors.get(block)) {
          if (immediate[predecessor] != NONE) {
            best = best == NONE ? predecessor : intersect(best, predecessor);
          }
        }
        if (immediate[block] != best) {
          immediate[block] = best;
          changed = true;
        }
      }
    }
  }

  private int intersect(final int first, final int second) {
    int a = first;
    int b = second;
    while (a != b) {
      if (number[a] > number[b]) {
        a = immediate[a];
      } else {
        b = immediate[b];
      }
    }
    return a;
  }

  /** Gives each block the interval of its subtree. */
  private void numberTree() {
    final int[] size = new int[successors.length];
    for (int i = reversePostorder.length - 1; i >= 0; i--) {
      final int block = reversePostorder[i];
      size[block]++;
      if (i > 0) {
        size[immediate[block]] += size[block];
      }
    }
    final int[] free = new int[successors.length];
    for (int i = 0; i < reversePostorder.length; i++) {
      final int block = reversePostorder[i];
      if (i > 0) {
        final int parent = immediate[block];
        enter[block] = free[parent];
        free[parent] += size[block];
      }
      free[block] = enter[block] + 1;
      leave[block] = enter[block] + size[block];
    }
  }
}
