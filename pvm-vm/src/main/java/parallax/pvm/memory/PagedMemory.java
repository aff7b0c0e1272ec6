package parallax.pvm.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * 2^32 bytes in 4096-byte pages. Pages cost nothing until something is stored in them: a mapped
 * page that was only read shares one page of zeros, so mapping gigabytes is cheap.
 *
 * <p>There are two sides. The program's side, load and store, takes any 64-bit address modulo 2^32,
 * wraps around at the top, may straddle pages, and either happens whole or throws {@link
 * MemoryFault}. The host's side, read, write and the tests for access, takes non-negative addresses
 * and lengths.
 *
 * <p>Invariants: the page of an entry in {@code readable} may be read by the program; the page of
 * an entry in {@code writable} may be written and is the same array as in {@code readable}; an
 * absent entry says nothing, then {@code access} decides. Pages below {@link #LOWEST_ADDRESS} are
 * never accessible. Not thread-safe.
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
  // A row holds 1024 pages, 4 MiB; there are 1024 rows.
  private static final int ROW_BITS = 22;
  private static final int ROW_LENGTH = 1024;
  private static final int ROW_MASK = ROW_LENGTH - 1;

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  // Shared and never written: rows are copied before the first change, and the zero page is never
  // writable.
  private static final byte[][] EMPTY_ROW = new byte[ROW_LENGTH][];
  private static final byte[] ZERO_PAGE = new byte[PAGE_SIZE];
  private static final byte[][] UNIFORM_ACCESS = uniformAccess();

  private final byte[][][] readable = new byte[ROW_LENGTH][][];
  private final byte[][][] writable = new byte[ROW_LENGTH][][];
  private final byte[][] access = new byte[ROW_LENGTH][];

  /** Memory without an accessible page. */
  public PagedMemory() {
    Arrays.fill(readable, EMPTY_ROW);
    Arrays.fill(writable, EMPTY_ROW);
    Arrays.fill(access, UNIFORM_ACCESS[0]);
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[][] uniformAccess() {
    byte[][] rows = new byte[PageAccess.values().length][ROW_LENGTH];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(rows[i], (byte) i);
    }
    return rows;
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
    for (int row = first / ROW_LENGTH; row <= last / ROW_LENGTH; row++) {
      int from = Math.max(first, row * ROW_LENGTH) & ROW_MASK;
      int to = Math.min(last, row * ROW_LENGTH + ROW_MASK) & ROW_MASK;
      setRowAccess(row, from, to, newAccess);
    }
  }

  private void setRowAccess(int row, int from, int to, PageAccess newAccess) {
    if (from == 0 && to == ROW_MASK) {
      access[row] = UNIFORM_ACCESS[newAccess.level];
    } else {
      byte[] changed = access[row].clone();
      Arrays.fill(changed, from, to + 1, newAccess.level);
      access[row] = changed;
    }
    if (readable[row] == EMPTY_ROW) {
      return;
    }
    for (int page = from; page <= to; page++) {
      byte[] contents = readable[row][page];
      if (contents != null) {
        byte[] writableContents =
            newAccess == PageAccess.WRITE && contents != ZERO_PAGE ? contents : null;
        setEntry(writable, row, page, writableContents);
        setEntry(readable, row, page, newAccess == PageAccess.NONE ? null : contents);
      }
    }
  }

  private static void setEntry(byte[][][] table, int row, int page, byte[] contents) {
    if (table[row][page] != contents) {
      if (table[row] == EMPTY_ROW) {
        table[row] = new byte[ROW_LENGTH][];
      }
      table[row][page] = contents;
    }
  }

  /** The access of the page that holds the address. */
  public PageAccess accessAt(long address) {
    checkRange(address, 1);
    return PageAccess.ofLevel(
        access[(int) (address >>> ROW_BITS)][(int) (address >>> PAGE_BITS) & ROW_MASK]);
  }

  // ---- the program's side

  public long loadU8(long address) {
    int a = (int) address;
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    if (page == null) {
      return slowLoad(a, 1);
    }
    return page[a & OFFSET_MASK] & 0xFF;
  }

  public long loadI8(long address) {
    return (byte) loadU8(address);
  }

  public long loadU16(long address) {
    int a = (int) address;
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    int offset = a & OFFSET_MASK;
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
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    int offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 4) {
      return (int) slowLoad(a, 4);
    }
    return (int) INTS.get(page, offset);
  }

  public long loadU64(long address) {
    int a = (int) address;
    byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    int offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 8) {
      return slowLoad(a, 8);
    }
    return (long) LONGS.get(page, offset);
  }

  /** Stores the low 8 bits. */
  public void store8(long address, long value) {
    int a = (int) address;
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    if (page == null) {
      slowStore(a, 1, value);
    } else {
      page[a & OFFSET_MASK] = (byte) value;
    }
  }

  /** Stores the low 16 bits. */
  public void store16(long address, long value) {
    int a = (int) address;
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    int offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 2) {
      slowStore(a, 2, value);
    } else {
      SHORTS.set(page, offset, (short) value);
    }
  }

  /** Stores the low 32 bits. */
  public void store32(long address, long value) {
    int a = (int) address;
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    int offset = a & OFFSET_MASK;
    if (page == null || offset > PAGE_SIZE - 4) {
      slowStore(a, 4, value);
    } else {
      INTS.set(page, offset, (int) value);
    }
  }

  /** Stores all 64 bits. */
  public void store64(long address, long value) {
    int a = (int) address;
    byte[] page = writable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
    int offset = a & OFFSET_MASK;
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
      value |= (pageForReading(address + i)[(address + i) & OFFSET_MASK] & 0xFFL) << (8 * i);
    }
    return value;
  }

  private void slowStore(int address, int bytes, long value) {
    checkAccess(address, bytes, PageAccess.WRITE);
    for (int i = 0; i < bytes; i++) {
      pageForWriting(address + i)[(address + i) & OFFSET_MASK] = (byte) (value >>> (8 * i));
    }
  }

  /** Throws for the lowest byte, counted before wrapping, that lacks the access. */
  private void checkAccess(int address, int bytes, PageAccess needed) {
    for (int i = 0; i < bytes; i++) {
      int a = address + i;
      if (access[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK] < needed.level) {
        throw new MemoryFault(a & 0xFFFFFFFFL);
      }
    }
  }

  /** The contents of an accessible page. */
  private byte[] pageForReading(int address) {
    int row = address >>> ROW_BITS;
    int page = address >>> PAGE_BITS & ROW_MASK;
    if (readable[row][page] == null) {
      setEntry(readable, row, page, ZERO_PAGE);
    }
    return readable[row][page];
  }

  /** The contents of an accessible page, in an array that may be changed. */
  private byte[] pageForWriting(int address) {
    int row = address >>> ROW_BITS;
    int page = address >>> PAGE_BITS & ROW_MASK;
    byte[] contents = readable[row][page];
    if (contents == null || contents == ZERO_PAGE) {
      contents = new byte[PAGE_SIZE];
      setEntry(readable, row, page, contents);
    }
    if (access[row][page] == PageAccess.WRITE.level) {
      setEntry(writable, row, page, contents);
    }
    return contents;
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
    for (long page = address >>> PAGE_BITS; page <= last >>> PAGE_BITS; page++) {
      if (access[(int) (page >>> (ROW_BITS - PAGE_BITS))][(int) page & ROW_MASK] < needed.level) {
        return false;
      }
    }
    return true;
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
      byte[] page = readable[a >>> ROW_BITS][a >>> PAGE_BITS & ROW_MASK];
      if (page != null) {
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
      System.arraycopy(bytes, done, pageForWriting(a), offset, part);
      done += part;
    }
  }

  /**
   * The base of the first page at or after the address that may hold anything but zeros, or -1.
   * With it a host looks through large memories without touching what the program never did.
   */
  public long nextTouchedPage(long address) {
    long page = (address + OFFSET_MASK) >>> PAGE_BITS;
    while (page < SIZE >>> PAGE_BITS) {
      byte[][] row = readable[(int) (page / ROW_LENGTH)];
      if (row == EMPTY_ROW) {
        page = (page / ROW_LENGTH + 1) * ROW_LENGTH;
      } else if (row[(int) page & ROW_MASK] == null || row[(int) page & ROW_MASK] == ZERO_PAGE) {
        page++;
      } else {
        return page << PAGE_BITS;
      }
    }
    return -1;
  }

  private static void checkRange(long address, long length) {
    if (address < 0 || length < 0 || length > SIZE || address > SIZE - length) {
      throw new IllegalArgumentException(
          "outside of the address space: " + length + " bytes at 0x" + Long.toHexString(address));
    }
  }
}
