package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.ConstExpr;
import parallax.compiler.binary.WasmModule.CustomSection;
import parallax.compiler.binary.WasmModule.DataSegment;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.Export;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/**
 * Decodes a module (core 3.0 section 5.5). Strict: every byte belongs to something, sections come
 * in order, sizes agree, bodies consist of instructions and closed blocks. Texts of errors begin as
 * the official test suite wants it.
 *
 * <p>Time and memory are linear in the number of bytes: no count is believed before its items are
 * there.
 */
public final class ModuleReader {
  private static final int MAGIC = 0x6D73_6100;
  private static final int VERSION = 1;
  private static final String END_OF_SECTION = "unexpected end of section or function";

  /** Reads one entry of a section, the position-th. */
  @FunctionalInterface
  private interface Entry {
    void read(ByteReader section, int position) throws CompileException;
  }

  private final ByteReader in;
  private final Set<Feature> features = BodyScanner.noFeatures();
  private final BodyScanner scanner = new BodyScanner(features);
  private final SourceOffsets offsets = new SourceOffsets();
  private final TypeSectionReader types = new TypeSectionReader(scanner::note);
  private final List<Import> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<TableType> tables = new ArrayList<>();
  private final List<Optional<ConstExpr>> tableInits = new ArrayList<>();
  private final List<MemoryType> memories = new ArrayList<>();
  private final List<Integer> tags = new ArrayList<>();
  private final List<GlobalType> globals = new ArrayList<>();
  private final List<ConstExpr> globalInits = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();
  private final List<ElementSegment> elements = new ArrayList<>();
  private final List<DataSegment> data = new ArrayList<>();
  private final List<Body> bodies = new ArrayList<>();
  private final List<CustomSection> customs = new ArrayList<>();
  private NameSection names = NameSection.EMPTY;
  private int importedFunctions;
  private int importedGlobals;
  private int start = -1;
  private int dataCount = -1;

  private ModuleReader(final byte[] bytes) {
    in = new ByteReader(bytes, 0, bytes.length);
  }

  /**
   * Decodes a module; it is not validated. The bytes are kept, not copied.
   *
   * @throws CompileException when it is malformed ({@link MalformedException}), or exceeds {@link
   *     ImplementationLimits} ({@link CompileException#isUnsupported})
   */
  public static WasmModule read(final byte[] bytes) throws CompileException {
    return new ModuleReader(bytes).module();
  }

  private WasmModule module() throws CompileException {
    if (in.remaining() > ImplementationLimits.MODULE_BYTES) {
      throw in.unsupported("module of " + in.remaining() + " bytes", 0);
    }
    header();
    SectionId last = null;
    while (!in.atEnd()) {
      last = section(last);
    }
    if (bodies.size() != functions.size() - importedFunctions) {
      throw in.malformed("function and code section have inconsistent lengths", in.end());
    }
    if (dataCount >= 0 && dataCount != data.size()) {
      throw in.malformed("data count and data section have inconsistent lengths", in.end());
    }
    if (tables.size() > 1) {
      features.add(Feature.REFERENCE_TYPES);
    }
    if (memories.size() > 1) {
      features.add(Feature.MULTI_MEMORY);
    }
    return new WasmModule(
        in.bytes(),
        types.types(),
        types.groups(),
        imports,
        functions,
        tables,
        tableInits,
        memories,
        tags,
        globals,
        globalInits,
        exports,
        start,
        elements,
        dataCount,
        data,
        bodies,
        customs,
        names,
        features,
        offsets);
  }

  private void header() throws CompileException {
    if ((int) in.fixed(4) != MAGIC) {
      throw in.malformed("magic header not detected", 0);
    }
    final int version = (int) in.fixed(4);
    if (version != VERSION) {
      throw in.malformed("unknown binary version", 4);
    }
  }

