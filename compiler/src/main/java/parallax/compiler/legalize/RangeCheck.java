package parallax.compiler.legalize;

import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Traps unless {@code [start, start + length)} lies within a size; all read as unsigned 32 bits,
 * the sum exact.
 */
final class RangeCheck {
  private RangeCheck() {}

  static void emit(
      final FunctionBuilder b,
      final Value start,
      final Value length,
      final Value size64,
      final TrapKind kind) {
    final Value end = b.binary(Op.ADD, Type.I64, wide(b, start), wide(b, length));
    b.trapIf(b.binary(Op.GT_U, Type.I64, end, size64), kind);
  }

  /** An i32 read as unsigned, as i64. */
  static Value wide(final FunctionBuilder b, final Value value) {
    return b.convert(Op.EXTEND_I32_U, value);
  }
}
