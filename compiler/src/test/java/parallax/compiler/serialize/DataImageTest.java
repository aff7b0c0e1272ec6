package parallax.compiler.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.compiler.CompileException;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.ir.ModuleIr;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.ModuleIr.ElementSegment;
import parallax.compiler.ir.ModuleIr.Global;
import parallax.compiler.ir.ModuleIr.Memory;
import parallax.compiler.ir.ModuleIr.MemoryImage;
import parallax.compiler.ir.ModuleIr.Table;
import parallax.compiler.ir.ModuleIr.TableImage;
import parallax.compiler.ir.Type;
import parallax.compiler.sourcemap.FunctionAddresses;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.InitialState;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.program.StandardProgram;

final class DataImageTest {
  private static final int FUNCTIONS = 5;
  private static final int STACK = 100_000;

  /** Parts of a module, so that each test says only what it is about. */
  private static final class Parts {
    List<Memory> memories = List.of();
    List<Table> tables = List.of();
    List<Global> globals = List.of();
    List<byte[]> data = List.of();
    List<ElementSegment> elements = List.of();
    List<MemoryImage> memoryImages = List.of();
    List<TableImage> tableImages = List.of();

    ModuleIr module() {
      return new ModuleIr(
          TestProgram.declarations(FUNCTIONS),
          memories,
          tables,
          globals,
          data,
          elements,
          memoryImages,
          tableImages,
          List.of());
    }
  }

  private static byte[] bytes(final int length) {
    final byte[] made = new byte[length];
    Arrays.fill(made, (byte) 7);
    return made;
  }

  private static DataImage plan(final Parts parts) throws CompileException {
    return DataImage.plan(parts.module(), 16, STACK);
  }

  private static LinkedProgram link(final ModuleIr module, final DataImage data)
      throws CompileException {
    final List<EmittedFunction> functions = new ArrayList<>();
    for (int i = 0; i < FUNCTIONS; i++) {
      final MachineCode code = new MachineCode(i, module.functions().get(i).name(), 0);
      code.ret();
      functions.add(
          FunctionEmitter.emit(
              code.function,
              new SlotPerValueAllocator().allocate(code.function),
              data.layout(),
              PadSharing.PER_CHECK));
    }
    return Linker.link(Profile.GP_0_7_2, functions, data, 0);
  }

  /** The memory of a program once init has mapped and copied what it has to. */
  private static PagedMemory initialised(final StandardProgram program, final DataImage data) {
    final PagedMemory memory = InitialState.standard(program, new byte[0]).memory();
    if (data.extraPages() > 0) {
      memory.setAccess(
          program.heapEnd(), data.extraPages() * StandardLayout.PAGE_SIZE, PageAccess.WRITE);
    }
    for (final InitCopy copy : data.initCopies()) {
      assertThat(copy.roAddress() % 8).isZero();
      assertThat(copy.rwAddress() % 8).isZero();
      assertThat(copy.length() % 8).isZero();
      assertThat(copy.length()).isPositive();
      memory.write(copy.rwAddress(), memory.read(copy.roAddress(), copy.length()));
    }
    return memory;
  }

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void initialStateIsThatOfTheModule(final long seed) throws Exception {
    final ModuleIr module = random(new SplittableRandom(seed));
    final DataImage data = DataImage.plan(module, (int) (seed % 40), STACK);
    final LinkedProgram linked = link(module, data);
    checkPlaces(module, data);
    checkContents(module, data, linked);
    assertThat(link(module, DataImage.plan(module, (int) (seed % 40), STACK)).program())
        .isEqualTo(linked.program());
  }

