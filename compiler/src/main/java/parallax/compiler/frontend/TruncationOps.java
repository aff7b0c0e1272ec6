package parallax.compiler.frontend;

import parallax.compiler.CompilerBug;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Conversions of floats to integers that trap (wasm core 2.0 section 4.3.3, {@code trunc_u}, {@code
 * trunc_s}): checks of the operand's bits where the instruction stands, so that the traps have its
 * source offset, and then the conversion that never traps.
 *
 * <p>The numbers that have a result are those above {@code low} and below {@code high}, both
 * excluded. Bits of positive floats, read as signed, have the order of the numbers, and bits of
 * negative ones, read as unsigned, the reverse; each of the two comparisons is true of all numbers
 * of the other sign.
 */
final class TruncationOps {
  private TruncationOps() {}

  /**
   * @param saturating the conversion to the same type that does not trap
   */
  static Translation of(final Op saturating) {
    return switch (saturating) {
      case I32_TRUNC_SAT_F32_S -> narrow(saturating, -0x1.000002p31f, 0x1p31f);
      case I32_TRUNC_SAT_F32_U -> narrow(saturating, -1, 0x1p32f);
      case I64_TRUNC_SAT_F32_S -> narrow(saturating, -0x1.000002p63f, 0x1p63f);
      case I64_TRUNC_SAT_F32_U -> narrow(saturating, -1, 0x1p64f);
      case I32_TRUNC_SAT_F64_S -> wide(saturating, -0x1.00000002p31, 0x1p31);
      case I32_TRUNC_SAT_F64_U -> wide(saturating, -1, 0x1p32);
      case I64_TRUNC_SAT_F64_S -> wide(saturating, -0x1.0000000000001p63, 0x1p63);
      case I64_TRUNC_SAT_F64_U -> wide(saturating, -1, 0x1p64);
      default -> throw new CompilerBug("no conversion to an integer: " + saturating);
    };
  }

  private static Translation narrow(final Op op, final float low, final float high) {
    return checked(
        op,
        Type.I32,
        Op.I32_REINTERPRET,
        Float.floatToRawIntBits(Float.POSITIVE_INFINITY),
        Float.floatToRawIntBits(low),
        Float.floatToRawIntBits(high));
  }

  private static Translation wide(final Op op, final double low, final double high) {
    return checked(
        op,
        Type.I64,
        Op.I64_REINTERPRET,
        Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
        Double.doubleToRawLongBits(low),
        Double.doubleToRawLongBits(high));
  }

  private static Translation checked(
      final Op op,
      final Type type,
      final Op reinterpret,
      final long infinity,
      final long low,
      final long high) {
    return Translation.of(
        t -> {
          final Value operand = t.stack().pop();
          final Value bits = t.builder().convert(reinterpret, operand);
          check(t.builder(), type, bits, infinity, low, high);
          t.stack().push(t.builder().convert(op, operand));
        });
  }

  private static void check(
      final FunctionBuilder b,
      final Type type,
      final Value bits,
      final long infinity,
      final long low,
      final long high) {
    final long magnitudes = type == Type.I32 ? Integer.MAX_VALUE : Long.MAX_VALUE;
    final Value magnitude = b.binary(Op.AND, type, bits, b.constant(type, magnitudes));
    b.trapIf(
        b.binary(Op.GT_U, type, magnitude, b.constant(type, infinity)),
        TrapKind.INVALID_CONVERSION);
    b.trapIf(b.binary(Op.GE_S, type, bits, b.constant(type, high)), TrapKind.INTEGER_OVERFLOW);
    b.trapIf(b.binary(Op.GE_U, type, bits, b.constant(type, low)), TrapKind.INTEGER_OVERFLOW);
  }
}
