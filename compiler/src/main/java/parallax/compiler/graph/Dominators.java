package parallax.compiler.graph;

import java.util.Arrays;

/**
 * Immediate dominators of a flow graph. Node 0 is the entry.
 *
 * <p>Source: Lengauer and Tarjan, "A Fast Algorithm for Finding Dominators in a Flowgraph" (1979),
 * with simple linking: O(m log n) for every graph. Iterative algorithms are faster on small graphs,
 * but quadratic where many edges of a long chain meet, which a module can ask for. No recursion.
 */
public final class Dominators {
  /** What stands for no node. */
  public static final int NONE = -1;

  private final int[][] successors;

  // By number in the depth-first walk, except for walked.
  private final int[] walked;
  private final int[] node;
  private final int[] parent;
  private final int[] semi;
  private final int[] best;
  private final int[] ancestor;
  private final int[] path;
  private int count;

  private Dominators(final int[][] successors) {
    this.successors = successors;
    final int nodes = successors.length;
    walked = new int[nodes];
    node = new int[nodes];
    parent = new int[nodes];
    semi = new int[nodes];
    best = new int[nodes];
    ancestor = new int[nodes];
    path = new int[nodes];
  }

  /**
   * The immediate dominator of each node; {@link #NONE} for the entry and for nodes that it does
   * not reach.
   *
   * @param successors by node, at least one; edges may be repeated
   */
  public static int[] immediate(final int[][] successors) {
    return new Dominators(successors).run();
  }

  private int[] run() {
    walk();
    final int[][] predecessors = predecessors();
    final int[] dominator = new int[count];
    // Lists of the nodes with the same semidominator, linked through nextInBucket.
    final int[] bucket = new int[count];
    final int[] nextInBucket = new int[count];
    Arrays.fill(bucket, NONE);
    for (int w = count - 1; w > 0; w--) {
      for (final int v : predecessors[w]) {
        semi[w] = Math.min(semi[w], semi[evaluate(v)]);
      }
      nextInBucket[w] = bucket[semi[w]];
      bucket[semi[w]] = w;
      final int p = parent[w];
      ancestor[w] = p;
      for (int v = bucket[p]; v != NONE; v = nextInBucket[v]) {
        final int u = evaluate(v);
        dominator[v] = semi[u] < semi[v] ? u : p;
      }
      bucket[p] = NONE;
    }
    final int[] immediate = new int[successors.length];
    Arrays.fill(immediate, NONE);
    for (int w = 1; w < count; w++) {
      if (dominator[w] != semi[w]) {
        dominator[w] = dominator[dominator[w]];
      }
      immediate[node[w]] = node[dominator[w]];
    }
    return immediate;
  }

  /** Numbers the nodes in the order of a depth-first walk. */
  private void walk() {
    Arrays.fill(walked, NONE);
    final int[] next = new int[successors.length];
    final int[] stack = path;
    enter(0, NONE);
    int depth = 1;
    stack[0] = 0;
    while (depth > 0) {
      final int from = stack[depth - 1];
      if (next[from] == successors[from].length) {
        depth--;
        continue;
      }
      final int to = successors[from][next[from]++];
      if (walked[to] == NONE) {
        enter(to, walked[from]);
        stack[depth++] = to;
      }
    }
  }

  private void enter(final int entered, final int from) {
    walked[entered] = count;
    node[count] = entered;
    parent[count] = from;
    semi[count] = count;
    best[count] = count;
    ancestor[count] = NONE;
    count++;
  }

  private int[][] predecessors() {
    final int[] sizes = new int[count];
    for (int v = 0; v < count; v++) {
      for (final int to : successors[node[v]]) {
        sizes[walked[to]]++;
      }
    }
    final int[][] lists = new int[count][];
    for (int v = 0; v < count; v++) {
      lists[v] = new int[sizes[v]];
    }
    for (int v = 0; v < count; v++) {
      for (final int to : successors[node[v]]) {
        final int w = walked[to];
        lists[w][--sizes[w]] = v;
      }
    }
    return lists;
  }

  /**
   * The node with the smallest semidominator on the way from v up to, but without, the root of its
   * tree in the forest. Shortens the way.
   */
  private int evaluate(final int v) {
    int length = 0;
    int at = v;
    while (ancestor[at] != NONE && ancestor[ancestor[at]] != NONE) {
      path[length++] = at;
      at = ancestor[at];
    }
    while (length > 0) {
      final int below = path[--length];
      final int above = ancestor[below];
      if (semi[best[above]] < semi[best[below]]) {
        best[below] = best[above];
      }
      ancestor[below] = ancestor[above];
    }
    return best[v];
  }
}
