package parallax.compiler.ir;

import java.util.Arrays;
import parallax.compiler.CompilerBug;

/**
 * A linear memory of a running program.
 *
 * <p>Its size, against which accesses are checked, is what was mapped; the recorded size, which
 * {@code memory_size} gives, follows it when the program says so. Bytes past those ever touched are
 * zero and not stored: {@link #bytes} is never longer than the memory and may be shorter.
 *
 * <p>Methods that do what may trap return false for {@code out of bounds memory access}, and then
 * have written nothing. Addresses and lengths are unsigned 32-bit numbers in a long.
 */
public final class IrMemory {
  /** Bytes of a page. */
  public static final int PAGE = 65_536;

  private final long maxPages;
  private long mappedPages;
  private long recordedPages;

  /** The first bytes of the memory; only {@link IrRun} looks at it from outside. */
  byte[] bytes = new byte[0];

  IrMemory(final ModuleIr.Memory declared) {
    maxPages = declared.maxPages();
    mappedPages = declared.minPages();
    recordedPages = declared.minPages();
  }

  /** Size in pages as {@code memory_size} gives it. */
  public long pages() {
    return recordedPages;
  }

  /** Size in bytes that accesses are checked against. */
  public long size() {
    return mappedPages * PAGE;
  }

  /** A copy of so many bytes from an address; all inside the memory. */
  public byte[] read(final long address, final int length) {
    requireInside(address, length);
    final byte[] copy = new byte[length];
    final long stored = Math.min(length, bytes.length - address);
    if (stored > 0) {
      System.arraycopy(bytes, (int) address, copy, 0, (int) stored);
    }
    return copy;
  }

  /** Writes bytes at an address; all inside the memory. */
  public void write(final long address, final byte[] source) {
    requireInside(address, source.length);
    write(address, source, 0, source.length);
  }

  private void requireInside(final long address, final long length) {
    if (!isInside(address, length)) {
      throw new IndexOutOfBoundsException(length + " bytes at " + address + " of " + size());
    }
  }

  private boolean isInside(final long address, final long length) {
    return address >= 0 && length >= 0 && address <= size() && length <= size() - address;
  }

  /**
   * Makes an access possible.
   *
   * @return false if it ends past the memory and is checked
   * @throws CompilerBug if it ends past the memory and is not checked
   */
  boolean reach(final long address, final long width, final boolean checked) {
    if (!isInside(address, width)) {
      if (!checked) {
        throw new CompilerBug(
            "unchecked access to " + width + " bytes at " + address + " of " + size());
      }
      return false;
    }
    store(address + width);
    return true;
  }

  /** Makes {@link #bytes} reach to an address that is not past the memory's end. */
  private void store(final long end) {
    if (end > bytes.length) {
      final long wanted = Math.max((end + PAGE - 1) / PAGE * PAGE, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, size()));
    }
  }

  boolean fill(final long destination, final byte value, final long length) {
    if (!isInside(destination, length)) {
      return false;
    }
    if (length > 0) {
      store(destination + length);
      Arrays.fill(bytes, (int) destination, (int) (destination + length), value);
    }
    return true;
  }

  boolean copyFrom(
      final long destination, final IrMemory from, final long source, final long length) {
    if (!isInside(destination, length) || !from.isInside(source, length)) {
      return false;
    }
    if (length > 0) {
      from.store(source + length);
      store(destination + length);
      System.arraycopy(from.bytes, (int) source, bytes, (int) destination, (int) length);
    }
    return true;
  }

  boolean init(final long destination, final byte[] segment, final long source, final long length) {
    if (!isInside(destination, length) || source > segment.length - length) {
      return false;
    }
    write(destination, segment, (int) source, (int) length);
    return true;
  }

  private void write(final long address, final byte[] source, final int from, final int length) {
    if (length > 0) {
      store(address + length);
      System.arraycopy(source, from, bytes, (int) address, length);
    }
  }

  /** {@code memory_grow}: the old recorded size, or -1. */
  long grow(final long delta) {
    if (mappedPages + delta > maxPages) {
      return -1;
    }
    final long old = recordedPages;
    mappedPages += delta;
    recordedPages = mappedPages;
    return old;
  }

  /** {@code memory_map}. */
  void map(final long delta) {
    if (mappedPages + delta > maxPages) {
      throw new CompilerBug("maps " + delta + " pages after " + mappedPages + " of " + maxPages);
    }
    mappedPages += delta;
  }

  /** {@code memory_size_set}. */
  void record(final long pages) {
    if (pages > maxPages) {
      throw new CompilerBug("records a size of " + pages + " pages of " + maxPages);
    }
    recordedPages = pages;
  }
}
