package parallax.compiler.ir;

import java.util.Arrays;

/** A list of ints that grows at its end. */
final class IntList {
  private int[] items = new int[16];
  private int size;

  int size() {
    return size;
  }

  int get(final int index) {
    return items[index];
  }

  void set(final int index, final int item) {
    items[index] = item;
  }

  void add(final int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  int[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
