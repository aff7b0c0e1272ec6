package parallax.compiler.binary;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.ConstExpr;
import parallax.compiler.binary.WasmModule.DataSegment;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.Export;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.Import;
import parallax.compiler.binary.WasmModule.Limits;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.SegmentMode;
import parallax.compiler.binary.WasmModule.TableType;

/**
 * Validates a module (core 3.0 section 3.5). Texts of errors begin as the official test suite wants
 * it.
 */
public final class ModuleValidator {
  private static final long MAX_PAGES = 1L << 16;
  private static final long MAX_PAGES_64 = 1L << 48;
  private static final long MAX_SLOTS = 0xFFFF_FFFFL;

  private final WasmModule m;
  private final ModuleContext context;

  private ModuleValidator(final WasmModule module, final TypeRules rules) {
    this.m = module;
    this.context = new ModuleContext(module, rules, new BitSet());
  }

  /**
   * Accepts the module or says what is wrong with it.
   *
   * @throws InvalidException when it breaks a rule
   * @throws CompileException when a type or a function exceeds {@link ImplementationLimits}
   */
  public static void validate(final WasmModule module) throws CompileException {
    new ModuleValidator(module, TypeValidator.validate(module)).run();
  }

  private void run() throws CompileException {
    imports();
    definitions();
    for (int i = 0; i < m.tableInits().size(); i++) {
      table(m.tables().get(m.importedTables() + i), m.tableInits().get(i), m.offsets().table(i));
    }
    for (int i = 0; i < m.globalInits().size(); i++) {
      final int index = m.importedGlobals() + i;
      final GlobalType type = m.globals().get(index);
      context.check(type.type(), -1, m.offsets().global(i));
      ConstantValidator.validate(context, m.globalInits().get(i), type.type(), index);
    }
    exports();
    start();
    for (final ElementSegment segment : m.elements()) {
      element(segment);
    }
    for (final DataSegment segment : m.data()) {
      data(segment);
    }
    for (final Body body : m.bodies()) {
      FunctionValidator.validate(context, body);
    }
  }

  private void imports() throws InvalidException {
    for (final Import each : m.imports()) {
      final int index = each.index();
      final int offset = each.offset();
      switch (each.kind()) {
        case FUNCTION -> context.functionType(m.functions().get(index), -1, offset);
        case TABLE -> tableType(m.tables().get(index), offset);
        case MEMORY -> memoryType(m.memories().get(index), offset);
        case GLOBAL -> context.check(m.globals().get(index).type(), -1, offset);
        case TAG -> tagType(m.tags().get(index), offset);
      }
    }
  }

  private void definitions() throws InvalidException {
    for (int i = 0; i < m.bodies().size(); i++) {
      final int function = m.importedFunctions() + i;
      context.functionType(m.functions().get(function), function, m.offsets().function(i));
    }
    final int tables = m.importedTables();
    for (int i = tables; i < m.tables().size(); i++) {
      tableType(m.tables().get(i), m.offsets().table(i - tables));
    }
    final int memories = m.importedMemories();
    for (int i = memories; i < m.memories().size(); i++) {
      memoryType(m.memories().get(i), m.offsets().memory(i - memories));
    }
    final int tags = m.importedTags();
    for (int i = tags; i < m.tags().size(); i++) {
      tagType(m.tags().get(i), m.offsets().tag(i - tags));
    }
  }

  private void tableType(final TableType type, final int offset) throws InvalidException {
    context.check(type.element(), -1, offset);
    // With 64-bit indices every number is a size.
    final long bound = type.is64() ? -1 : MAX_SLOTS;
    limits(type.limits(), bound, "table size must be at most 2^32-1 slots", offset);
  }

  private static void memoryType(final MemoryType type, final int offset) throws InvalidException {
    if (type.is64()) {
      final String text = "memory size must be at most 2^48 pages (2^64 bytes)";
      limits(type.limits(), MAX_PAGES_64, text, offset);
    } else {
      final String text = "memory size must be at most 65536 pages (4GiB)";
      limits(type.limits(), MAX_PAGES, text, offset);
    }
  }

  private void tagType(final int type, final int offset) throws InvalidException {
    if (!context.functionType(type, -1, offset).results().isEmpty()) {
      throw new InvalidException(-1, offset, "non-empty tag result type");
    }
  }

  /**
   * Checks limits.
   *
   * @param bound unsigned
   * @param text of the error when they are above the bound
   */
  private static void limits(
      final Limits limits, final long bound, final String text, final int offset)
      throws InvalidException {
    if (Long.compareUnsigned(limits.min(), bound) > 0
        || (limits.hasMax() && Long.compareUnsigned(limits.max(), bound) > 0)) {
      throw new InvalidException(-1, offset, text);
    }
    if (limits.hasMax() && Long.compareUnsigned(limits.max(), limits.min()) < 0) {
      throw new InvalidException(-1, offset, "size minimum must not be greater than maximum");
    }
  }

  /** Initial values see the imported globals only, which alone come before tables. */
  private void table(final TableType type, final Optional<ConstExpr> init, final int offset)
      throws CompileException {
    if (init.isPresent()) {
      ConstantValidator.validate(context, init.get(), type.element(), m.importedGlobals());
    } else if (!type.element().isDefaultable()) {
      throw new InvalidException(-1, offset, "type mismatch: table without an initial value");
    }
  }

  private void exports() throws InvalidException {
    final Set<String> names = new HashSet<>();
    for (final Export export : m.exports()) {
      final int index = export.index();
      final int offset = export.offset();
      switch (export.kind()) {
        case FUNCTION -> context.function(index, -1, offset);
        case TABLE -> context.table(index, -1, offset);
        case MEMORY -> context.memory(index, -1, offset);
        case GLOBAL -> context.global(index, -1, offset);
        case TAG -> context.tag(index, -1, offset);
      }
      if (!names.add(export.name())) {
        throw new InvalidException(-1, offset, "duplicate export name");
      }
      if (export.kind() == ExternalKind.FUNCTION) {
        context.declare(index);
      }
    }
  }

  private void start() throws InvalidException {
    if (m.start() >= 0) {
      final FuncType type = context.function(m.start(), -1, m.offsets().start());
      if (!type.params().isEmpty() || !type.results().isEmpty()) {
        throw new InvalidException(-1, m.offsets().start(), "start function");
      }
    }
  }

  private void element(final ElementSegment segment) throws CompileException {
    final int offset = segment.offset();
    context.check(segment.type(), -1, offset);
    if (segment.mode() == SegmentMode.ACTIVE) {
      final TableType table = context.table(segment.table(), -1, offset);
      if (!context.rules().matches(segment.type(), table.element())) {
        throw new InvalidException(-1, offset, "type mismatch");
      }
      constant(segment.placement(), table.addressType());
    }
    for (final int function : segment.functions()) {
      context.function(function, -1, offset);
      context.declare(function);
    }
    for (final ConstExpr item : segment.expressions()) {
      constant(item, segment.type());
    }
  }

  private void data(final DataSegment segment) throws CompileException {
    if (segment.mode() == SegmentMode.ACTIVE) {
      final MemoryType memory = context.memory(segment.memory(), -1, segment.offset());
      constant(segment.placement(), memory.addressType());
    }
  }

  private void constant(final ConstExpr expr, final ValType expected) throws CompileException {
    ConstantValidator.validate(context, expr, expected, m.globals().size());
  }
}
