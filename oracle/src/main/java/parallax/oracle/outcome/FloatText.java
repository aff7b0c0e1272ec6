package parallax.oracle.outcome;

import parallax.compiler.binary.ValType;
import parallax.corpus.wast.NumberType;

/**
 * Floats as WebAssembly's text format has them: {@code 1.5}, {@code 0x1.8p0}, {@code -inf}, {@code
 * nan}, {@code -nan:0x200001}. What is printed is read back as the same bits.
 */
final class FloatText {
  private FloatText() {}

  static boolean isFloat(final ValType type) {
    return type.equals(ValType.F32) || type.equals(ValType.F64);
  }

  /**
   * The bits of a float.
   *
   * @throws NumberFormatException when the text is none
   */
  static long parse(final ValType type, final String text) {
    return (type.equals(ValType.F32) ? NumberType.F32 : NumberType.F64).parse(text);
  }

  static String print(final ValType type, final long bits) {
    final boolean narrow = type.equals(ValType.F32);
    final boolean negative = (narrow ? (int) bits : bits) < 0;
    final String sign = negative ? "-" : "";
    if (NanRule.ANY.holds(type, bits)) {
      final long fraction = bits & (narrow ? 0x007F_FFFFL : 0x000F_FFFF_FFFF_FFFFL);
      return NanRule.CANONICAL.holds(type, bits)
          ? sign + "nan"
          : sign + "nan:0x" + Long.toHexString(fraction);
    }
    final double value = narrow ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    if (Double.isInfinite(value)) {
      return sign + "inf";
    }
    return narrow ? Float.toString(Float.intBitsToFloat((int) bits)) : Double.toString(value);
  }
}
