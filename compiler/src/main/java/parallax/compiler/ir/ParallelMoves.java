package parallax.compiler.ir;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings moves that happen at once (the values of an edge into a block's parameters) into an order
 * in which they may be done one after another.
 */
final class ParallelMoves {
  private ParallelMoves() {}

  /**
   * Orders moves between slots.
   *
   * @param from what each move reads
   * @param to what each move writes; all different
   * @param scratch a slot that none of them touches, for cycles
   * @return source and destination of each move in turn
   */
  static int[] order(final int[] from, final int[] to, final int scratch) {
    final Map<Integer, Integer> moveTo = new HashMap<>();
    final Map<Integer, Integer> readers = new HashMap<>();
    for (int i = 0; i < to.length; i++) {
      if (from[i] != to[i]) {
        moveTo.put(to[i], i);
        readers.merge(from[i], 1, Integer::sum);
      }
    }
    final ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < to.length; i++) {
      if (from[i] != to[i] && !readers.containsKey(to[i])) {
        ready.add(i);
      }
    }
    final int[] ordered = new int[4 * to.length];
    int length = 0;
    int next = 0;
    // The slot whose value is in the scratch slot.
    int saved = scratch;
    while (!moveTo.isEmpty()) {
      if (ready.isEmpty()) {
        // What is left are cycles, in which exactly one move reads each destination. One value is
        // saved; all of its cycle is done before another is.
        while (!moveTo.containsKey(to[next])) {
          next++;
        }
        saved = to[next];
        ordered[length++] = saved;
        ordered[length++] = scratch;
        readers.remove(saved);
        ready.add(next);
      }
      final int move = ready.remove();
      final int source = from[move];
      ordered[length++] = source == saved ? scratch : source;
      ordered[length++] = to[move];
      moveTo.remove(to[move]);
      final Integer left = readers.computeIfPresent(source, (slot, n) -> n == 1 ? null : n - 1);
      if (left == null && moveTo.containsKey(source)) {
        ready.add(moveTo.get(source));
      }
    }
    return Arrays.copyOf(ordered, length);
  }
}