  /**
   * Reads a section.
   *
   * @param last the one before it that was not custom, null for none
   * @return what is {@code last} for the next
   */
  private SectionId section(final SectionId last) throws CompileException {
    final int offset = in.position();
    final int code = in.u8();
    final SectionId id = SectionId.byCode(code);
    if (id == null && code != SectionId.CUSTOM) {
      throw in.malformed("malformed section id", offset);
    }
    final int sizeOffset = in.position();
    final long size = in.u32();
    if (size > in.remaining()) {
      throw in.malformed("length out of bounds: unexpected end", sizeOffset);
    }
    final ByteReader contents =
        new ByteReader(in.bytes(), in.position(), in.position() + (int) size, -1, END_OF_SECTION);
    in.skip(size);
    if (id == null) {
      custom(contents, last);
      return last;
    }
    if (last != null && id.compareTo(last) <= 0) {
      throw in.malformed("unexpected content after last section", offset);
    }
    contents(id, contents, offset);
    if (!contents.atEnd()) {
      throw in.malformed("section size mismatch", contents.position());
    }
    return id;
  }

  private void contents(final SectionId id, final ByteReader s, final int offset)
      throws CompileException {
    switch (id) {
      case TYPE -> {
        each(s, "types", ImplementationLimits.TYPES, (r, i) -> types.group(r));
        offsets.setTypes(types.offsets());
      }
      case IMPORT -> {
        each(s, "imports", ImplementationLimits.ENTRIES, (r, i) -> readImport(r));
        importedFunctions = functions.size();
        importedGlobals = globals.size();
      }
      case FUNCTION ->
          offsets.setFunctions(
              each(
                  s,
                  "functions",
                  ImplementationLimits.FUNCTIONS,
                  (r, i) -> functions.add(r.index())));
      case TABLE ->
          offsets.setTables(each(s, "tables", ImplementationLimits.ENTRIES, (r, i) -> table(r)));
      case MEMORY ->
          offsets.setMemories(
              each(s, "memories", ImplementationLimits.ENTRIES, (r, i) -> addMemory(r)));
      case TAG ->
          offsets.setTags(each(s, "tags", ImplementationLimits.ENTRIES, (r, i) -> addTag(r)));
      case GLOBAL ->
          offsets.setGlobals(each(s, "globals", ImplementationLimits.ENTRIES, (r, i) -> global(r)));
      case EXPORT -> each(s, "exports", ImplementationLimits.ENTRIES, (r, i) -> export(r));
      case START -> {
        offsets.setStart(s.position());
        // An index that no list can have would look like "none" as an int.
        start = (int) Math.min(s.u32(), Integer.MAX_VALUE);
      }
      case ELEMENT -> {
        final SegmentReader reader = segments();
        each(
            s,
            "element segments",
            ImplementationLimits.ENTRIES,
            (r, i) -> elements.add(reader.element(r)));
      }
      case DATA_COUNT -> dataCount(s);
      case CODE -> code(s, offset);
      case DATA ->
          each(
              s,
              "data segments",
              ImplementationLimits.ENTRIES,
              (r, i) -> data.add(segments().data(r)));
    }
  }

  private SegmentReader segments() {
    return new SegmentReader(features, scanner, importedGlobals);
  }

  /**
   * Reads a vector of entries.
   *
   * @return where each of them begins
   */
  private static int[] each(
      final ByteReader s, final String what, final int limit, final Entry entry)
      throws CompileException {
    final int at = s.position();
    final long count = s.u32();
    if (count > limit && count <= s.remaining()) {
      throw s.unsupported(count + " " + what, at);
    }
    int[] starts = new int[(int) Math.min(count, 16)];
    for (int i = 0; i < count; i++) {
      if (i == starts.length) {
        starts = Arrays.copyOf(starts, (int) Math.min(count, 2L * i));
      }
      starts[i] = s.position();
      entry.read(s, i);
    }
    return starts;
  }

