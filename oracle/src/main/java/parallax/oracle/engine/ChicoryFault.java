package parallax.oracle.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveElement;
import com.dylibso.chicory.wasm.types.Element;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.binary.WasmOp;

/**
 * What Chicory 1.7.5 does wrong in modules that the compiler supports. Most of it is corrected
 * around it ({@link ReferenceMeter}, {@link ReferenceTable}); where that is impossible, the
 * reference's outcome is a {@code known-fault} and nothing is compared. A test shows each of them
 * on Chicory alone, so that a version without it is noticed.
 */
enum ChicoryFault {
  /**
   * Bounds of bulk instructions are added in 32 bits: {@code memory.fill} of 2^31 - 1 bytes at
   * address 1 writes until the pages end and then throws an ArrayIndexOutOfBoundsException.
   * Corrected: a range that ends past 2^31 - 1 traps before Chicory sees it, since no memory, table
   * or segment is as long.
   */
  BULK_RANGE_OVERFLOW(true),
  /**
   * Address and offset of loads and stores are added in 32 bits: offset 2^32 - 1 reads the byte
   * before the address. Corrected likewise.
   */
  ACCESS_OVERFLOW(true),
  /**
   * {@code memory.init} reads from active segments, which instantiation has dropped. Corrected: to
   * such a segment, everything but nothing at 0 traps.
   */
  ACTIVE_DATA_KEPT(true),
  /** {@code table.grow} adds in 32 bits and throws NegativeArraySizeException. Corrected. */
  TABLE_GROW_OVERFLOW(true),
  /**
   * {@code table.copy} looks up the instance of the destination's index in the source's table and
   * throws ArrayIndexOutOfBoundsException when that is shorter. Corrected.
   */
  TABLE_COPY_INSTANCE(true),
  /**
   * Where a block ends, or a branch to it is taken, as many operands are moved as it has parameters
   * and results together, and operands of the code around it are lost or doubled. Corrected: {@link
   * BlockParameters}.
   */
  BLOCK_PARAMETERS(true),
  /**
   * {@code i32.mul} leaves a product of 64 bits, and {@code if} asks whether all of them are 0.
   * Corrected: its condition is cut to 32 bits.
   */
  WIDE_CONDITION(true),
  /**
   * {@code f32.convert_i64_u} and {@code f64.convert_i64_u} round numbers from 2^63 up twice, or
   * wrongly. Corrected: the operand is rounded to a number that the result can hold.
   */
  UNSIGNED_TO_FLOAT(true),
  /**
   * {@code f32.copysign} takes the sign of 4290772992 for a minus: its value, not its bits, is
   * compared with 0xFFC00000. Corrected: the sign is taken from another number.
   */
  COPYSIGN_OF_A_NUMBER(true),
  /**
   * {@code f32.abs} leaves the sign of a NaN. Corrected by {@link DeterministicNans}; modules that
   * want none of that have no NaN there, see {@link NanMode}. Likewise the next two.
   */
  ABS_OF_NAN(true),
  /** {@code min} and {@code max} give a signalling NaN that they are given. */
  SIGNALLING_MIN_MAX(true),
  /**
   * {@code f64.ceil}, {@code f64.floor} and {@code f64.trunc} give a signalling NaN that they are
   * given.
   */
  SIGNALLING_ROUNDING(true),
  /**
   * A block's type index is taken for what the byte of that value means: 64 for the empty type, 127
   * for i32. Not corrected: modules with such a block are not compared.
   */
  BLOCK_TYPE_INDEX(false),
  /**
   * An active element segment without elements at 2^31 or above does not trap. Not corrected:
   * {@link #in} finds modules that may have one.
   */
  EMPTY_ELEMENTS_FAR_OUT(false),
  /**
   * A call through a table compares the index of the callee's type in its own module with that of
   * the wanted type in the caller's, as if the two modules were one. Not corrected: {@link #among}
   * finds modules that share a table and call through one.
   */
  TYPE_INDEX_ACROSS_MODULES(false);

  private final boolean corrected;

  ChicoryFault(final boolean corrected) {
    this.corrected = corrected;
  }

  /** True when the engine makes up for it. */
  boolean isCorrected() {
    return corrected;
  }

  /** A fault that is not corrected and that this module runs into. */
  static Optional<ChicoryFault> in(final WasmModule module) {
    for (final Element element : module.elementSection().elements()) {
      if (element instanceof ActiveElement active
          && active.initializers().isEmpty()
          && !isNear(active.offset())) {
        return Optional.of(EMPTY_ELEMENTS_FAR_OUT);
      }
    }
    return Optional.empty();
  }

  /**
   * A fault that is not corrected and that modules run into which are linked.
   *
   * @throws CompileException when one of them is malformed
   */
  static Optional<ChicoryFault> among(final List<byte[]> modules) throws CompileException {
    boolean sharesTable = false;
    boolean callsThroughTable = false;
    for (final byte[] wasm : modules) {
      final parallax.compiler.binary.WasmModule module = ModuleReader.read(wasm);
      sharesTable |= module.imports().stream().anyMatch(i -> i.kind() == ExternalKind.TABLE);
      for (final Body body : module.bodies()) {
        final InstructionReader reader = InstructionReader.of(module, body);
        while (!callsThroughTable && !reader.atEnd()) {
          callsThroughTable = reader.next() == WasmOp.CALL_INDIRECT;
        }
      }
    }
    return sharesTable && callsThroughTable
        ? Optional.of(TYPE_INDEX_ACROSS_MODULES)
        : Optional.empty();
  }

  /** True for a constant below 2^31. */
  private static boolean isNear(final List<Instruction> offset) {
    final List<Instruction> code = offset.stream().filter(i -> i.opcode() != OpCode.END).toList();
    return code.size() == 1
        && code.get(0).opcode() == OpCode.I32_CONST
        && (int) code.get(0).operand(0) >= 0;
  }
}
