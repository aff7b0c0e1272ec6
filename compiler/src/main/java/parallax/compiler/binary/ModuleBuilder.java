package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.binary.WasmModule.CustomSection;
import parallax.compiler.binary.WasmModule.Export;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.binary.WasmModule.LocalGroup;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.SegmentMode;
import parallax.compiler.binary.WasmModule.TableType;

/**
 * Builds a module piece by piece. Every method that adds something returns its index; imports of a
 * kind come before definitions of that kind, so they have to be added first. Checks nothing else:
 * {@link ModuleReader} and {@link ModuleValidator} say whether the result is a module.
 */
public final class ModuleBuilder {
  private final List<SubType> types = new ArrayList<>();
  private final List<byte[]> typeGroups = new ArrayList<>();

  /** Those that are final, without supertypes and groups of their own. */
  private final Map<CompositeType, Integer> plainTypes = new HashMap<>();

  private final List<byte[]> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<byte[]> tables = new ArrayList<>();
  private final List<byte[]> memories = new ArrayList<>();
  private final List<byte[]> tags = new ArrayList<>();
  private final List<byte[]> globals = new ArrayList<>();
  private final List<byte[]> exports = new ArrayList<>();
  private final List<byte[]> elements = new ArrayList<>();
  private final List<byte[]> data = new ArrayList<>();

  /** A finished entry of the code section, or a {@link FunctionCode} that still grows. */
  private final List<Object> bodies = new ArrayList<>();

  private final List<List<byte[]>> customs = new ArrayList<>();
  private final int[] imported = new int[ExternalKind.values().length];
  private final SortedMap<Integer, String> functionNames = new TreeMap<>();
  private final SortedMap<Integer, SortedMap<Integer, String>> localNames = new TreeMap<>();
  private String moduleName;
  private int start = -1;
  private boolean dataCount;

  public ModuleBuilder() {
    for (int i = 0; i <= SectionId.values().length; i++) {
      customs.add(new ArrayList<>());
    }
  }

  /** A builder that holds all of a module, to add to. */
  public static ModuleBuilder of(final WasmModule m) {
    final ModuleBuilder b = new ModuleBuilder();
    b.types.addAll(m.types());
    for (final RecGroup group : m.recGroups()) {
      b.typeGroups.add(ModuleWriter.group(m.types().subList(group.start(), group.end())));
      final SubType first = group.size() == 1 ? m.types().get(group.start()) : null;
      if (first != null && first.equals(SubType.of(first.composite()))) {
        b.plainTypes.putIfAbsent(first.composite(), group.start());
      }
    }
    for (final Import each : m.imports()) {
      b.imports.add(ModuleWriter.imported(m, each));
      b.imported[each.kind().ordinal()]++;
    }
    b.functions.addAll(m.functions().subList(m.importedFunctions(), m.functions().size()));
    m.bodies().forEach(body -> b.bodies.add(ModuleWriter.body(m, body)));
    for (int i = 0; i < m.tableInits().size(); i++) {
      final byte[] init =
          m.tableInits().get(i).map(expr -> ModuleWriter.constant(m, expr)).orElse(null);
      b.tables.add(ModuleWriter.table(m.tables().get(m.importedTables() + i), init));
    }
    for (int i = m.importedMemories(); i < m.memories().size(); i++) {
      b.memories.add(ModuleWriter.memoryType(m.memories().get(i)));
    }
    for (final int tag : m.tags().subList(m.importedTags(), m.tags().size())) {
      b.tags.add(ModuleWriter.tagType(tag));
    }
    for (int i = 0; i < m.globalInits().size(); i++) {
      final GlobalType type = m.globals().get(m.importedGlobals() + i);
      final byte[] init = ModuleWriter.constant(m, m.globalInits().get(i));
      b.globals.add(new ByteWriter().bytes(ModuleWriter.globalType(type)).bytes(init).toBytes());
    }
    m.exports().forEach(export -> b.exports.add(ModuleWriter.export(export)));
    b.start = m.start();
    m.elements().forEach(segment -> b.elements.add(ModuleWriter.element(m, segment)));
    m.data().forEach(segment -> b.data.add(ModuleWriter.data(m, segment)));
    b.dataCount = m.dataCount() >= 0;
    for (final CustomSection section : m.customs()) {
      final SectionId after = SectionId.byCode(section.after());
      b.customs.get(after == null ? 0 : after.ordinal() + 1).add(ModuleWriter.custom(m, section));
    }
    return b;
  }

  /** The index of a final type without supertypes, which is added unless it is there. */
  public int type(final CompositeType type) {
    final Integer known = plainTypes.get(type);
    if (known != null) {
      return known;
    }
    final int added = types(SubType.of(type));
    plainTypes.put(type, added);
    return added;
  }

