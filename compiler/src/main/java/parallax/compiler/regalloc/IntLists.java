package parallax.compiler.regalloc;

import java.util.Arrays;

/**
 * Many lists of numbers in few arrays: one list per key, newest first. A value that is the same as
 * the newest of its list is not added again.
 */
final class IntLists {
  private static final int END = -1;

  private final int[] head;
  private int[] next = new int[16];
  private int[] value = new int[16];
  private int size;

  IntLists(final int keys) {
    head = new int[keys];
    Arrays.fill(head, END);
  }

  void add(final int key, final int added) {
    if (head[key] != END && value[head[key]] == added) {
      return;
    }
    if (size == value.length) {
      next = Arrays.copyOf(next, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    next[size] = head[key];
    value[size] = added;
    head[key] = size++;
  }

  /** The newest entry of the list, or -1. */
  int head(final int key) {
    return head[key];
  }

  /** The entry behind this one, or -1. */
  int next(final int entry) {
    return next[entry];
  }

  int value(final int entry) {
    return value[entry];
  }

  /** All lists as arrays, the oldest value first. */
  int[][] ascending() {
    final int[] lengths = new int[head.length];
    for (int key = 0; key < head.length; key++) {
      for (int entry = head[key]; entry != END; entry = next[entry]) {
        lengths[key]++;
      }
    }
    final int[][] arrays = new int[head.length][];
    for (int key = 0; key < head.length; key++) {
      arrays[key] = new int[lengths[key]];
      for (int entry = head[key]; entry != END; entry = next[entry]) {
        arrays[key][--lengths[key]] = value[entry];
      }
    }
    return arrays;
  }
}