  private static void checkContents(
      final ModuleIr module, final DataImage data, final LinkedProgram linked) {
    final MemoryLayout layout = data.layout();
    final StandardProgram program = linked.program();
    assertThat(program.rwBase()).isEqualTo(layout.rwBase());
    assertThat(program.stackBase()).isEqualTo(layout.stackLow());
    final PagedMemory memory = initialised(program, data);
    final FunctionAddresses addresses = FunctionAddresses.of(program.blob(), linked.codeMap());
    for (int i = 0; i < module.globals().size(); i++) {
      final Global global = module.globals().get(i);
      final long value = memory.loadU64(layout.globals().get(i));
      final long expected = value(global.initial(), module, addresses);
      assertThat(value).isEqualTo(global.type() == Type.I32 ? expected & 0xFFFF_FFFFL : expected);
    }
    for (int i = 0; i < module.tables().size(); i++) {
      final MemoryLayout.TablePlace place = layout.tables().get(i);
      assertThat(memory.loadU32(place.sizeWord())).isEqualTo(module.tables().get(i).minSize());
      final Constant[] slots = new Constant[(int) place.capacity()];
      Arrays.fill(slots, Constant.NULL);
      for (final TableImage image : module.tableImages()) {
        for (int k = 0; image.table() == i && k < image.items().size(); k++) {
          slots[(int) image.start() + k] = image.items().get(k);
        }
      }
      for (int k = 0; k < slots.length; k++) {
        assertThat(memory.loadU64(place.base() + 8L * k))
            .isEqualTo(value(slots[k], module, addresses));
      }
    }
    for (int i = 0; i < module.memories().size(); i++) {
      final MemoryLayout.MemoryPlace place = layout.memories().get(i);
      assertThat(memory.loadU32(place.sizeWord())).isEqualTo(place.minPages());
      final byte[] expected = new byte[(int) place.minPages() * MemoryLayout.WASM_PAGE];
      for (final MemoryImage image : module.memoryImages()) {
        if (image.memory() == i) {
          System.arraycopy(image.bytes(), 0, expected, (int) image.address(), image.bytes().length);
        }
      }
      assertThat(memory.read(place.base(), expected.length)).isEqualTo(expected);
    }
    checkSegments(module, layout, memory, addresses);
  }

  private static void checkSegments(
      final ModuleIr module,
      final MemoryLayout layout,
      final PagedMemory memory,
      final FunctionAddresses addresses) {
    for (int i = 0; i < module.dataSegments().size(); i++) {
      final MemoryLayout.SegmentPlace place = layout.dataSegments().get(i);
      final byte[] bytes = module.dataSegments().get(i);
      assertThat(place.length()).isEqualTo(bytes.length);
      assertThat(memory.loadU32(place.lengthWord())).isEqualTo(bytes.length);
      assertThat(memory.read(place.base(), bytes.length)).isEqualTo(bytes);
    }
    for (int i = 0; i < module.elementSegments().size(); i++) {
      final MemoryLayout.SegmentPlace place = layout.elementSegments().get(i);
      final List<Constant> items = module.elementSegments().get(i).items();
      assertThat(memory.loadU32(place.lengthWord())).isEqualTo(items.size());
      for (int k = 0; k < items.size(); k++) {
        assertThat(memory.loadU64(place.base() + 8L * k))
            .isEqualTo(value(items.get(k), module, addresses));
      }
    }
  }

  private static long value(
      final Constant constant, final ModuleIr module, final FunctionAddresses addresses) {
    if (constant.function() < 0) {
      return constant.bits();
    }
    final long typeId = module.functions().get(constant.function()).typeId();
    return typeId << 32 | addresses.addressOf(constant.function()).orElseThrow();
  }

  /** Nothing overlaps, everything is in its zone, the main memory is aligned and last. */
  private static void checkPlaces(final ModuleIr module, final DataImage data) {
    final MemoryLayout layout = data.layout();
    final List<long[]> ranges = new ArrayList<>();
    layout.globals().forEach(at -> ranges.add(new long[] {at, at + 8}));
    ranges.add(
        new long[] {layout.callBuffer(), layout.callBuffer() + 8L * layout.callBufferSlots()});
    for (final MemoryLayout.TablePlace table : layout.tables()) {
      ranges.add(new long[] {table.base(), table.base() + table.capacity() * MemoryLayout.SLOT});
      ranges.add(new long[] {table.sizeWord(), table.sizeWord() + 4});
    }
    final List<MemoryLayout.SegmentPlace> segments = new ArrayList<>(layout.dataSegments());
    segments.addAll(layout.elementSegments());
    segments.forEach(s -> ranges.add(new long[] {s.lengthWord(), s.lengthWord() + 4}));
    layout.memories().forEach(m -> ranges.add(new long[] {m.sizeWord(), m.sizeWord() + 4}));
    for (int i = 1; i < layout.memories().size(); i++) {
      final MemoryLayout.MemoryPlace memory = layout.memories().get(i);
      ranges.add(new long[] {memory.base(), memory.base() + memory.maxBytes()});
    }
    ranges.sort((a, b) -> Long.compare(a[0], b[0]));
    long end = layout.rwBase();
    for (final long[] range : ranges) {
      assertThat(range[0] % 4).isZero();
      if (range[1] > range[0]) {
        assertThat(range[0]).isGreaterThanOrEqualTo(end);
        end = range[1];
      }
    }
    long mapped = StandardLayout.pageAligned(end);
    if (!layout.memories().isEmpty()) {
      final MemoryLayout.MemoryPlace main = layout.memories().get(0);
      assertThat(main.base()).isGreaterThanOrEqualTo(end);
      assertThat(main.base() % StandardLayout.PAGE_SIZE).isZero();
      assertThat(main.base() + main.maxBytes()).isLessThanOrEqualTo(layout.hole());
      mapped = main.base() + main.minPages() * MemoryLayout.WASM_PAGE;
    }
    final int rwLength = data.rwData(function -> 2).length;
    assertThat(
            StandardLayout.heapEnd((int) layout.roLength(), rwLength, data.heapPages())
                + data.extraPages() * StandardLayout.PAGE_SIZE)
        .isEqualTo(mapped);
    assertThat(rwLength).isLessThan(ZonePlan.RW_LIMIT);
    assertThat(longestRunOfZeros(data.rwData(function -> -1))).isLessThanOrEqualTo(4_096);
    assertThat(module.memories()).hasSameSizeAs(layout.memories());
  }

