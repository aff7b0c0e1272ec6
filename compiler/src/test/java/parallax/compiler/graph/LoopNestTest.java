package parallax.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoopNestTest {
  private static int[][] random(final Random random) {
    final int[][] successors = new int[1 + random.nextInt(12)][];
    for (int node = 0; node < successors.length; node++) {
      final int near = random.nextInt(3) == 0 ? successors.length : 3;
      successors[node] =
          random
              .ints(random.nextInt(4), node - near, node + near)
              .filter(to -> to >= 0 && to < successors.length)
              .toArray();
    }
    return successors;
  }

  /** Nodes that are reached from the entry without a node; of none when that is -1. */
  private static BitSet reached(final int[][] successors, final int without) {
    final BitSet seen = new BitSet();
    final int[] stack = new int[successors.length];
    int height = 0;
    if (without != 0) {
      seen.set(0);
      stack[height++] = 0;
    }
    while (height > 0) {
      for (final int to : successors[stack[--height]]) {
        if (to != without && !seen.get(to)) {
          seen.set(to);
          stack[height++] = to;
        }
      }
    }
    return seen;
  }

  /**
   * The loop of a header by definition: what reaches a source of a back edge without the header.
   */
  private static BitSet body(final int[][] successors, final int header) {
    final BitSet reached = reached(successors, -1);
    final BitSet around = reached(successors, header);
    final BitSet body = new BitSet();
    BitSet before;
    do {
      before = (BitSet) body.clone();
      for (int node = 0; node < successors.length; node++) {
        final boolean dominated = reached.get(node) && !around.get(node);
        for (final int to : successors[node]) {
          if (dominated && (to == header || (body.get(to) && node != header))) {
            body.set(node);
          }
        }
      }
    } while (!body.equals(before));
    if (!body.isEmpty()) {
      body.set(header);
    }
    return body;
  }

  @Test
  void loops_are_what_reaches_a_back_edge_without_the_header() {
    int nested = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      final int[][] successors = random(new Random(seed));
      final LoopNest loops = LoopNest.of(successors);
      final int[] depth = new int[successors.length];
      for (int header = 0; header < successors.length; header++) {
        final BitSet body =
            reached(successors, -1).get(header) ? body(successors, header) : new BitSet();
        assertThat(loops.isHeader(header))
            .as("seed %d, %d", seed, header)
            .isEqualTo(!body.isEmpty());
        body.stream().forEach(node -> depth[node]++);
        for (int node = 0; node < successors.length; node++) {
          assertThat(isIn(loops, node, header))
              .as("seed %d: %d in the loop of %d", seed, node, header)
              .isEqualTo(body.get(node));
        }
      }
      for (int node = 0; node < successors.length; node++) {
        assertThat(loops.depth(node)).isEqualTo(depth[node]);
        nested += depth[node] > 1 ? 1 : 0;
      }
    }
    assertThat(nested).isGreaterThan(100);
  }

  private static boolean isIn(final LoopNest loops, final int node, final int header) {
    int loop = loops.innermost(node);
    while (loop != LoopNest.NONE && loop != header) {
      loop = loops.outer(loop);
    }
    return loop == header;
  }

  @Test
  void deep_nests_take_time_in_proportion() {
    final int depth = 100_000;
    final int[][] successors = new int[2 * depth][];
    for (int i = 0; i < depth; i++) {
      successors[i] = new int[] {i + 1};
      final int latch = 2 * depth - 1 - i;
      successors[latch] = latch + 1 < 2 * depth ? new int[] {i, latch + 1} : new int[] {i};
    }
    final long start = System.nanoTime();
    assertThat(LoopNest.of(successors).depth(depth - 1)).isEqualTo(depth);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }
}