  /**
   * Adds types that may refer to each other, as one group.
   *
   * @return the index of the first
   */
  public int types(final SubType... group) {
    final int first = types.size();
    types.addAll(List.of(group));
    typeGroups.add(ModuleWriter.group(List.of(group)));
    return first;
  }

  /** The index of a type, which is added unless it is there. */
  public int type(final List<ValType> params, final List<ValType> results) {
    return type(new FuncType(params, results));
  }

  public int importFunction(final String module, final String name, final FuncType type) {
    final byte[] desc = new ByteWriter().index(type(type)).toBytes();
    return addImport(module, name, ExternalKind.FUNCTION, desc, functions.size());
  }

  public int importTable(final String module, final String name, final TableType type) {
    final byte[] desc = ModuleWriter.tableType(type);
    return addImport(module, name, ExternalKind.TABLE, desc, tables.size());
  }

  public int importMemory(final String module, final String name, final MemoryType type) {
    final byte[] desc = ModuleWriter.memoryType(type);
    return addImport(module, name, ExternalKind.MEMORY, desc, memories.size());
  }

  /**
   * Imports a tag.
   *
   * @param type index of its type, a function without results
   */
  public int importTag(final String module, final String name, final int type) {
    return addImport(module, name, ExternalKind.TAG, ModuleWriter.tagType(type), tags.size());
  }

  public int importGlobal(final String module, final String name, final GlobalType type) {
    final byte[] desc = ModuleWriter.globalType(type);
    return addImport(module, name, ExternalKind.GLOBAL, desc, globals.size());
  }

  /** Adds a function whose locals and code are still to be written. */
  public FunctionCode function(final FuncType type) {
    return functionOfType(type(type));
  }

  /**
   * Adds a function of a type that is there.
   *
   * @param type index of the type
   */
  public FunctionCode functionOfType(final int type) {
    functions.add(type);
    final int index = imported[ExternalKind.FUNCTION.ordinal()] + functions.size() - 1;
    final FunctionCode code = new FunctionCode(index, types.get(type).function());
    bodies.add(code);
    return code;
  }

  /** Adds a function whose locals and code are still to be written. */
  public FunctionCode function(final List<ValType> params, final List<ValType> results) {
    return function(new FuncType(params, results));
  }

  /**
   * Replaces a body.
   *
   * @param position among the bodies
   * @param locals declared locals
   * @param code the instructions without the end that closes the body
   */
  public ModuleBuilder replaceBody(
      final int position, final List<LocalGroup> locals, final InstructionWriter code) {
    bodies.set(position, ModuleWriter.body(locals, expression(code)));
    return this;
  }

  public int table(final TableType type) {
    tables.add(ModuleWriter.tableType(type));
    return imported[ExternalKind.TABLE.ordinal()] + tables.size() - 1;
  }

  /**
   * Adds a table whose slots begin with a value.
   *
   * @param init a constant expression without its end
   */
  public int table(final TableType type, final InstructionWriter init) {
    tables.add(ModuleWriter.table(type, expression(init)));
    return imported[ExternalKind.TABLE.ordinal()] + tables.size() - 1;
  }

  /**
   * Adds a tag.
   *
   * @param type index of its type, a function without results
   */
  public int tag(final int type) {
    tags.add(ModuleWriter.tagType(type));
    return imported[ExternalKind.TAG.ordinal()] + tags.size() - 1;
  }

  public int memory(final MemoryType type) {
    memories.add(ModuleWriter.memoryType(type));
    return imported[ExternalKind.MEMORY.ordinal()] + memories.size() - 1;
  }

  /**
   * Adds a global.
   *
   * @param init a constant expression without its end
   */
  public int global(final GlobalType type, final InstructionWriter init) {
    globals.add(
        new ByteWriter().bytes(ModuleWriter.globalType(type)).bytes(expression(init)).toBytes());
    return imported[ExternalKind.GLOBAL.ordinal()] + globals.size() - 1;
  }

  public ModuleBuilder export(final String name, final ExternalKind kind, final int index) {
    exports.add(ModuleWriter.export(new Export(name, kind, index, -1)));
    return this;
  }

  public ModuleBuilder start(final int function) {
    start = function;
    return this;
  }

  /** Adds an element segment that is copied to a table at instantiation. */
  public int activeElements(
      final int table, final InstructionWriter placement, final List<Integer> items) {
    return addElement(
        ModuleWriter.elementFunctions(SegmentMode.ACTIVE, table, expression(placement), items));
  }

  /** Adds an element segment of constant expressions that is copied to a table. */
  public int activeElements(
      final int table,
      final InstructionWriter placement,
      final ValType type,
      final List<InstructionWriter> items) {
    return addElement(
        ModuleWriter.elementExpressions(
            SegmentMode.ACTIVE, table, expression(placement), type, expressions(items)));
  }

  /** Adds an element segment for table.init. */
  public int passiveElements(final List<Integer> items) {
    return addElement(ModuleWriter.elementFunctions(SegmentMode.PASSIVE, 0, null, items));
  }