  private static int longestRunOfZeros(final byte[] bytes) {
    int longest = 0;
    int run = 0;
    for (final byte b : bytes) {
      run = b == 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static ModuleIr random(final SplittableRandom random) {
    final Parts parts = new Parts();
    final int memories = random.nextInt(10) == 0 ? 2 : random.nextInt(3) > 0 ? 1 : 0;
    parts.memories = new ArrayList<>();
    for (int i = 0; i < memories; i++) {
      final long min = random.nextInt(i == 0 ? 20 : 3);
      parts.memories.add(new Memory(min, min + random.nextInt(300)));
    }
    parts.memoryImages = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0 && memories > 0; i--) {
      final int memory = random.nextInt(memories);
      final long size = parts.memories.get(memory).minPages() * MemoryLayout.WASM_PAGE;
      final byte[] bytes =
          randomBytes(random, (int) Math.min(size, 1 + random.nextInt(1 << random.nextInt(1, 19))));
      final long room = size - bytes.length + 1;
      parts.memoryImages.add(
          new MemoryImage(
              memory, random.nextLong(Math.min(room, 1L << random.nextInt(8, 24))), bytes));
    }
    parts.tables = new ArrayList<>();
    parts.tableImages = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      final int min = random.nextInt(50);
      parts.tables.add(
          new Table(Type.FUNCREF, min, random.nextBoolean() ? min : min + random.nextInt(5_000)));
      for (int k = random.nextInt(4); k > 0 && min > 0; k--) {
        final int start = random.nextInt(min);
        parts.tableImages.add(
            new TableImage(
                parts.tables.size() - 1,
                start,
                constants(random, random.nextInt(min - start + 1))));
      }
    }
    parts.globals = new ArrayList<>();
    for (final Constant constant : constants(random, random.nextInt(10))) {
      final boolean wide = constant.function() >= 0 || random.nextBoolean();
      final Constant value = wide ? constant : Constant.ofBits(constant.bits() << 32 >> 32);
      parts.globals.add(new Global(wide ? Type.I64 : Type.I32, true, value));
    }
    parts.data = new ArrayList<>();
    parts.elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parts.data.add(randomBytes(random, random.nextInt(1_000)));
      parts.elements.add(new ElementSegment(Type.FUNCREF, constants(random, random.nextInt(6))));
    }
    return parts.module();
  }

  private static List<Constant> constants(final SplittableRandom random, final int count) {
    final List<Constant> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(
          switch (random.nextInt(3)) {
            case 0 -> Constant.NULL;
            case 1 -> Constant.ofBits(random.nextLong());
            default -> Constant.ofFunction(random.nextInt(FUNCTIONS));
          });
    }
    return made;
  }

  /** Random bytes with runs of zeros among them. */
  private static byte[] randomBytes(final SplittableRandom random, final int length) {
    final byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = random.nextInt(3); i > 0 && length > 0; i--) {
      final int from = random.nextInt(length);
      Arrays.fill(bytes, from, Math.min(length, from + random.nextInt(20_000)), (byte) 0);
    }
    return bytes;
  }

  @Test
  void dataNearTheStartOfMemoryIsInTheBlob() throws Exception {
    final Parts parts = new Parts();
    parts.memories = List.of(new Memory(2, 100));
    parts.memoryImages = List.of(new MemoryImage(0, 1_024, bytes(5_000)));
    parts.tables = List.of(new Table(Type.FUNCREF, 3, 3));
    parts.tableImages =
        List.of(
            new TableImage(
                0,
                0,
                List.of(Constant.ofFunction(1), Constant.ofFunction(2), Constant.ofFunction(1))));
    final DataImage data = plan(parts);
    assertThat(data.initCopies()).isEmpty();
    assertThat(data.layout().roLength()).isZero();
    assertThat(data.referencedFunctions()).containsExactly(1, 2);
  }

  @Test
  void dataFarFromTheStartOfMemoryIsCopied() throws Exception {
    final Parts parts = new Parts();
    parts.memories = List.of(new Memory(17, 17));
    parts.memoryImages = List.of(new MemoryImage(0, 1 << 20, bytes(5_000)));
    final DataImage data = plan(parts);
    final long place = data.layout().memories().get(0).base() + (1 << 20);
    assertThat(data.initCopies()).containsExactly(new InitCopy(0x10000, place, 5_000));
    assertThat(data.rwData(f -> 2).length).isLessThan(200);
  }

  @Test
  void aGrowableTableKeepsGlobalsAndFixedTablesInTheBlob() throws Exception {
    final Parts parts = new Parts();
    parts.memories = List.of(new Memory(1, 1));
    parts.memoryImages = List.of(new MemoryImage(0, 0, bytes(100)));
    parts.tables = List.of(new Table(Type.FUNCREF, 1, 16_384), new Table(Type.FUNCREF, 2, 2));
    parts.tableImages =
        List.of(
            new TableImage(0, 0, List.of(Constant.ofFunction(0))),
            new TableImage(1, 0, List.of(Constant.ofFunction(0), Constant.ofFunction(0))));
    final DataImage data = plan(parts);
    assertThat(data.initCopies()).hasSize(1);
    assertThat(data.initCopies().get(0).rwAddress())
        .isEqualTo(data.layout().memories().get(0).base());
    assertThat(data.initCopies().get(0).length()).isEqualTo(104);
  }

  @Test
  void readWriteDataStaysBelowItsLimit() throws Exception {
    final Parts parts = new Parts();
    parts.memories = List.of(new Memory(50, 50));
    parts.memoryImages = List.of(new MemoryImage(0, 0, bytes(3 << 20)));
    final DataImage data = plan(parts);
    assertThat(data.rwData(f -> 2).length).isLessThan(1 << 20);
    assertThat(data.initCopies()).hasSize(1);
    assertThat(data.layout().roLength()).isLessThanOrEqualTo((2 << 20) + 2 * 4_096);
  }

  @Test
  void initMapsWhatTheHeaderCannot() throws Exception {
    final Parts parts = new Parts();
    parts.memories = List.of(new Memory(MemoryLayout.MAX_PAGES, MemoryLayout.MAX_PAGES));
    final DataImage data = plan(parts);
    assertThat(data.heapPages()).isEqualTo(65_535);
    final int rwPages = (int) StandardLayout.pageAligned(data.rwData(f -> 2).length) / 4_096;
    final long before = (data.layout().memories().get(0).base() - data.layout().rwBase()) / 4_096;
    assertThat(rwPages + 65_535 + data.extraPages())
        .isEqualTo(before + MemoryLayout.MAX_PAGES * 16L);
  }

  @Test
  void aProgramWithoutDataIsSmall() throws Exception {
    final DataImage data = plan(new Parts());
    assertThat(data.rwData(f -> 2)).isEmpty();
    assertThat(data.roData(f -> 2)).isEmpty();
    assertThat(data.heapPages()).isEqualTo(1);
  }

  @Test
  void laterImagesReplaceEarlierOnes() throws Exception {
    final Parts parts = new Parts();
    parts.tables = List.of(new Table(Type.FUNCREF, 2, 2));
    parts.tableImages =
        List.of(
            new TableImage(0, 0, List.of(Constant.ofFunction(4), Constant.ofFunction(3))),
            new TableImage(0, 0, List.of(Constant.NULL)));
    assertThat(plan(parts).referencedFunctions()).containsExactly(3);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    final Parts large = new Parts();
    large.memories = List.of(new Memory(32_768, 32_768));
    refuses(large, "32768 pages");
    final Parts second = new Parts();
    second.memories = List.of(new Memory(1, 1), new Memory(257, 257));
    refuses(second, "memory 1");
    final Parts table = new Parts();
    table.tables = List.of(new Table(Type.FUNCREF, 1L << 29, 1L << 29));
    refuses(table, "address space");
    final Parts data = new Parts();
    data.data = List.of(bytes(10 << 20), bytes(7 << 20));
    refuses(data, "bytes: a program holds less than 16777216");
    final Parts both = new Parts();
    both.memories = List.of(new Memory(1, 32_767));
    both.tables = List.of(new Table(Type.FUNCREF, 270_000_000, 270_000_000));
    refuses(both, "address space");
  }

  private static void refuses(final Parts parts, final String text) {
    assertThatThrownBy(() -> plan(parts))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining(text)
        .extracting(e -> ((CompileException) e).stage())
        .isEqualTo("serialize");
  }
}
