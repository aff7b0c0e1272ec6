package parallax.compiler.ir;

import java.util.Arrays;
import parallax.compiler.CompilerBug;

/**
 * A table of a running program. A slot holds a reference as {@link IrInterpreter} writes it.
 *
 * <p>Methods that do what may trap return false for {@code out of bounds table access}, and then
 * have written nothing. Indices and lengths are unsigned 32-bit numbers in a long.
 */
public final class IrTable {
  private final long maxSize;
  private int size;
  private long[] slots;

  IrTable(final ModuleIr.Table declared) {
    maxSize = declared.maxSize();
    size = Math.toIntExact(declared.minSize());
    slots = new long[size];
  }

  /** Number of slots. */
  public int size() {
    return size;
  }

  /** The reference in a slot below the size. */
  public long get(final int index) {
    return slots[requireBelowSize(index)];
  }

  /** Changes a slot below the size. */
  public void set(final int index, final long reference) {
    slots[requireBelowSize(index)] = reference;
  }

  private int requireBelowSize(final int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("slot " + index + " of " + size);
    }
    return index;
  }

  boolean isInside(final long index, final long length) {
    return index <= size && length <= size - index;
  }

  /** Reads a slot whose index the program has checked. */
  long load(final long index) {
    if (index >= size) {
      throw new CompilerBug("reads slot " + index + " of " + size);
    }
    return slots[(int) index];
  }

  /**
   * Writes a slot that the program has checked: below the size, or among those that a growth adds
   * before it records the new size.
   */
  void store(final long index, final long reference) {
    if (index >= maxSize) {
      throw new CompilerBug("writes slot " + index + " of at most " + maxSize);
    }
    reserve(index + 1);
    slots[(int) index] = reference;
  }

  private void reserve(final long count) {
    if (count > slots.length) {
      slots = Arrays.copyOf(slots, (int) Math.min(maxSize, Math.max(count, 2L * slots.length)));
    }
  }

  boolean fill(final long start, final long reference, final long length) {
    if (!isInside(start, length)) {
      return false;
    }
    Arrays.fill(slots, (int) start, (int) (start + length), reference);
    return true;
  }

  boolean copyFrom(
      final long destination, final IrTable from, final long source, final long length) {
    if (!isInside(destination, length) || !from.isInside(source, length)) {
      return false;
    }
    System.arraycopy(from.slots, (int) source, slots, (int) destination, (int) length);
    return true;
  }

  boolean init(final long destination, final long[] segment, final long source, final long length) {
    if (!isInside(destination, length) || source > segment.length - length) {
      return false;
    }
    System.arraycopy(segment, (int) source, slots, (int) destination, (int) length);
    return true;
  }

  /** {@code table_grow}: the old size, or -1. */
  long grow(final long reference, final long delta) {
    if (size + delta > Math.min(maxSize, Integer.MAX_VALUE - 8)) {
      return -1;
    }
    final int old = size;
    reserve(old + delta);
    size = (int) (old + delta);
    Arrays.fill(slots, old, size, reference);
    return old;
  }

  /** {@code table_size_set}. */
  void record(final long newSize) {
    if (newSize > maxSize) {
      throw new CompilerBug("records a size of " + newSize + " slots of at most " + maxSize);
    }
    reserve(newSize);
    size = (int) newSize;
  }
}
