package parallax.compiler.runtimelib;

import java.math.BigInteger;
import parallax.compiler.abi.RuntimeFunction;

/**
 * What each routine has to give, by Java's own arithmetic (JLS 15.17 and 15.18: IEEE 754, to
 * nearest, ties to even), with canonical NaNs. Bits of 32 are sign-extended.
 */
final class FloatModel {
  /** Canonical NaNs; what {@link Float#floatToIntBits} and its like give. */
  static final int NAN_32 = 0x7FC0_0000;

  static final long NAN_64 = 0x7FF8_0000_0000_0000L;

  private FloatModel() {}

  /** The result's bits for these operands; the second is ignored by unary routines. */
  static long bits(final RuntimeFunction routine, final long a, final long b) {
    return switch (routine) {
      case F32_ADD -> bits(f32(a) + f32(b));
      case F32_SUB -> bits(f32(a) - f32(b));
      case F32_MUL -> bits(f32(a) * f32(b));
      case F32_DIV -> bits(f32(a) / f32(b));
      // The root of a float, rounded to double and again to float, is correctly rounded: double has
      // more than twice the digits.
      case F32_SQRT -> bits((float) Math.sqrt(f32(a)));
      case F32_MIN -> bits(Math.min(f32(a), f32(b)));
      case F32_MAX -> bits(Math.max(f32(a), f32(b)));
      case F32_CEIL -> bits((float) Math.ceil(f32(a)));
      case F32_FLOOR -> bits((float) Math.floor(f32(a)));
      case F32_TRUNC -> bits((float) truncated(f32(a)));
      case F32_NEAREST -> bits((float) Math.rint(f32(a)));
      case F64_ADD -> bits(f64(a) + f64(b));
      case F64_SUB -> bits(f64(a) - f64(b));
      case F64_MUL -> bits(f64(a) * f64(b));
      case F64_DIV -> bits(f64(a) / f64(b));
      case F64_SQRT -> bits(Math.sqrt(f64(a)));
      case F64_MIN -> bits(Math.min(f64(a), f64(b)));
      case F64_MAX -> bits(Math.max(f64(a), f64(b)));
      case F64_CEIL -> bits(Math.ceil(f64(a)));
      case F64_FLOOR -> bits(Math.floor(f64(a)));
      case F64_TRUNC -> bits(truncated(f64(a)));
      case F64_NEAREST -> bits(Math.rint(f64(a)));
      // Java's casts saturate and make 0 of a NaN.
      case I32_TRUNC_SAT_F32_S -> (int) f32(a);
      case I32_TRUNC_SAT_F32_U -> (int) Math.max(0, Math.min((long) f32(a), 0xFFFF_FFFFL));
      case I32_TRUNC_SAT_F64_S -> (int) f64(a);
      case I32_TRUNC_SAT_F64_U -> (int) Math.max(0, Math.min((long) f64(a), 0xFFFF_FFFFL));
      case I64_TRUNC_SAT_F32_S -> (long) f32(a);
      case I64_TRUNC_SAT_F32_U -> saturatedUnsigned(f32(a));
      case I64_TRUNC_SAT_F64_S -> (long) f64(a);
      case I64_TRUNC_SAT_F64_U -> saturatedUnsigned(f64(a));
      case F32_CONVERT_I32_S -> bits((float) (int) a);
      case F32_CONVERT_I32_U -> bits((float) (a & 0xFFFF_FFFFL));
      case F32_CONVERT_I64_S -> bits((float) a);
      case F32_CONVERT_I64_U -> bits(unsigned(a).floatValue());
      case F64_CONVERT_I32_S -> bits((double) (int) a);
      case F64_CONVERT_I32_U -> bits((double) (a & 0xFFFF_FFFFL));
      case F64_CONVERT_I64_S -> bits((double) a);
      case F64_CONVERT_I64_U -> bits(unsigned(a).doubleValue());
      case F32_DEMOTE_F64 -> bits((float) f64(a));
      case F64_PROMOTE_F32 -> bits((double) f32(a));
    };
  }

  private static float f32(final long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static double f64(final long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(final float value) {
    return Float.floatToIntBits(value);
  }

  private static long bits(final double value) {
    return Double.doubleToLongBits(value);
  }

  private static double truncated(final double value) {
    return Math.copySign(Math.floor(Math.abs(value)), value);
  }

  private static BigInteger unsigned(final long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private static long saturatedUnsigned(final double value) {
    if (!(value > 0)) {
      return 0;
    }
    if (value >= 0x1p64) {
      return -1;
    }
    return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) + Long.MIN_VALUE;
  }
}
