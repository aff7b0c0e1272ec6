package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import parallax.compiler.CompileException;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.MemoryLayout.MemoryPlace;
import parallax.compiler.abi.MemoryLayout.SegmentPlace;
import parallax.compiler.abi.MemoryLayout.TablePlace;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.Type;
import parallax.compiler.serialize.SparseBytes.Range;
import parallax.compiler.serialize.ZonePlan.Order;
import parallax.pvm.program.StandardLayout;

/**
 * Where a program's data lies and what it is at first. Planned before lowering, which needs the
 * addresses; the bytes come out after linking, which knows the values of function references.
 *
 * <p>Invariants: nothing overlaps; the main memory (number 0) is page-aligned and last in the zone;
 * what is mapped before init ends exactly where the main memory ends, or {@link #extraPages()}
 * pages before that; at its largest it ends before the gap below the stack. Read-only data, the
 * header's read-write data, the copies of init and zeros together are the initial state of the
 * module.
 */
public final class DataImage {
  private static final String STAGE = "serialize";

  private final ModuleIr module;
  private final ZonePlan zone;
  private final SparseBytes segments;
  private final long[] copySources;
  private final int roLength;
  private final MemoryLayout layout;
  private final int heapPages;
  private final long extraPages;
  private final int stackSize;

  private DataImage(
      final ModuleIr module, final ZonePlan zone, final Addresses addresses, final int stackSize) {
    this.module = module;
    this.zone = zone;
    this.segments = addresses.segments;
    this.copySources = addresses.copySources;
    this.roLength = addresses.roLength;
    this.layout = addresses.layout;
    final long zeroPages =
        (zone.end - StandardLayout.pageAligned(zone.rwLength)) / StandardLayout.PAGE_SIZE;
    this.heapPages = (int) Math.min(zeroPages, StandardLayout.HEAP_PAGES_LIMIT - 1);
    this.extraPages = zeroPages - heapPages;
    this.stackSize = stackSize;
  }

  /**
   * Plans the data of a program.
   *
   * @param module legal IR: globals, tables, memories, segments and images are read
   * @param callBufferSlots length of the call buffer in 8-byte values
   * @param stackSize bytes of stack as the header says them
   * @throws CompileException if the data does not fit the limits of a standard program or the
   *     address space
   */
  public static DataImage plan(
      final ModuleIr module, final int callBufferSlots, final int stackSize)
      throws CompileException {
    checkMemories(module);
    final ZonePlan padded = ZonePlan.of(module, callBufferSlots, Order.PADDING_FIRST);
    final ZonePlan full = ZonePlan.of(module, callBufferSlots, Order.FULL_FIRST);
    final boolean takePadded =
        padded.copiedBytes() != full.copiedBytes()
            ? padded.copiedBytes() < full.copiedBytes()
            : padded.rwLength < full.rwLength;
    final ZonePlan zone = takePadded ? padded : full;
    final Addresses addresses = new Addresses(module, zone, callBufferSlots, stackSize);
    final DataImage image = new DataImage(module, zone, addresses, stackSize);
    image.checkSpace();
    return image;
  }

  private static void checkMemories(final ModuleIr module) throws CompileException {
    for (int i = 0; i < module.memories().size(); i++) {
      final long min = module.memories().get(i).minPages();
      final long limit = i == 0 ? MemoryLayout.MAX_PAGES : MemoryLayout.WINDOW_PAGES;
      if (min > limit) {
        throw tooLarge(
            "memory " + i + " begins with " + min + " pages; at most " + limit + " are possible");
      }
      if (module.memories().get(i).maxPages() > MemoryLayout.MAX_PAGES) {
        throw tooLarge("memory " + i + " may grow past " + MemoryLayout.MAX_PAGES + " pages");
      }
    }
  }

  private void checkSpace() throws CompileException {
    long end = layout.rwBase() + zone.end;
    if (!layout.memories().isEmpty()) {
      final MemoryPlace main = layout.memories().get(0);
      end = Math.max(end, main.base() + main.maxBytes());
    }
    if (end > layout.hole()) {
      throw tooLarge(
          "memory and tables need "
              + (end - layout.hole())
              + " bytes more than the address space has");
    }
    if (!StandardLayout.fits(roLength, zone.rwLength, heapPages, stackSize)) {
      throw tooLarge("the program's sections do not fit the address space");
    }
  }

  static CompileException tooLarge(final String message) {
    return CompileException.tooLarge(STAGE, -1, -1, message);
  }

  /** All addresses of data. */
  public MemoryLayout layout() {
    return layout;
  }

  /** What init copies, ascending; it maps {@link #extraPages()} first. */
  public List<InitCopy> initCopies() {
    final List<InitCopy> copies = new ArrayList<>();
    for (int i = 0; i < zone.copies.size(); i++) {
      final Range range = zone.copies.get(i);
      copies.add(
          new InitCopy(
              StandardLayout.RO_BASE + copySources[i],
              layout.rwBase() + range.start(),
              range.length()));
    }
    return List.copyOf(copies);
  }

  /** PVM pages that the header maps as zeros behind the read-write data (z). */
  public int heapPages() {
    return heapPages;
  }

