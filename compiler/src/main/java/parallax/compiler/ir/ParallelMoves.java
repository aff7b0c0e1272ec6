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
    final int[] source = from.clone();
    final Map<Integer, Integer> moveTo = new HashMap<>();
    final Map<Integer, Integer> readers = new HashMap<>();
    final Map<Integer, Integer> someReader = new HashMap<>();
    for (int i = 0; i < to.length; i++) {
      if (source[i] != to[i]) {
        moveTo.put(to[i], i);
        readers.merge(source[i], 1, Integer::sum);
        someReader.put(source[i], i);
      }
    }
    final ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < to.length; i++) {
      if (source[i] != to[i] && !readers.containsKey(to[i])) {
        ready.add(i);
      }
    }
    final int[] ordered = new int[4 * to.length];
    int length = 0;
    int next = 0;
    while (!moveTo.isEmpty()) {
      if (ready.isEmpty()) {
        // What is left are cycles: each destination is read by exactly one move.
        while (!moveTo.containsKey(to[next]) || source[next] == to[next]) {
          next++;
        }
        ordered[length++] = to[next];
        ordered[length++] = scratch;
        source[someReader.get(to[next])] = scratch;
        readers.remove(to[next]);
        ready.add(next);
      }
      final int move = ready.remove();
      ordered[length++] = source[move];
      ordered[length++] = to[move];
      moveTo.remove(to[move]);
      final Integer left =
          readers.computeIfPresent(source[move], (slot, n) -> n == 1 ? null : n - 1);
      if (left == null && moveTo.containsKey(source[move])) {
        ready.add(moveTo.get(source[move]));
      }
    }
    return Arrays.copyOf(ordered, length);
  }
}
