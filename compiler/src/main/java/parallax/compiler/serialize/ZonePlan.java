package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.Type;
import parallax.compiler.serialize.SparseBytes.Range;
import parallax.pvm.program.StandardLayout;

/**
 * One way to order the read-write zone, with its initial contents. All positions are relative to
 * the start of the zone, which is a multiple of 64 KiB, so that alignment carries over.
 *
 * <p>The blob's read-write data is a prefix of the zone, and the main memory has to be last; so a
 * long run of zeros in front of it keeps its contents out of the blob. Hence two orders, of which
 * {@link DataImage} takes the better one.
 */
final class ZonePlan {
  /** Read-write data of the blob stays below this. */
  static final int RW_LIMIT = 1 << 20;

  /** No longer run of zeros is stored. */
  static final int MAX_ZEROS = 4_096;

  /** How the small parts are ordered. */
  enum Order {
    /**
     * Padding first, so that the small parts end where the first memory begins: best when tables
     * are full.
     */
    PADDING_FIRST,
    /**
     * What is not zero first, what is mostly zero (growable tables, call buffer, padding) behind
     * it.
     */
    FULL_FIRST
  }

  private final ModuleIr module;
  private final SparseBytes contents = new SparseBytes();
  private long cursor;

  final long[] globals;
  final long[] tables;
  final long[] tableWords;
  final long[] memories;
  final long[] memoryWords;
  final long[] dataWords;
  final long[] elementWords;
  long callBuffer;

  /** Positions [0, end) are mapped when the program begins to run; a multiple of the page size. */
  final long end;

  /** Length of the blob's read-write data. */
  final int rwLength;

  /** What init has to copy; positions and lengths are multiples of 8. */
  final List<Range> copies;

  private ZonePlan(final ModuleIr module, final int callBufferSlots, final Order order) {
    this.module = module;
    globals = new long[module.globals().size()];
    tables = new long[module.tables().size()];
    tableWords = new long[module.tables().size()];
    memories = new long[module.memories().size()];
    memoryWords = new long[module.memories().size()];
    dataWords = new long[module.dataSegments().size()];
    elementWords = new long[module.elementSegments().size()];
    if (order == Order.PADDING_FIRST) {
      placePaddingFirst(callBufferSlots);
    } else {
      placeFullFirst(callBufferSlots);
    }
    end = placeMemories();
    fill();
    final List<Range> ranges = contents.ranges(MAX_ZEROS);
    rwLength = prefixOf(ranges);
    copies = remainderOf(ranges, rwLength);
  }

  static ZonePlan of(final ModuleIr module, final int callBufferSlots, final Order order) {
    return new ZonePlan(module, callBufferSlots, order);
  }

  SparseBytes contents() {
    return contents;
  }

  /** Bytes that init has to copy. */
  long copiedBytes() {
    return copies.stream().mapToLong(Range::length).sum();
  }

  private void placePaddingFirst(final int callBufferSlots) {
    // Placed once from 0 to learn the length, then again so that the end meets a page boundary.
    cursor = 0;
    for (int pass = 0; pass < 2; pass++) {
      cursor = pass == 0 ? 0 : StandardLayout.pageAligned(cursor) - cursor;
      placeCallBuffer(callBufferSlots);
      placeTables(false);
      placeTables(true);
      placeGlobals();
      placeWords();
    }
  }

  private void placeFullFirst(final int callBufferSlots) {
    placeWords();
    placeGlobals();
    placeTables(true);
    placeTables(false);
    placeCallBuffer(callBufferSlots);
  }

  private void placeCallBuffer(final int slots) {
    callBuffer = take(8L * slots);
  }

  /** Places the tables that can, or that cannot, be larger than they are at first. */
  private void placeTables(final boolean fixed) {
    for (int i = 0; i < tables.length; i++) {
      final ModuleIr.Table table = module.tables().get(i);
      if ((table.minSize() == table.maxSize()) == fixed) {
        tables[i] = take(table.maxSize() * MemoryLayout.SLOT);
      }
    }
  }

