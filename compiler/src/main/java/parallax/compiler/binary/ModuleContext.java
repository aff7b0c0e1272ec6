package parallax.compiler.binary;

import java.util.BitSet;
import java.util.List;
import parallax.compiler.binary.WasmModule.ElementSegment;
import parallax.compiler.binary.WasmModule.GlobalType;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/**
 * The context C of validation (core 2.0 section 3.1.1): what an index names, or an error that it
 * names nothing. Every index is unsigned 32 bits; function and offset are where an error is
 * reported.
 */
final class ModuleContext {
  private final WasmModule m;
  private final BitSet declared;

  /**
   * @param declared the functions that ref.func may refer to
   */
  ModuleContext(final WasmModule module, final BitSet declared) {
    this.m = module;
    this.declared = declared;
  }

  WasmModule module() {
    return m;
  }

  FuncType type(final int index, final int function, final int offset) throws InvalidException {
    return at(m.types(), index, "type", function, offset);
  }

  FuncType function(final int index, final int function, final int offset) throws InvalidException {
    return m.types().get(at(m.functions(), index, "function", function, offset));
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

  ElementSegment element(final int index, final int function, final int offset)
      throws InvalidException {
    return at(m.elements(), index, "elem segment", function, offset);
  }

  void data(final int index, final int function, final int offset) throws InvalidException {
    at(m.data(), index, "data segment", function, offset);
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