  /**
   * PVM pages of the initial memory that the header cannot map: init has to, before it does
   * anything else.
   */
  public long extraPages() {
    return extraPages;
  }

  /** Address of the first byte behind the initial memory, with {@link #extraPages()}. */
  public long heapEnd() {
    return layout.rwBase() + zone.end;
  }

  /** Bytes of stack as the header says them. */
  public int stackSize() {
    return stackSize;
  }

  /** Functions that data refers to, ascending. */
  public List<Integer> referencedFunctions() {
    return IntStream.concat(
            Arrays.stream(segments.referencedFunctions()),
            Arrays.stream(zone.contents().referencedFunctions()))
        .sorted()
        .distinct()
        .boxed()
        .toList();
  }

  /**
   * The read-only data.
   *
   * @param codeAddress gives a function's code address
   */
  public byte[] roData(final IntUnaryOperator codeAddress) {
    final IntToLongFunction reference = references(codeAddress);
    final byte[] out = segments.read(new Range(0, roLength), reference);
    for (int i = 0; i < zone.copies.size(); i++) {
      final byte[] bytes = zone.contents().read(zone.copies.get(i), reference);
      System.arraycopy(bytes, 0, out, (int) copySources[i], bytes.length);
    }
    return out;
  }

  /**
   * The read-write data of the header.
   *
   * @param codeAddress gives a function's code address
   */
  public byte[] rwData(final IntUnaryOperator codeAddress) {
    return zone.contents().read(new Range(0, zone.rwLength), references(codeAddress));
  }

  private IntToLongFunction references(final IntUnaryOperator codeAddress) {
    return function ->
        reference(module.functions().get(function).typeId(), codeAddress.applyAsInt(function));
  }

  /** A function reference as a number. */
  static long reference(final long typeId, final int codeAddress) {
    return typeId << 32 | codeAddress;
  }

  /** Lays out read-only data and, that length known, gives every part its address. */
  private static final class Addresses {
    private final SparseBytes segments = new SparseBytes();
    private final long[] copySources;
    private final int roLength;
    private final MemoryLayout layout;
    private long roCursor;

    Addresses(
        final ModuleIr module, final ZonePlan zone, final int callBufferSlots, final int stackSize)
        throws CompileException {
      final long[] elements = new long[zone.elementWords.length];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = placeElements(module.elementSegments().get(i));
      }
      final long[] data = new long[zone.dataWords.length];
      for (int i = 0; i < data.length; i++) {
        final byte[] bytes = module.dataSegments().get(i);
        data[i] = take(bytes.length);
        segments.put(data[i], bytes);
      }
      copySources = zone.copies.stream().mapToLong(range -> take(range.length())).toArray();
      if (roCursor >= StandardLayout.SECTION_LIMIT) {
        throw tooLarge(
            "data of "
                + roCursor
                + " bytes: a program holds less than "
                + StandardLayout.SECTION_LIMIT);
      }
      roLength = (int) roCursor;
      final long base = StandardLayout.rwBase(roLength);
      layout =
          new MemoryLayout(
              roLength,
              base,
              Arrays.stream(zone.globals).mapToObj(at -> base + at).toList(),
              base + zone.callBuffer,
              callBufferSlots,
              tables(module, zone, base),
              memories(module, zone, base),
              IntStream.range(0, data.length)
                  .mapToObj(
                      i ->
                          segment(
                              data[i],
                              base + zone.dataWords[i],
                              module.dataSegments().get(i).length))
                  .toList(),
              IntStream.range(0, elements.length)
                  .mapToObj(
                      i ->
                          segment(
                              elements[i],
                              base + zone.elementWords[i],
                              module.elementSegments().get(i).items().size()))
                  .toList(),
              StandardLayout.STACK_TOP,
              StandardLayout.stackBase(stackSize));
    }

    private long placeElements(final ModuleIr.ElementSegment segment) {
      final long at = take((long) segment.items().size() * MemoryLayout.SLOT);
      for (int i = 0; i < segment.items().size(); i++) {
        ZonePlan.put(segments, at + (long) i * MemoryLayout.SLOT, segment.items().get(i), Type.I64);
      }
      return at;
    }

    /** Room in read-only data, at a multiple of 8. */
    private long take(final long bytes) {
      final long at = (roCursor + 7) & -8L;
      roCursor = at + bytes;
      return at;
    }

    private static SegmentPlace segment(final long offset, final long word, final long length) {
      return new SegmentPlace(StandardLayout.RO_BASE + offset, word, length);
    }

    private static List<TablePlace> tables(
        final ModuleIr module, final ZonePlan zone, final long base) {
      return IntStream.range(0, zone.tables.length)
          .mapToObj(
              i ->
                  new TablePlace(
                      base + zone.tables[i],
                      base + zone.tableWords[i],
                      module.tables().get(i).maxSize()))
          .toList();
    }

    private static List<MemoryPlace> memories(
        final ModuleIr module, final ZonePlan zone, final long base) {
      return IntStream.range(0, zone.memories.length)
          .mapToObj(
              i ->
                  new MemoryPlace(
                      base + zone.memories[i],
                      base + zone.memoryWords[i],
                      module.memories().get(i).minPages(),
                      zone.maxPages(i)))
          .toList();
    }
  }
}