  private void placeGlobals() {
    for (int i = 0; i < globals.length; i++) {
      globals[i] = take(8);
    }
  }

  /**
   * The main memory's size is last: normally not zero, it ends a run of zeros just before that
   * memory.
   */
  private void placeWords() {
    placeWords(elementWords);
    placeWords(dataWords);
    placeWords(tableWords);
    for (int i = memoryWords.length - 1; i >= 0; i--) {
      memoryWords[i] = take(8);
    }
  }

  private void placeWords(final long[] words) {
    for (int i = 0; i < words.length; i++) {
      words[i] = take(8);
    }
  }

  /** Places the main memory, number 0, behind all others. */
  private long placeMemories() {
    cursor = StandardLayout.pageAligned(cursor);
    for (int i = 1; i < memories.length; i++) {
      memories[i] = take(maxPages(i) * MemoryLayout.WASM_PAGE);
    }
    if (memories.length > 0) {
      memories[0] = take(module.memories().get(0).minPages() * MemoryLayout.WASM_PAGE);
    }
    return cursor;
  }

  /** The most pages that a memory can have. */
  long maxPages(final int memory) {
    final long declared = module.memories().get(memory).maxPages();
    return memory == 0 ? declared : Math.min(declared, MemoryLayout.WINDOW_PAGES);
  }

  private long take(final long bytes) {
    final long at = cursor;
    cursor += bytes;
    return at;
  }

  private void fill() {
    for (int i = 0; i < globals.length; i++) {
      final ModuleIr.Global global = module.globals().get(i);
      putConstant(globals[i], global.initial(), global.type());
    }
    for (int i = 0; i < tables.length; i++) {
      contents.putNumber(tableWords[i], module.tables().get(i).minSize(), 4);
    }
    for (int i = 0; i < memories.length; i++) {
      contents.putNumber(memoryWords[i], module.memories().get(i).minPages(), 4);
    }
    for (int i = 0; i < dataWords.length; i++) {
      contents.putNumber(dataWords[i], module.dataSegments().get(i).length, 4);
    }
    for (int i = 0; i < elementWords.length; i++) {
      contents.putNumber(elementWords[i], module.elementSegments().get(i).items().size(), 4);
    }
    for (final ModuleIr.TableImage image : module.tableImages()) {
      long at = tables[image.table()] + image.start() * MemoryLayout.SLOT;
      for (final ModuleIr.Constant item : image.items()) {
        putConstant(at, item, Type.I64);
        at += MemoryLayout.SLOT;
      }
    }
    for (final ModuleIr.MemoryImage image : module.memoryImages()) {
      contents.put(memories[image.memory()] + image.address(), image.bytes());
    }
  }

  private void putConstant(final long at, final ModuleIr.Constant value, final Type type) {
    put(contents, at, value, type);
  }

  /** Writes a constant as 8 bytes; of the 32-bit types only the low four count. */
  static void put(
      final SparseBytes to, final long at, final ModuleIr.Constant value, final Type type) {
    if (value.function() >= 0) {
      to.putReference(at, value.function());
    } else {
      final boolean narrow = type == Type.I32 || type == Type.F32;
      to.putNumber(at, narrow ? value.bits() & 0xFFFF_FFFFL : value.bits(), 8);
    }
  }

  /**
   * The length of the prefix that the blob stores: the first range, as far as it is near the start
   * and below the limit.
   */
  private static int prefixOf(final List<Range> ranges) {
    if (ranges.isEmpty() || ranges.get(0).start() > MAX_ZEROS) {
      return 0;
    }
    return (int) Math.min(ranges.get(0).end(), RW_LIMIT - StandardLayout.PAGE_SIZE);
  }

  /** The ranges without the first {@code stored} bytes, widened to multiples of 8. */
  private static List<Range> remainderOf(final List<Range> ranges, final int stored) {
    final List<Range> rest = new ArrayList<>();
    for (final Range range : ranges) {
      if (range.end() > stored) {
        final long start = Math.max(range.start(), stored) & -8L;
        rest.add(new Range(start, (range.end() + 7) & -8L));
      }
    }
    return List.copyOf(rest);
  }
}
