package parallax.fuzz.generate;

import parallax.compiler.binary.ValType;
import parallax.fuzz.entropy.Tape;

/**
 * Floats that are more interesting than others: the borders of subnormal and normal numbers, of
 * integers that are exact, of conversions to integers, halves, NaNs of all kinds.
 */
final class FloatConstants {
  private static final double[] EDGES = {
    0,
    1,
    0.5,
    1.5,
    2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.MIN_VALUE,
    0x1.fffffffffffffp-1023,
    Double.MIN_NORMAL,
    Float.MIN_VALUE,
    0x1.fffffcp-127,
    Float.MIN_NORMAL,
    0x1p-24,
    0.1,
    0x1.fffffep-2,
    0x1.000002p0,
    0x1.0000000000001p0,
    3,
    100,
    0x1.fffffep22,
    0x1.000002p23,
    0x1.fffffep30,
    0x1.fffffffcp30,
    0x1p31,
    0x1.fffffffep31,
    0x1p32,
    0x1.fffffffffffffp51,
    0x1.0000000000001p52,
    0x1p53,
    0x1.fffffep62,
    0x1p63,
    0x1.fffffffffffffp63,
    0x1p64,
    0x1p96,
    Float.MAX_VALUE,
    0x1.ffffffp127,
    0x1p512,
    Double.MAX_VALUE,
  };

  private FloatConstants() {}

  /** The bits of a float, an f32 sign-extended; 0 behind the end of the tape. */
  static long of(final ValType type, final Tape tape) {
    final int kind = tape.u8();
    if (kind < 160) {
      final double edge = EDGES[kind % EDGES.length];
      return bits(type, kind < 2 * EDGES.length ? edge : -edge);
    }
    if (kind < 176) {
      return bits(type, (byte) tape.u8());
    }
    final boolean narrow = type == ValType.F32;
    if (kind < 192) {
      return special(narrow, tape);
    }
    if (kind < 208) {
      return nearPowerOfTwo(narrow, tape);
    }
    return narrow ? (int) tape.bits(4) : tape.bits(8);
  }

  /** A NaN, quiet or signalling, or an infinity; either sign. */
  private static long special(final boolean narrow, final Tape tape) {
    final int choice = tape.u8();
    final long infinity = narrow ? 0x7F80_0000L : 0x7FF0_0000_0000_0000L;
    final long fraction = (choice & 0x3FL) << (narrow ? 17 : 46);
    final long sign = choice < 128 ? 0 : narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
    return sign | infinity | fraction | (choice & 1);
  }

  private static long nearPowerOfTwo(final boolean narrow, final Tape tape) {
    final long exponent = tape.bits(2) << (narrow ? 23 : 52);
    final long near = exponent + tape.below(5) - 2;
    return narrow ? (int) near : near;
  }

  private static long bits(final ValType type, final double value) {
    return type == ValType.F32
        ? Float.floatToIntBits((float) value)
        : Double.doubleToLongBits(value);
  }
}
