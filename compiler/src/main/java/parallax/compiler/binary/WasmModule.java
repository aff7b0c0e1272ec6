package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A decoded module; immutable. Index spaces hold imports first, as the specification's do. Bodies,
 * constant expressions and the contents of data and custom sections are ranges of {@link #bytes()};
 * {@link InstructionReader} reads the former two.
 *
 * @param bytes the whole module; shared, not to be changed
 * @param types types of functions, structures and arrays
 * @param recGroups how the types are grouped
 * @param imports in order
 * @param functions type index of each function, imported ones among them
 * @param tables types of all tables
 * @param tableInits initial values of the slots of the tables that are not imported, where given
 * @param memories types of all memories
 * @param tags type index of each tag, imported ones among them
 * @param globals types of all globals
 * @param globalInits initial values of the globals that are not imported
 * @param exports in order
 * @param start index of the start function, or -1
 * @param elements element segments
 * @param dataCount the number in the data count section, or -1 when there is none
 * @param data data segments
 * @param bodies bodies of the functions that are not imported
 * @param customs custom sections, in order, the name section among them
 * @param names from the name section, best effort
 * @param features what the module uses, {@link Feature#CORE} always among them
 * @param offsets places for messages
 */
public record WasmModule(
    byte[] bytes,
    List<SubType> types,
    List<RecGroup> recGroups,
    List<Import> imports,
    List<Integer> functions,
    List<TableType> tables,
    List<Optional<ConstExpr>> tableInits,
    List<MemoryType> memories,
    List<Integer> tags,
    List<GlobalType> globals,
    List<ConstExpr> globalInits,
    List<Export> exports,
    int start,
    List<ElementSegment> elements,
    int dataCount,
    List<DataSegment> data,
    List<Body> bodies,
    List<CustomSection> customs,
    NameSection names,
    Set<Feature> features,
    SourceOffsets offsets) {

  public WasmModule {
    types = Collections.unmodifiableList(types);
    recGroups = Collections.unmodifiableList(recGroups);
    imports = Collections.unmodifiableList(imports);
    functions = Collections.unmodifiableList(functions);
    tables = Collections.unmodifiableList(tables);
    tableInits = Collections.unmodifiableList(tableInits);
    memories = Collections.unmodifiableList(memories);
    tags = Collections.unmodifiableList(tags);
    globals = Collections.unmodifiableList(globals);
    globalInits = Collections.unmodifiableList(globalInits);
    exports = Collections.unmodifiableList(exports);
    elements = Collections.unmodifiableList(elements);
    data = Collections.unmodifiableList(data);
    bodies = Collections.unmodifiableList(bodies);
    customs = Collections.unmodifiableList(customs);
    features = Collections.unmodifiableSet(EnumSet.copyOf(features));
  }

  /** What an import or export is; the ordinal is its code in the binary format. */
  public enum ExternalKind {
    FUNCTION,
    TABLE,
    MEMORY,
    GLOBAL,
    TAG
  }

  /** How a segment comes to its place. */
  public enum SegmentMode {
    ACTIVE,
    PASSIVE,
    DECLARATIVE
  }

  /**
   * Sizes in pages or slots, unsigned 64 bits.
   *
   * @param max -1 when there is none
   */
  public record Limits(long min, boolean hasMax, long max) {
    /** With a maximum, or without if that is -1. */
    public Limits(final long min, final long max) {
      this(min, max != -1, max);
    }

    /** No upper limit. */
    public static Limits atLeast(final long min) {
      return new Limits(min, false, -1);
    }

    /** Both limits; any 64 bits. */
    public static Limits between(final long min, final long max) {
      return new Limits(min, true, max);
    }
  }

  /** A table: what its slots hold, how many, and the type of its indices, i32 or i64. */
  public record TableType(ValType element, Limits limits, ValType addressType) {
    /** With 32-bit indices. */
    public TableType(final ValType element, final Limits limits) {
      this(element, limits, ValType.I32);
    }

    public boolean is64() {
      return addressType == ValType.I64;
    }
  }

  /** A memory: its size in pages of 64 KiB, and the type of its addresses, i32 or i64. */
  public record MemoryType(Limits limits, ValType addressType) {
    /** With 32-bit addresses. */
    public MemoryType(final Limits limits) {
      this(limits, ValType.I32);
    }

    public boolean is64() {
      return addressType == ValType.I64;
    }
  }

  /** A global: what it holds, and whether it can be changed. */
  public record GlobalType(ValType type, boolean mutable) {}

  /**
   * {@code index} is that of the imported object in its index space, {@code offset} where the
   * import stands.
   */
  public record Import(String module, String name, ExternalKind kind, int index, int offset) {}

  /**
   * {@code index} is unsigned 32 bits before validation, {@code offset} where the export stands.
   */
  public record Export(String name, ExternalKind kind, int index, int offset) {}

  /** Bytes from {@code offset} to {@code end} (behind its {@code end} instruction). */
  public record ConstExpr(int offset, int end) {}

  /**
   * An element segment. Items are either function indices or expressions; the other list is empty.
   *
   * @param table index of an active one's table
   * @param placement where an active one goes, otherwise null
   * @param type of the items; those given as functions are never null
   * @param usesExpressions which of the two forms it was written in, for an empty one
   */
  public record ElementSegment(
      SegmentMode mode,
      int table,
      ConstExpr placement,
      ValType type,
      boolean usesExpressions,
      List<Integer> functions,
      List<ConstExpr> expressions,
      int offset) {
    public ElementSegment {
      functions = Collections.unmodifiableList(functions);
      expressions = Collections.unmodifiableList(expressions);
    }

    public int length() {
      return functions.size() + expressions.size();
    }
  }

  /** A data segment: {@code length} bytes from {@code start} of the module. */
  public record DataSegment(
      SegmentMode mode, int memory, ConstExpr placement, int start, int length, int offset) {}

  /** A run of declared locals of one type. */
  public record LocalGroup(int count, ValType type) {}

  /**
   * A body.
   *
   * @param function index of its function
   * @param groups declared locals, as they were written
   * @param offset of the first instruction
   * @param end behind the last
   */
  public record Body(int function, List<LocalGroup> groups, int offset, int end) {
    public Body {
      groups = Collections.unmodifiableList(groups);
    }

    /** Declared locals, expanded. */
    public List<ValType> locals() {
      final List<ValType> all = new ArrayList<>();
      groups.forEach(group -> all.addAll(Collections.nCopies(group.count(), group.type())));
      return all;
    }
  }

  /**
   * A custom section.
   *
   * @param after code of the last other section before it, 0 for none
   * @param start where its contents begin, behind the name
   */
  public record CustomSection(String name, int after, int start, int length) {}

  /** The type of a function that is known to exist. */
  public FuncType functionType(final int function) {
    return types.get(functions.get(function)).function();
  }

  public boolean isImportedFunction(final int function) {
    return function < importedFunctions();
  }

  /** The body of a function that is not imported. */
  public Body body(final int function) {
    return bodies.get(function - importedFunctions());
  }

  /** Number of imported functions. */
  public int importedFunctions() {
    return functions.size() - bodies.size();
  }

  /** Number of imported tables. */
  public int importedTables() {
    return imported(ExternalKind.TABLE);
  }

  /** Number of imported memories. */
  public int importedMemories() {
    return imported(ExternalKind.MEMORY);
  }

  /** Number of imported tags. */
  public int importedTags() {
    return imported(ExternalKind.TAG);
  }

  /** The type of a tag that is known to exist: its parameters are the values of an exception. */
  public FuncType tagType(final int tag) {
    return types.get(tags.get(tag)).function();
  }

  /** Number of imported globals. */
  public int importedGlobals() {
    return globals.size() - globalInits.size();
  }

  /** Parameters, then declared locals. */
  public List<ValType> locals(final int body) {
    final List<ValType> all = new ArrayList<>(functionType(bodies.get(body).function()).params());
    all.addAll(bodies.get(body).locals());
    return all;
  }

  /** Function names from the name section, by function index. */
  public Map<Integer, String> functionNames() {
    return names.functions();
  }

  private int imported(final ExternalKind kind) {
    int count = 0;
    for (final Import each : imports) {
      if (each.kind() == kind) {
        count++;
      }
    }
    return count;
  }
}
