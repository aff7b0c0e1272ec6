package parallax.compiler.abi;

import java.util.List;

/**
 * Where a program keeps its state in the PVM's 32-bit address space (standard program, GP 0.7.2
 * A.7). All addresses are PVM addresses in bytes.
 *
 * <pre>
 *   0x10000   read-only data: element segments, data segments, images that init copies
 *   rwBase    globals, size words, call buffer, tables ... then, page-aligned, windows of other memories and the main memory: the last thing in the zone
 *             (never mapped: growth of the main memory, then the gap of at least {@link #STACK_GAP} bytes)
 *   stackLow  .. stackTop   the stack
 * </pre>
 *
 * <p>The main memory is number 0. Its end is the end of mapped memory, so that an access past it
 * faults. Each other memory has a window for the pages that it can have; what is past its size in
 * there is mapped, and accesses compare with the size word. {@link #hole()} is the address up to
 * which accesses with a clamped index may reach: nothing between the end of the main memory's
 * largest size and it is ever mapped.
 *
 * @param roLength bytes of read-only data
 * @param rwBase first address of the read-write zone
 * @param globals address of each global: 8 bytes, i32 as its low four
 * @param callBuffer address of the call buffer
 * @param callBufferSlots its length in 8-byte values
 * @param tables each table
 * @param memories each memory; the main one is last in the zone
 * @param dataSegments each data segment
 * @param elementSegments each element segment
 * @param stackTop the value of sp on entry; the stack grows down from here
 * @param stackLow lowest mapped address of the stack
 */
public record MemoryLayout(
    long roLength,
    long rwBase,
    List<Long> globals,
    long callBuffer,
    int callBufferSlots,
    List<TablePlace> tables,
    List<MemoryPlace> memories,
    List<SegmentPlace> dataSegments,
    List<SegmentPlace> elementSegments,
    long stackTop,
    long stackLow) {

  /** Bytes of a wasm page. */
  public static final int WASM_PAGE = 65_536;

  /**
   * Hard cap of a linear memory in wasm pages: below 2 GiB, and what a Java byte array can hold.
   */
  public static final int MAX_PAGES = 32_767;

  /**
   * The most wasm pages of a memory that is not the main one: the room for them is reserved, and
   * mapped from the start.
   */
  public static final int WINDOW_PAGES = 256;

  /** Growable tables have room for at most so many slots. */
  public static final int MAX_TABLE_SLOTS = 16_384;

  /** Bytes below the stack that are never mapped. */
  public static final int STACK_GAP = 65_536;

  /** Frames larger than this compare sp with the limit before they lower it. */
  public static final int LARGE_FRAME = 32_768;

  /** Bytes of a table slot and of an element of an element segment. */
  public static final int SLOT = 8;

  /**
   * A table: slots of 8 bytes (0 null, otherwise {@code type id << 32 | code address}).
   *
   * @param base address of slot 0
   * @param sizeWord address of the current size, 4 bytes
   * @param capacity slots for which there is room
   */
  public record TablePlace(long base, long sizeWord, long capacity) {}

  /**
   * A memory.
   *
   * @param base address of byte 0, a multiple of the PVM's page size
   * @param sizeWord address of the current size in wasm pages, 4 bytes
   * @param minPages initial wasm pages
   * @param maxPages most wasm pages it can have
   */
  public record MemoryPlace(long base, long sizeWord, long minPages, long maxPages) {
    /** Largest size in bytes. */
    public long maxBytes() {
      return maxPages * WASM_PAGE;
    }
  }

  /**
   * A segment in read-only data.
   *
   * @param base address of its first byte
   * @param lengthWord address of its current length (bytes of data, or number of elements), 4
   *     bytes; 0 once dropped
   * @param length its length before it is dropped
   */
  public record SegmentPlace(long base, long lengthWord, long length) {}

  public MemoryLayout {
    globals = List.copyOf(globals);
    tables = List.copyOf(tables);
    memories = List.copyOf(memories);
    dataSegments = List.copyOf(dataSegments);
    elementSegments = List.copyOf(elementSegments);
  }

  /** The first address of the gap below the stack, which nothing ever maps. */
  public long hole() {
    return stackLow - STACK_GAP;
  }
}
