package parallax.pvm.memory;

/**
 * A range of addresses whose contents lie in one array, so that an access is a subtraction, a
 * comparison and an array access. The array covers what was touched and a bit more: the low end of
 * the range, or its high end for a stack. Everything outside of it lies in pages.
 *
 * <p>Invariant: an access of up to 8 bytes whose offset from {@link #base} is below {@link
 * #readable} (as an unsigned number) may be read from {@link #bytes} at that offset, and below
 * {@link #writable} written. Whatever changes one of the four counts {@link PagedMemory#generation}
 * up.
 */
public final class Segment {

  /** The array is at least this long once anything was touched. */
  private static final long LEAST = 1 << 16;

  /** Up to this length the array may grow at once. */
  private static final long FREE_GROWTH = 1 << 22;

  private static final long GREATEST = 1L << 30;

  private final long low;
  private final long high;
  private final boolean downward;

  private byte[] bytes = new byte[0];
  private int base;
  private int readable;
  private int writable;

  /**
   * A segment that covers nothing yet.
   *
   * @param low first address of the range, a multiple of the page size
   * @param high the address behind it, a multiple of the page size
   * @param downward whether it grows from the high end
   */
  Segment(long low, long high, boolean downward) {
    this.low = low;
    this.high = high;
    this.downward = downward;
  }

  /** The contents. */
  public byte[] bytes() {
    return bytes;
  }

  /** The address of the first byte of the array, as an int. */
  public int base() {
    return base;
  }

  /** How many offsets from the base on may be read with any width. */
  public int readable() {
    return readable;
  }

  /** How many offsets from the base on may be written with any width. */
  public int writable() {
    return writable;
  }

  boolean covers(int address) {
    return Integer.compareUnsigned(address - base, bytes.length) < 0;
  }

  /** The pages covered, as the number of the first one and the one behind the last. */
  long firstPage() {
    return (base & 0xFFFFFFFFL) / PagedMemory.PAGE_SIZE;
  }

  long endPage() {
    return firstPage() + bytes.length / PagedMemory.PAGE_SIZE;
  }

  /** Whether the array should be lengthened to cover this address, which it does not. */
  boolean shouldGrowTo(int address) {
    long a = address & 0xFFFFFFFFL;
    if (a < low || a >= high) {
      return false;
    }
    long needed = lengthFor(a);
    return needed <= FREE_GROWTH || (needed <= 4L * bytes.length && needed <= GREATEST);
  }

  private long lengthFor(long address) {
    long page = address & -PagedMemory.PAGE_SIZE;
    return downward ? high - page : page + PagedMemory.PAGE_SIZE - low;
  }

  /** Lengthens the array; the limits stay those of before until they are set. */
  void growTo(int address) {
    long wanted = Math.max(lengthFor(address & 0xFFFFFFFFL), Math.max(LEAST, 2L * bytes.length));
    int length = (int) Math.min(Math.min(wanted, GREATEST), high - low);
    byte[] longer = new byte[length];
    System.arraycopy(bytes, 0, longer, downward ? length - bytes.length : 0, bytes.length);
    bytes = longer;
    base = (int) (downward ? high - length : low);
  }

  /**
   * Says how much is accessible.
   *
   * @param readableBytes from the base on
   * @param writableBytes from the base on
   */
  void limit(int readableBytes, int writableBytes) {
    // An access of 8 bytes must not begin in the last 7.
    readable = Math.max(0, readableBytes - 7);
    writable = Math.max(0, writableBytes - 7);
  }
}
