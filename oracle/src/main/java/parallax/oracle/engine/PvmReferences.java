package parallax.oracle.engine;

import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.CompiledProgram;
import parallax.compiler.binary.ValType;
import parallax.compiler.sourcemap.CodeMap;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.program.StandardLayout;

/**
 * References on the machine: null is 0, an externref the host's number plus one, a funcref {@code
 * type id << 32 | code address}. The code address is a jump-table address that leads to the start
 * of the function.
 */
final class PvmReferences {
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private final CompiledProgram program;
  private final SortedMap<Long, Long> seen = new TreeMap<>();

  PvmReferences(final CompiledProgram program) {
    this.program = program;
  }

  WasmValue value(final ValType type, final long bits) {
    if (!type.isReference()) {
      return new WasmValue(type, bits);
    }
    if (bits == 0) {
      return WasmValue.zero(type);
    }
    if (type == ValType.EXTERNREF) {
      return new WasmValue(type, bits - 1);
    }
    final long function = function(bits);
    seen.put(function, bits);
    return new WasmValue(type, function);
  }

  private long function(final long reference) {
    final long address = reference & UNSIGNED;
    final int[] table = program.program().blob().jumpTable();
    final long place = address / StandardLayout.JUMP_ALIGNMENT - 1;
    if (address % StandardLayout.JUMP_ALIGNMENT != 0 || place < 0 || place >= table.length) {
      throw new AbiException("0x" + Long.toHexString(reference) + " is no funcref");
    }
    return program
        .codeMap()
        .functionAt(table[(int) place])
        .filter(range -> range.start() == table[(int) place])
        .map(CodeMap.FunctionRange::function)
        .orElseThrow(
            () -> new AbiException("0x" + Long.toHexString(reference) + " leads to no function"));
  }

  /**
   * The other way. Type ids are not in the program, so only functions that came out of it can be
   * passed in.
   *
   * @throws IllegalArgumentException for other functions
   */
  long bits(final WasmValue value) {
    if (!value.type().isReference()) {
      return value.bits();
    }
    if (value.bits() == WasmValue.NULL) {
      return 0;
    }
    if (value.type() == ValType.EXTERNREF) {
      return value.bits() + 1;
    }
    final Long known = seen.get(value.bits());
    if (known == null) {
      throw new IllegalArgumentException(
          "function " + value.bits() + " never came out of the program, so it cannot go in");
    }
    return known;
  }
}
