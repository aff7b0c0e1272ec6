package parallax.compiler.mir;

import java.util.Arrays;
import parallax.compiler.graph.Dominators;

/**
 * Dominance between the blocks of a machine function: immediate dominators, then an interval
 * numbering of the tree. Uses no recursion.
 */
final class BlockDominance {
  private static final int NONE = Dominators.NONE;

  private final int[] immediate;
  private final int[] enter;
  private final int[] leave;

  BlockDominance(final MachineFunction function) {
    immediate = Dominators.immediate(function.successors());
    enter = new int[immediate.length];
    leave = new int[immediate.length];
    numberTree();
  }

  boolean isReachable(final int block) {
    return block == 0 || immediate[block] != NONE;
  }

  /** True when every path from the entry to {@code b} passes {@code a}; both are reachable. */
  boolean dominates(final int a, final int b) {
    return enter[a] <= enter[b] && leave[b] <= leave[a];
  }

  /** Gives each block the interval of its subtree. */
  private void numberTree() {
    // Children as lists linked through the next sibling.
    final int[] child = new int[immediate.length];
    final int[] sibling = new int[immediate.length];
    Arrays.fill(child, NONE);
    for (int block = immediate.length - 1; block > 0; block--) {
      final int parent = immediate[block];
      if (parent != NONE) {
        sibling[block] = child[parent];
        child[parent] = block;
      }
    }
    final int[] stack = new int[immediate.length];
    int depth = 1;
    int clock = 1;
    while (depth > 0) {
      final int block = stack[depth - 1];
      final int next = child[block];
      if (next == NONE) {
        leave[block] = clock;
        depth--;
      } else {
        child[block] = sibling[next];
        enter[next] = clock++;
        stack[depth++] = next;
      }
    }
  }
}