  /** Adds an element segment of constant expressions for table.init. */
  public int passiveElements(final ValType type, final List<InstructionWriter> items) {
    return addElement(
        ModuleWriter.elementExpressions(SegmentMode.PASSIVE, 0, null, type, expressions(items)));
  }

  /** Adds an element segment that only declares what ref.func may refer to. */
  public int declaredElements(final List<Integer> items) {
    return addElement(ModuleWriter.elementFunctions(SegmentMode.DECLARATIVE, 0, null, items));
  }

  /** Adds a data segment that is copied to a memory at instantiation. */
  public int activeData(
      final int memory, final InstructionWriter placement, final byte[] contents) {
    data.add(ModuleWriter.data(memory, expression(placement), contents));
    return data.size() - 1;
  }

  /** Adds a data segment for memory.init, and the data count section that it needs. */
  public int passiveData(final byte[] contents) {
    data.add(ModuleWriter.data(0, null, contents));
    dataCount = true;
    return data.size() - 1;
  }

  /** Writes a data count section in any case. */
  public ModuleBuilder withDataCount() {
    dataCount = true;
    return this;
  }

  public ModuleBuilder moduleName(final String name) {
    moduleName = name;
    return this;
  }

  public ModuleBuilder functionName(final int function, final String name) {
    functionNames.put(function, name);
    return this;
  }

  public ModuleBuilder localName(final int function, final int local, final String name) {
    localNames.computeIfAbsent(function, f -> new TreeMap<>()).put(local, name);
    return this;
  }

  /** Adds a custom section at the end. */
  public ModuleBuilder custom(final String name, final byte[] contents) {
    customs.get(SectionId.values().length).add(ModuleWriter.custom(name, contents));
    return this;
  }

  /** The bytes of the module. */
  public byte[] build() {
    final ByteWriter out = new ByteWriter().fixed(0x0000_0001_6D73_6100L, 8);
    writeCustoms(out, 0);
    for (final SectionId id : SectionId.values()) {
      final byte[] contents = contents(id);
      if (contents != null) {
        out.u8(id.code()).sized(contents);
      }
      writeCustoms(out, id.ordinal() + 1);
    }
    if (moduleName != null || !functionNames.isEmpty() || !localNames.isEmpty()) {
      final NameSection names =
          new NameSection(Optional.ofNullable(moduleName), functionNames, localNames);
      out.u8(SectionId.CUSTOM).sized(ModuleWriter.custom("name", ModuleWriter.names(names)));
    }
    return out.toBytes();
  }

  private byte[] contents(final SectionId id) {
    return switch (id) {
      case TYPE -> vector(typeGroups);
      case IMPORT -> vector(imports);
      case FUNCTION ->
          vector(functions.stream().map(f -> new ByteWriter().index(f).toBytes()).toList());
      case TABLE -> vector(tables);
      case MEMORY -> vector(memories);
      case TAG -> vector(tags);
      case GLOBAL -> vector(globals);
      case EXPORT -> vector(exports);
      case START -> start < 0 ? null : new ByteWriter().index(start).toBytes();
      case ELEMENT -> vector(elements);
      case DATA_COUNT -> dataCount ? new ByteWriter().unsigned(data.size()).toBytes() : null;
      case CODE -> vector(bodies.stream().map(ModuleBuilder::entry).toList());
      case DATA -> vector(data);
    };
  }

  /** Null when there are no entries, so that the section is left out. */
  private static byte[] vector(final List<byte[]> entries) {
    if (entries.isEmpty()) {
      return null;
    }
    final ByteWriter out = new ByteWriter().unsigned(entries.size());
    entries.forEach(out::bytes);
    return out.toBytes();
  }

  private static byte[] entry(final Object body) {
    return body instanceof FunctionCode code ? code.toEntry() : (byte[]) body;
  }

  private void writeCustoms(final ByteWriter out, final int position) {
    for (final byte[] section : customs.get(position)) {
      out.u8(SectionId.CUSTOM).sized(section);
    }
  }

  private int addImport(
      final String module,
      final String name,
      final ExternalKind kind,
      final byte[] desc,
      final int defined) {
    if (defined > 0) {
      throw new IllegalStateException("imports come before definitions of the same kind");
    }
    imports.add(ModuleWriter.imported(module, name, kind, desc));
    return imported[kind.ordinal()]++;
  }

  private int addElement(final byte[] segment) {
    elements.add(segment);
    return elements.size() - 1;
  }

  private static List<byte[]> expressions(final List<InstructionWriter> items) {
    return items.stream().map(ModuleBuilder::expression).toList();
  }

  private static byte[] expression(final InstructionWriter code) {
    return new ByteWriter().bytes(code.toBytes()).u8(WasmOp.END.code()).toBytes();
  }
}
