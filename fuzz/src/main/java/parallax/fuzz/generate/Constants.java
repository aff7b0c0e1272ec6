package parallax.fuzz.generate;

import parallax.compiler.binary.ValType;
import parallax.fuzz.entropy.Tape;

/**
 * Integers that are more interesting than others: small ones, those around powers of two (among
 * them the borders of PVM's immediates of one to four bytes), the extremes, patterns.
 */
final class Constants {
  private static final int NEIGHBOURS = 5;
  private static final long[] PATTERNS = {
    0,
    1,
    -1,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    0xFFFF_FFFFL,
    0x8000_0000L,
    0x5555_5555_5555_5555L,
    0xAAAA_AAAA_AAAA_AAAAL,
    0x0102_0304_0506_0708L,
    0x80FF_7F80_FF7F_8000L,
    -0x8000_0001L,
    0x1_0000_0000L,
    31,
    32,
    33,
    63,
    64,
    65,
    127,
    128,
    -128,
    -129,
    32_767,
    32_768,
    -32_768,
    -32_769,
    0x7F_FFFF,
    0x80_0000,
    -0x80_0000,
    -0x80_0001,
  };

  private Constants() {}

  /** A value of a number type, i32 and f32 sign-extended; 0 behind the end of the tape. */
  static long of(final ValType type, final Tape tape) {
    if (Code.isFloat(type)) {
      return FloatConstants.of(type, tape);
    }
    final long value = any(type, tape);
    return type == ValType.I32 ? (int) value : value;
  }

  private static long any(final ValType type, final Tape tape) {
    final int kind = tape.u8();
    if (kind < 96) {
      return PATTERNS[kind % PATTERNS.length];
    }
    if (kind < 144) {
      return (byte) tape.u8();
    }
    if (kind < 208) {
      final int width = type == ValType.I32 ? Integer.SIZE : Long.SIZE;
      final long power = (1L << tape.below(width)) + tape.below(NEIGHBOURS) - NEIGHBOURS / 2;
      return (kind & 1) == 0 ? power : -power;
    }
    return kind < 224 ? tape.bits(2) : tape.bits(type == ValType.I32 ? 4 : 8);
  }
}
