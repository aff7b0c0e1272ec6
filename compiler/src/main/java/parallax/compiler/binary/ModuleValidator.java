package parallax.compiler.binary;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
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
import parallax.compiler.binary.WasmModule.SegmentMode;

/**
 * Validates a module (core 2.0 section 3.4; constant expressions and memories as in core 3.0).
 * Texts of errors begin as the official test suite wants it.
 */
public final class ModuleValidator {
  private static final long MAX_PAGES = 65_536;
  private static final long MAX_SLOTS = 0xFFFF_FFFFL;

  private final WasmModule m;
  private final ModuleContext context;

  /** Functions that ref.func in a body may refer to: those named outside of bodies. */
  private final BitSet declared = new BitSet();

  private ModuleValidator(final WasmModule module) {
    this.m = module;
    this.context = new ModuleContext(module, declared);
  }

  /**
   * Accepts the module or says what is wrong with it.
   *
   * @throws InvalidException when it breaks a rule
   * @throws CompileException when a function exceeds {@link ImplementationLimits}
   */
  public static void validate(final WasmModule module) throws CompileException {
    new ModuleValidator(module).run();
  }

  private void run() throws CompileException {
    imports();
    definitions();
    for (int i = 0; i < m.globalInits().size(); i++) {
      final int index = m.importedGlobals() + i;
      constant(m.globalInits().get(i), m.globals().get(index).type(), index);
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
      new FunctionValidator(context, body).validate();
    }
  }

  private void imports() throws InvalidException {
    for (final Import each : m.imports()) {
      final int offset = each.offset();
      switch (each.kind()) {
        case FUNCTION -> context.type(m.functions().get(each.index()), -1, offset);
        case TABLE -> limits(m.tables().get(each.index()).limits(), MAX_SLOTS, "table", offset);
        case MEMORY -> limits(m.memories().get(each.index()).limits(), MAX_PAGES, "memory", offset);
        case GLOBAL -> {}
      }
    }
  }

  private void definitions() throws InvalidException {
    for (int i = 0; i < m.bodies().size(); i++) {
      final int function = m.importedFunctions() + i;
      context.type(m.functions().get(function), function, m.offsets().function(i));
    }
    final int tables = m.importedTables();
    for (int i = tables; i < m.tables().size(); i++) {
      limits(m.tables().get(i).limits(), MAX_SLOTS, "table", m.offsets().table(i - tables));
    }
    final int memories = m.importedMemories();
    for (int i = memories; i < m.memories().size(); i++) {
      limits(m.memories().get(i).limits(), MAX_PAGES, "memory", m.offsets().memory(i - memories));
    }
  }

  private static void limits(
      final Limits limits, final long bound, final String what, final int offset)
      throws InvalidException {
    if (limits.min() > bound || limits.max() > bound) {
      throw new InvalidException(
          -1,
          offset,
          what + " size must be at most " + bound + (bound == MAX_PAGES ? " pages (4GiB)" : ""));
    }
    if (limits.hasMax() && limits.max() < limits.min()) {
      throw new InvalidException(-1, offset, "size minimum must not be greater than maximum");
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
      }
      if (!names.add(export.name())) {
        throw new InvalidException(-1, offset, "duplicate export name");
      }
      if (export.kind() == ExternalKind.FUNCTION) {
        declared.set(index);
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
    if (segment.mode() == SegmentMode.ACTIVE) {
      if (context.table(segment.table(), -1, offset).element() != segment.type()) {
        throw new InvalidException(-1, offset, "type mismatch");
      }
      constant(segment.placement(), ValType.I32, m.globals().size());
    }
    for (final int function : segment.functions()) {
      context.function(function, -1, offset);
      declared.set(function);
    }
    for (final ConstExpr item : segment.expressions()) {
      constant(item, segment.type(), m.globals().size());
    }
  }

  private void data(final DataSegment segment) throws CompileException {
    if (segment.mode() == SegmentMode.ACTIVE) {
      context.memory(segment.memory(), -1, segment.offset());
      constant(segment.placement(), ValType.I32, m.globals().size());
    }
  }

  /**
   * A constant expression (core 3.0 section 3.4.14): constants, immutable globals that come before,
   * and their sums, differences and products.
   *
   * @param globals how many globals it can see
   */
  private void constant(final ConstExpr expr, final ValType expected, final int globals)
      throws CompileException {
    final InstructionReader reader = InstructionReader.of(m, expr);
    final Deque<ValType> stack = new ArrayDeque<>();
    for (WasmOp op = reader.next(); op != WasmOp.END; op = reader.next()) {
      final int offset = reader.offset();
      switch (op) {
        case I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST ->
            stack.push(op.results().get(0));
        case REF_NULL -> stack.push(reader.referenceType());
        case REF_FUNC -> {
          context.function(reader.index(), -1, offset);
          declared.set(reader.index());
          stack.push(ValType.FUNCREF);
        }
        case GLOBAL_GET -> stack.push(constantGlobal(reader.index(), globals, offset));
        case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> {
          final ValType type = op.results().get(0);
          final ValType right = stack.poll();
          final ValType left = stack.poll();
          if (left != type || right != type) {
            throw new InvalidException(-1, offset, "type mismatch");
          }
          stack.push(type);
        }
        default -> throw new InvalidException(-1, offset, "constant expression required");
      }
    }
    if (stack.size() != 1 || stack.peek() != expected) {
      throw new InvalidException(-1, reader.offset(), "type mismatch");
    }
  }

  private ValType constantGlobal(final int index, final int globals, final int offset)
      throws InvalidException {
    if (Integer.compareUnsigned(index, globals) >= 0) {
      throw new InvalidException(-1, offset, "unknown global " + Integer.toUnsignedString(index));
    }
    final List<GlobalType> all = m.globals();
    if (all.get(index).mutable()) {
      throw new InvalidException(-1, offset, "constant expression required");
    }
    return all.get(index).type();
  }
}
