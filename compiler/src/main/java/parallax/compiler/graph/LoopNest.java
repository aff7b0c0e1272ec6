package parallax.compiler.graph;

import java.util.Arrays;

/**
 * The natural loops of a flow graph and how they nest. Node 0 is the entry.
 *
 * <p>A loop is known by its header, a node that dominates the source of an edge into it; loops with
 * the same header are one. Cycles without such a node are no loops. Source: Havlak, "Nesting of
 * Reducible and Irreducible Loops" (1997), for the reducible ones: bodies are walked backward from
 * their back edges, innermost first, and a body that was walked counts as one node from then on, so
 * the time is nearly linear. No recursion.
 */
public final class LoopNest {
  /** What stands for no node. */
  public static final int NONE = -1;

  private final int[][] predecessors;
  private final int[] immediate;

  // Dominance: intervals of the tree, and the nodes in their order.
  private final int[] enter;
  private final int[] leave;
  private final int[] order;
  private int count;

  private final int[] innermost;
  private final int[] outer;
  private final int[] depth;

  /** The header of the largest loop found so far that the node is in; union-find. */
  private final int[] representative;

  private LoopNest(final int[][] successors) {
    final int nodes = successors.length;
    predecessors = predecessors(successors);
    immediate = Dominators.immediate(successors);
    enter = new int[nodes];
    leave = new int[nodes];
    order = new int[nodes];
    innermost = filled(nodes);
    outer = filled(nodes);
    depth = new int[nodes];
    representative = new int[nodes];
  }

  /**
   * Finds the loops.
   *
   * @param successors by node, at least one; edges may be repeated
   */
  public static LoopNest of(final int[][] successors) {
    final LoopNest nest = new LoopNest(successors);
    nest.numberTree();
    nest.findLoops();
    nest.measure();
    return nest;
  }

  /**
   * The header of the innermost loop that the node is in, which may be itself, or {@link #NONE}.
   */
  public int innermost(final int node) {
    return innermost[node];
  }

  /** The header of the loop around this one, or {@link #NONE}. */
  public int outer(final int header) {
    return outer[header];
  }

  /** The number of loops that the node is in. */
  public int depth(final int node) {
    return innermost[node] == NONE ? 0 : depth[innermost[node]];
  }

  public boolean isHeader(final int node) {
    return innermost[node] == node;
  }

  /** The immediate dominator; {@link #NONE} for the entry and for nodes that it does not reach. */
  public int immediateDominator(final int node) {
    return immediate[node];
  }

  private static int[] filled(final int length) {
    final int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }

  private static int[][] predecessors(final int[][] successors) {
    final int[] sizes = new int[successors.length];
    for (final int[] list : successors) {
      for (final int to : list) {
        sizes[to]++;
      }
    }
    final int[][] lists = new int[successors.length][];
    for (int node = 0; node < lists.length; node++) {
      lists[node] = new int[sizes[node]];
    }
    for (int node = 0; node < lists.length; node++) {
      for (final int to : successors[node]) {
        lists[to][--sizes[to]] = node;
      }
    }
    return lists;
  }

  /** Gives each node the interval of its subtree in the dominator tree. */
  private void numberTree() {
    final int[] child = filled(immediate.length);
    final int[] sibling = filled(immediate.length);
    for (int node = immediate.length - 1; node > 0; node--) {
      final int parent = immediate[node];
      if (parent != NONE) {
        sibling[node] = child[parent];
        child[parent] = node;
      }
    }
    Arrays.fill(enter, NONE);
    final int[] stack = new int[immediate.length];
    int height = 1;
    enterNode(0);
    while (height > 0) {
      final int node = stack[height - 1];
      final int next = child[node];
      if (next == NONE) {
        leave[node] = count;
        height--;
      } else {
        child[node] = sibling[next];
        enterNode(next);
        stack[height++] = next;
      }
    }
  }

  private void enterNode(final int node) {
    order[count] = node;
    enter[node] = count++;
  }

  /** False when one of them is not reached. */
  private boolean dominates(final int above, final int below) {
    return enter[above] != NONE && enter[above] <= enter[below] && enter[below] < leave[above];
  }

  /** Inner loops first: their headers come later in the dominator tree's order. */
  private void findLoops() {
    Arrays.setAll(representative, node -> node);
    final int[] stack = new int[immediate.length];
    final boolean[] seen = new boolean[immediate.length];
    for (int i = count - 1; i >= 0; i--) {
      final int header = order[i];
      int height = 0;
      for (final int source : predecessors[header]) {
        if (dominates(header, source)) {
          innermost[header] = header;
          height = push(find(source), header, stack, height, seen);
        }
      }
      while (height > 0) {
        final int node = stack[--height];
        if (innermost[node] == node) {
          outer[node] = header;
        } else {
          innermost[node] = header;
        }
        representative[node] = header;
        for (final int before : predecessors[node]) {
          if (dominates(header, before)) {
            height = push(find(before), header, stack, height, seen);
          }
        }
      }
    }
  }

  private static int push(
      final int node, final int header, final int[] stack, final int height, final boolean[] seen) {
    if (node == header || seen[node]) {
      return height;
    }
    seen[node] = true;
    stack[height] = node;
    return height + 1;
  }

  private int find(final int node) {
    int root = node;
    while (representative[root] != root) {
      root = representative[root];
    }
    int at = node;
    while (representative[at] != root) {
      final int next = representative[at];
      representative[at] = root;
      at = next;
    }
    return root;
  }

  private void measure() {
    for (int i = 0; i < count; i++) {
      final int node = order[i];
      if (innermost[node] == node) {
        depth[node] = 1 + (outer[node] == NONE ? 0 : depth[outer[node]]);
      }
    }
  }
}
