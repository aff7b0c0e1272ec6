package parallax.pvm.program;

/**
 * The address space of a standard program, and the constants of the machine that shape it (Gray
 * Paper 0.7.2 A.7). All addresses and lengths are non-negative longs.
 *
 * <pre>
 * 0                   nothing; an access panics
 * 0x10000             read-only data, rounded up to pages
 * rwBase              read-write data, then zero pages: the heap
 * STACK_TOP - P(s)    stack
 * ARGUMENTS_BASE      arguments, read-only
 * </pre>
 */
public final class StandardLayout {

  /** Z_P: bytes in a page. */
  public static final int PAGE_SIZE = 4096;

  /** Z_Z: bytes in a zone; gaps between zones have this size at least. */
  public static final int ZONE_SIZE = 1 << 16;

  /** Z_I: the most bytes of arguments. */
  public static final int MAX_ARGUMENTS = 1 << 24;

  /** Z_A: a jump-table entry i is reached by the dynamic address 2(i+1). */
  public static final int JUMP_ALIGNMENT = 2;

  /** Bytes in the address space. */
  public static final long ADDRESS_SPACE = 1L << 32;

  /** Below this an access that is not allowed panics instead of faulting. */
  public static final long PANIC_LIMIT = ZONE_SIZE;

  /** A dynamic jump to this address halts; the initial value of ra. */
  public static final long HALT_ADDRESS = ADDRESS_SPACE - ZONE_SIZE;

  /** First byte after the stack; the initial value of sp. */
  public static final long STACK_TOP = ADDRESS_SPACE - 2L * ZONE_SIZE - MAX_ARGUMENTS;

  /** First byte of the arguments; the initial value of a0. */
  public static final long ARGUMENTS_BASE = ADDRESS_SPACE - ZONE_SIZE - MAX_ARGUMENTS;

  /** First byte of the read-only data. */
  public static final long RO_BASE = ZONE_SIZE;

  /** Read-only data, read-write data and the stack must each be shorter than this. */
  public static final int SECTION_LIMIT = 1 << 24;

  /** The heap has fewer initial zero pages than this. */
  public static final int HEAP_PAGES_LIMIT = 1 << 16;

  private StandardLayout() {}

  /** P(n): rounded up to whole pages. */
  public static long pageAligned(long bytes) {
    return (bytes + PAGE_SIZE - 1) & -PAGE_SIZE;
  }

  /** Z(n): rounded up to whole zones. */
  public static long zoneAligned(long bytes) {
    return (bytes + ZONE_SIZE - 1) & -ZONE_SIZE;
  }

  /** First byte of the read-write data, given the length of the read-only data. */
  public static long rwBase(int roLength) {
    return 2L * ZONE_SIZE + zoneAligned(roLength);
  }

  /** First byte after the initial heap, where sbrk starts. */
  public static long heapEnd(int roLength, int rwLength, int heapPages) {
    return rwBase(roLength) + pageAligned(rwLength) + (long) heapPages * PAGE_SIZE;
  }

  /** First byte of the stack, given its size. */
  public static long stackBase(int stackSize) {
    return STACK_TOP - pageAligned(stackSize);
  }

  /** The dynamic address that reaches a jump-table entry. */
  public static long jumpAddress(int tableIndex) {
    return (long) JUMP_ALIGNMENT * (tableIndex + 1L);
  }

  /** The condition of A.7 that the parts fit into the address space. */
  public static boolean fits(int roLength, int rwLength, int heapPages, int stackSize) {
    long total =
        5L * ZONE_SIZE
            + zoneAligned(roLength)
            + zoneAligned(rwLength + (long) heapPages * PAGE_SIZE)
            + zoneAligned(stackSize)
            + MAX_ARGUMENTS;
    return total <= ADDRESS_SPACE;
  }
}
