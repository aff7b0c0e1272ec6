package parallax.compiler.frontend;

import java.util.Arrays;
import parallax.compiler.ir.Value;

/**
 * Values of local variables at the ends of blocks: a map from two small numbers, by open addressing
 * with linear probing. Numbers of blocks and of variables are both dense, so that their exclusive
 * or, which a map of boxed longs would go by, has few values: with 2,000 of each there are millions
 * of entries in a few thousand buckets.
 */
final class Definitions {
  private static final int FIRST_CAPACITY = 64;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private long[] keys = new long[FIRST_CAPACITY];
  private Value[] values = new Value[FIRST_CAPACITY];
  private int size;

  /** The value, or null. */
  Value get(final int block, final int variable) {
    return values[slot(key(block, variable))];
  }

  /** Sets or replaces a value, which is not null. */
  void put(final int block, final int variable, final Value value) {
    final long key = key(block, variable);
    final int slot = slot(key);
    if (values[slot] == null) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
    if (2 * size > keys.length) {
      grow();
    }
  }

  private void grow() {
    final long[] oldKeys = keys;
    final Value[] oldValues = values;
    keys = Arrays.copyOf(keys, 2 * oldKeys.length);
    values = new Value[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        final int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** Where the key is, or would be put. */
  private int slot(final long key) {
    int slot = (int) ((key * GOLDEN) >>> (Long.numberOfLeadingZeros(keys.length) + 1));
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static long key(final int block, final int variable) {
    return (long) block << 32 | variable;
  }
}