  private void readImport(final ByteReader s) throws CompileException {
    final int offset = s.position();
    final String module = s.name();
    final String name = s.name();
    final int at = s.position();
    switch (s.u8()) {
      case 0 -> {
        imports.add(new Import(module, name, ExternalKind.FUNCTION, functions.size(), offset));
        functions.add(s.index());
      }
      case 1 -> {
        imports.add(new Import(module, name, ExternalKind.TABLE, tables.size(), offset));
        addTable(s);
      }
      case 2 -> {
        imports.add(new Import(module, name, ExternalKind.MEMORY, memories.size(), offset));
        addMemory(s);
      }
      case 3 -> {
        imports.add(new Import(module, name, ExternalKind.GLOBAL, globals.size(), offset));
        addGlobal(s);
      }
      case 4 -> {
        imports.add(new Import(module, name, ExternalKind.TAG, tags.size(), offset));
        addTag(s);
      }
      default -> throw s.malformed("malformed import kind", at);
    }
  }

  private void table(final ByteReader s) throws CompileException {
    // Two bytes announce that the initial value of the slots is given.
    final int at = s.position();
    if (s.peek() != 0x40) {
      addTable(s);
      tableInits.add(Optional.empty());
      return;
    }
    s.u8();
    if (s.u8() != 0) {
      throw s.malformed("zero byte expected", at + 1);
    }
    scanner.note(Feature.TYPED_REFERENCES);
    addTable(s);
    tableInits.add(Optional.of(segments().constExpr(s)));
  }

  private void addTable(final ByteReader s) throws CompileException {
    final TableType type = TypeReader.tableType(s);
    if (!type.element().equals(ValType.FUNCREF)) {
      scanner.note(type.element());
    }
    if (type.is64()) {
      scanner.note(Feature.MEMORY64);
    }
    tables.add(type);
  }

  private void addMemory(final ByteReader s) throws CompileException {
    final MemoryType type = TypeReader.memoryType(s);
    if (type.is64()) {
      scanner.note(Feature.MEMORY64);
    }
    memories.add(type);
  }

  private void addTag(final ByteReader s) throws CompileException {
    scanner.note(Feature.EXCEPTIONS);
    tags.add(TypeReader.tagType(s));
  }

  private void global(final ByteReader s) throws CompileException {
    addGlobal(s);
    globalInits.add(segments().constExpr(s));
  }

  private void addGlobal(final ByteReader s) throws CompileException {
    final GlobalType type = TypeReader.globalType(s);
    scanner.note(type.type());
    globals.add(type);
  }

  private void export(final ByteReader s) throws CompileException {
    final int offset = s.position();
    final String name = s.name();
    final int at = s.position();
    final int kind = s.u8();
    if (kind > 4) {
      throw s.malformed("malformed export kind", at);
    }
    exports.add(new Export(name, ExternalKind.values()[kind], s.index(), offset));
  }

  private void dataCount(final ByteReader s) throws CompileException {
    offsets.setDataCount(s.position());
    // More segments than bytes cannot follow; the comparison at the end refuses it.
    dataCount = (int) Math.min(s.u32(), Integer.MAX_VALUE);
    features.add(Feature.BULK_MEMORY);
  }

  private void code(final ByteReader s, final int offset) throws CompileException {
    final CodeReader reader = new CodeReader(scanner);
    each(
        s,
        "bodies",
        ImplementationLimits.FUNCTIONS,
        (r, i) -> {
          if (importedFunctions + i >= functions.size()) {
            throw r.malformed("function and code section have inconsistent lengths", offset);
          }
          bodies.add(reader.body(r, importedFunctions + i));
        });
    if (scanner.firstDataUse() >= 0 && dataCount < 0) {
      throw s.malformed("data count section required", scanner.firstDataUse());
    }
  }

  private void custom(final ByteReader s, final SectionId last) throws MalformedException {
    final String name = s.name();
    final int after = last == null ? SectionId.CUSTOM : last.code();
    customs.add(new CustomSection(name, after, s.position(), s.remaining()));
    if (name.equals("name")) {
      names = NameReader.read(s);
    }
  }
}
