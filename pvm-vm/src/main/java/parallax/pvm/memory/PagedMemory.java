package parallax.pvm.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * 2^32 bytes in 4096-byte pages. Pages cost nothing until something is stored in them: a mapped
 * page that was only read shares one page of zeros, so mapping gigabytes is cheap.
 *
 * <p>Memory of a standard program is {@link #laidOut}: what it touches of its heap, stack and
 * read-only data lies in one array each, a {@link Segment}; the rest, and all of any other memory,
 * lies in pages.
 *
 * <p>There are two sides. The program's side, load and store, takes any 64-bit address modulo 2^32,
 * wraps around at the top, may straddle pages, and either happens whole or throws {@link
 * MemoryFault}. The host's side, read, write and the tests for access, takes non-negative addresses
 * and lengths.
 *
 * <p>Invariants: pages that a segment covers have no contents in the table; pages below {@link
 * #LOWEST_ADDRESS} are never accessible. Not thread-safe.
 */
public final class PagedMemory {

  /** Bytes in a page. */
  public static final int PAGE_SIZE = 4096;

  /** The first 64 KiB can never be mapped; an access there panics. */
  public static final long LOWEST_ADDRESS = 0x10000;

  /** Bytes in the address space. */
  public static final long SIZE = 1L << 32;

  private static final int PAGE_BITS = 12;
  private static final int OFFSET_MASK = PAGE_SIZE - 1;
  private static final int ROW_BITS = PageTable.ROW_BITS;
  private static final int ROW_MASK = PageTable.ROW_LENGTH - 1;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final PageTable pages = new PageTable();
  // Of the table, for loads and stores.
  private final byte[][][] readable = pages.readable();
  private final byte[][][] writable = pages.writable();

  private final Segment stack;
  private final Segment heap;
  private final Segment readOnly;
  private int generation;

  /** Memory without an accessible page. */
  public PagedMemory() {
    this(new Segment(0, 0, false), new Segment(0, 0, false), new Segment(0, 0, true));
  }

  private PagedMemory(Segment readOnly, Segment heap, Segment stack) {
    this.readOnly = readOnly;
    this.heap = heap;
    this.stack = stack;
  }

  /**
   * Memory without an accessible page, prepared for programs that use these ranges much. All
   * addresses are multiples of the page size.
   */
  public static PagedMemory laidOut(
      long readOnlyLow,
      long readOnlyHigh,
      long heapLow,
      long heapHigh,
      long stackLow,
      long stackHigh) {
    return new PagedMemory(
        new Segment(readOnlyLow, readOnlyHigh, false),
        new Segment(heapLow, heapHigh, false),
        new Segment(stackLow, stackHigh, true));
  }

  /** The stack of {@link #laidOut} memory; of other memory an empty segment. */
  public Segment stack() {
    return stack;
  }

  /** The heap of {@link #laidOut} memory; of other memory an empty segment. */
  public Segment heap() {
    return heap;
  }

  /** Changes whenever something about a segment other than its contents does. */
  public int generation() {
    return generation;
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  // ---- mapping

  /**
   * Gives all pages that the range touches an access. Contents stay while a page is readable or
   * writable; a page that becomes inaccessible loses its contents, and starts as zeros when it is
   * mapped again.
   *
   * @throws IllegalArgumentException if the range leaves the address space, or would map a page
   *     below 64 KiB
   */
  public void setAccess(long address, long length, PageAccess newAccess) {
    checkRange(address, length);
    if (length == 0) {
      return;
    }
    if (newAccess != PageAccess.NONE && address < LOWEST_ADDRESS) {
      throw new IllegalArgumentException(
          "pages below 64 KiB cannot be mapped: 0x" + Long.toHexString(address));
    }
    int first = (int) (address >>> PAGE_BITS);
    int last = (int) ((address + length - 1) >>> PAGE_BITS);
    pages.setAccess(first, last, newAccess);
    updateSegment(stack, first, last, newAccess);
    updateSegment(heap, first, last, newAccess);
    updateSegment(readOnly, first, last, newAccess);
  }

  private void updateSegment(Segment segment, int first, int last, PageAccess newAccess) {
    long from = Math.max(first, segment.firstPage());
    long to = Math.min(last + 1L, segment.endPage());
    if (from < to) {
      if (newAccess == PageAccess.NONE) {
        int start = (int) (from - segment.firstPage()) * PAGE_SIZE;
        Arrays.fill(segment.bytes(), start, start + (int) (to - from) * PAGE_SIZE, (byte) 0);
      }
      limit(segment);
    }
  }

  private void limit(Segment segment) {
    segment.limit(
        accessibleBytes(segment, PageAccess.READ), accessibleBytes(segment, PageAccess.WRITE));
    generation++;
  }

  /** How many bytes from the base of a segment on all have the access. */
  private int accessibleBytes(Segment segment, PageAccess needed) {
    long end = pages.endOfAccess(segment.firstPage(), segment.endPage(), needed);
    return (int) (end - segment.firstPage()) * PAGE_SIZE;
  }

  /** The segment that holds the contents of an address, lengthened if it should; null for none. */
  private Segment covering(int address) {
    Segment segment = coveringNow(address);
    if (segment != null) {
      return segment;
    }
    segment =
        heap.shouldGrowTo(address)
            ? heap
            : stack.shouldGrowTo(address)
                ? stack
                : readOnly.shouldGrowTo(address) ? readOnly : null;
    if (segment != null) {
      segment.growTo(address);
      takeOver(segment);
      limit(segment);
    }
    return segment;
  }

  private Segment coveringNow(int address) {
    return stack.covers(address)
        ? stack
        : heap.covers(address) ? heap : readOnly.covers(address) ? readOnly : null;
  }

  /** Moves what lies in pages into a segment that has come to cover them. */
  private void takeOver(Segment segment) {
    long page = pages.next(segment.firstPage());
    while (page < segment.endPage()) {
      int start = (int) (page - segment.firstPage()) * PAGE_SIZE;
      System.arraycopy(pages.remove(page), 0, segment.bytes(), start, PAGE_SIZE);
      page = pages.next(page + 1);
    }
  }

  /** The access of the page that holds the address. */
  public PageAccess accessAt(long address) {
    checkRange(address, 1);
    return PageAccess.ofLevel(pages.level(address >>> PAGE_BITS));
  }

  /** The base of the first page at or after the address that may be read, or -1. */
  public long nextMappedPage(long address) {
    long page = pages.nextAccessible((int) ((address + OFFSET_MASK) >>> PAGE_BITS));
    return page << PAGE_BITS < SIZE ? page << PAGE_BITS : -1;
  }

  // ---- the program's side

  public long loadU8(long address) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.readable()) < 0) {
      return stack.bytes()[offset] & 0xFF;
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.readable()) < 0) {
      return heap.bytes()[offset] & 0xFF;
    }
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null) {
      return slowLoad(a, 1);
    }
    return page[offset] & 0xFF;
  }

  public long loadI8(long address) {
    return (byte) loadU8(address);
  }

  public long loadU16(long address) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.readable()) < 0) {
      return (short) SHORTS.get(stack.bytes(), offset) & 0xFFFF;
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.readable()) < 0) {
      return (short) SHORTS.get(heap.bytes(), offset) & 0xFFFF;
    }
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 2) {
      return slowLoad(a, 2);
    }
    return (short) SHORTS.get(page, offset) & 0xFFFF;
  }

  public long loadI16(long address) {
    return (short) loadU16(address);
  }

  public long loadU32(long address) {
    return loadI32(address) & 0xFFFFFFFFL;
  }

  public long loadI32(long address) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.readable()) < 0) {
      return (int) INTS.get(stack.bytes(), offset);
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.readable()) < 0) {
      return (int) INTS.get(heap.bytes(), offset);
    }
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 4) {
      return (int) slowLoad(a, 4);
    }
    return (int) INTS.get(page, offset);
  }

  public long loadU64(long address) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.readable()) < 0) {
      return (long) LONGS.get(stack.bytes(), offset);
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.readable()) < 0) {
      return (long) LONGS.get(heap.bytes(), offset);
    }
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 8) {
      return slowLoad(a, 8);
    }
    return (long) LONGS.get(page, offset);
  }

  /** Stores the low 8 bits. */
  public void store8(long address, long value) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.writable()) < 0) {
      stack.bytes()[offset] = (byte) value;
      return;
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.writable()) < 0) {
      heap.bytes()[offset] = (byte) value;
      return;
    }
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null) {
      slowStore(a, 1, value);
    } else {
      page[offset] = (byte) value;
    }
  }

  /** Stores the low 16 bits. */
  public void store16(long address, long value) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.writable()) < 0) {
      SHORTS.set(stack.bytes(), offset, (short) value);
      return;
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.writable()) < 0) {
      SHORTS.set(heap.bytes(), offset, (short) value);
      return;
    }
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 2) {
      slowStore(a, 2, value);
    } else {
      SHORTS.set(page, offset, (short) value);
    }
  }

  /** Stores the low 32 bits. */
  public void store32(long address, long value) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.writable()) < 0) {
      INTS.set(stack.bytes(), offset, (int) value);
      return;
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.writable()) < 0) {
      INTS.set(heap.bytes(), offset, (int) value);
      return;
    }
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 4) {
      slowStore(a, 4, value);
    } else {
      INTS.set(page, offset, (int) value);
    }
  }

  /** Stores all 64 bits. */
  public void store64(long address, long value) {
    int a = (int) address;
    int offset = a - stack.base();
    if (Integer.compareUnsigned(offset, stack.writable()) < 0) {
      LONGS.set(stack.bytes(), offset, value);
      return;
    }
    offset = a - heap.base();
    if (Integer.compareUnsigned(offset, heap.writable()) < 0) {
      LONGS.set(heap.bytes(), offset, value);
      return;
    }
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 8) {
      slowStore(a, 8, value);
    } else {
      LONGS.set(page, offset, value);
    }
  }

  private long slowLoad(int address, int bytes) {
    checkAccess(address, bytes, PageAccess.READ);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (peek(address + i) & 0xFFL) << (8 * i);
    }
    return value;
  }

  private void slowStore(int address, int bytes, long value) {
    checkAccess(address, bytes, PageAccess.WRITE);
    for (int i = 0; i < bytes; i++) {
      poke(address + i, (byte) (value >>> (8 * i)));
    }
  }

  /** Throws for the lowest byte, counted before wrapping, that lacks the access. */
  private void checkAccess(int address, int bytes, PageAccess needed) {
    for (int i = 0; i < bytes; i++) {
      int a = address + i;
      if (pages.level(a >>> PAGE_BITS) < needed.level) {
        throw new MemoryFault(a & 0xFFFFFFFFL);
      }
    }
  }

  private byte peek(int address) {
    Segment segment = covering(address);
    return segment != null
        ? segment.bytes()[address - segment.base()]
        : pages.forReading(address >>> PAGE_BITS)[address & OFFSET_MASK];
  }

  private void poke(int address, byte value) {
    Segment segment = covering(address);
    if (segment != null) {
      segment.bytes()[address - segment.base()] = value;
    } else {
      pages.forWriting(address >>> PAGE_BITS)[address & OFFSET_MASK] = value;
    }
  }

  // ---- the host's side

  /**
   * Whether every byte of the range may be read; a range of no bytes always may, wherever it is.
   */
  public boolean isReadable(long address, long length) {
    return allows(address, length, PageAccess.READ);
  }

  /**
   * Whether every byte of the range may be written; a range of no bytes always may, wherever it is.
   */
  public boolean isWritable(long address, long length) {
    return allows(address, length, PageAccess.WRITE);
  }

  private boolean allows(long address, long length, PageAccess needed) {
    if (length == 0) {
      return true;
    }
    if (address < 0 || length < 0 || length > SIZE || address > SIZE - length) {
      return false;
    }
    long last = address + length - 1;
    long end = (last >>> PAGE_BITS) + 1;
    return pages.endOfAccess(address >>> PAGE_BITS, end, needed) == end;
  }

  /**
   * Copies bytes out, whatever the access; inaccessible pages read as zeros.
   *
   * @throws IllegalArgumentException if the range leaves the address space
   */
  public byte[] read(long address, int length) {
    checkRange(address, length);
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      int a = (int) (address + done);
      int offset = a & OFFSET_MASK;
      int part = Math.min(length - done, PAGE_SIZE - offset);
      Segment segment = coveringNow(a);
      byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
      if (segment != null) {
        System.arraycopy(segment.bytes(), a - segment.base(), bytes, done, part);
      } else if (page != null) {
        System.arraycopy(page, offset, bytes, done, part);
      }
      done += part;
    }
    return bytes;
  }

  /**
   * Copies bytes in, into read-only pages too.
   *
   * @throws IllegalArgumentException if the range leaves the address space or touches an
   *     inaccessible page; then nothing was written
   */
  public void write(long address, byte[] bytes) {
    checkRange(address, bytes.length);
    if (!isReadable(address, bytes.length)) {
      throw new IllegalArgumentException(
          "not mapped: " + bytes.length + " bytes at 0x" + Long.toHexString(address));
    }
    int done = 0;
    while (done < bytes.length) {
      int a = (int) (address + done);
      int offset = a & OFFSET_MASK;
      int part = Math.min(bytes.length - done, PAGE_SIZE - offset);
      Segment segment = covering(a);
      if (segment != null) {
        System.arraycopy(bytes, done, segment.bytes(), a - segment.base(), part);
      } else {
        System.arraycopy(bytes, done, pages.forWriting(a >>> PAGE_BITS), offset, part);
      }
      done += part;
    }
  }

  /**
   * The base of the first page at or after the address that may hold anything but zeros, or -1.
   * With it a host looks through large memories without touching what the program never did.
   */
  public long nextTouchedPage(long address) {
    long first = (address + OFFSET_MASK) >>> PAGE_BITS;
    long next = pages.nextTouched(first);
    next = Math.min(next, nextInSegment(readOnly, first));
    next = Math.min(next, nextInSegment(heap, first));
    next = Math.min(next, nextInSegment(stack, first));
    return next == Long.MAX_VALUE ? -1 : next << PAGE_BITS;
  }

  private static long nextInSegment(Segment segment, long first) {
    for (long page = Math.max(first, segment.firstPage()); page < segment.endPage(); page++) {
      int start = (int) (page - segment.firstPage()) * PAGE_SIZE;
      if (Arrays.mismatch(
              segment.bytes(), start, start + PAGE_SIZE, PageTable.ZERO_PAGE, 0, PAGE_SIZE)
          >= 0) {
        return page;
      }
    }
    return Long.MAX_VALUE;
  }

  private static void checkRange(long address, long length) {
    if (address < 0 || length < 0 || length > SIZE || address > SIZE - length) {
      throw new IllegalArgumentException(
          "outside of the address space: " + length + " bytes at 0x" + Long.toHexString(address));
    }
  }
}
