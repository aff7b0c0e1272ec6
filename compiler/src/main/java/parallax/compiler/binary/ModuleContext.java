package parallax.compiler.binary;

import java.util.BitSet;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/**
 * The context C of validation (core 3.0 section 3.1): what an index names, or an error that it
 * names nothing. Every index is unsigned 32 bits; function and offset are where an error is
 * reported.
 */
final class ModuleContext {
  private final WasmModule m;
  private final TypeRules rules;
  private final BitSet declared;
  private long moved;

  /**
   * @param rules of the module's types, which are valid
   * @param declared the functions that ref.func may refer to in bodies
   */
  ModuleContext(final WasmModule module, final TypeRules rules, final BitSet declared) {
    this.m = module;
    this.rules = rules;
    this.declared = declared;
  }

  WasmModule module() {
    return m;
  }

  TypeRules rules() {
    return rules;
  }

  SubType type(final int index, final int function, final int offset) throws InvalidException {
    return at(m.types(), index, "type", function, offset);
  }

  /** A type that has to be a function's. */
  FuncType functionType(final int index, final int function, final int offset)
      throws InvalidException {
    final SubType type = type(index, function, offset);
    if (!type.isFunction()) {
      throw new InvalidException(
          function, offset, "type mismatch: type " + index + " is no function type");
    }
    return type.function();
  }

  /** Every index in the type has to exist. */
  void check(final ValType type, final int function, final int offset) throws InvalidException {
    if (type instanceof RefType reference && reference.heap().isDefined()) {
      type(reference.heap().typeIndex(), function, offset);
    }
  }

  FuncType function(final int index, final int function, final int offset) throws InvalidException {
    return m.types().get(at(m.functions(), index, "function", function, offset)).function();
  }

  TableType table(final int index, final int function, final int offset) throws InvalidException {
    return at(m.tables(), index, "table", function, offset);
  }

  MemoryType memory(final int index, final int function, final int offset) throws InvalidException {
    return at(m.memories(), index, "memory", function, offset);
  }

  GlobalType global(final int index, final int function, final int offset) throws InvalidException {
    return at(m.globals(), index, "global", function, offset);
  }

  FuncType tag(final int index, final int function, final int offset) throws InvalidException {
    return m.types().get(at(m.tags(), index, "tag", function, offset)).function();
  }

  ElementSegment element(final int index, final int function, final int offset)
      throws InvalidException {
    return at(m.elements(), index, "elem segment", function, offset);
  }

  void data(final int index, final int function, final int offset) throws InvalidException {
    at(m.data(), index, "data segment", function, offset);
  }

  /** A function that is named outside of bodies. */
  void declare(final int index) {
    declared.set(index);
  }

  /**
   * Counts operands that a list of types moves.
   *
   * @throws CompileException when the module moves too many
   */
  void move(final int operands, final int function, final int offset) throws CompileException {
    moved += operands;
    if (moved > ImplementationLimits.MOVED_OPERANDS) {
      throw CompileException.unsupported(
          "validate", function, offset, "more than " + moved + " operands of blocks and calls");
    }
  }

  boolean isDeclared(final int index) {
    return declared.get(index);
  }

  private static <T> T at(
      final List<T> list, final int index, final String what, final int function, final int offset)
      throws InvalidException {
    if (Integer.compareUnsigned(index, list.size()) >= 0) {
      throw new InvalidException(
          function, offset, "unknown " + what + " " + Integer.toUnsignedString(index));
    }
    return list.get(index);
  }
}
