package parallax.corpus.wast;

import java.math.BigInteger;
import java.util.Optional;

/** Types of numbers that constants and lanes have, and how scripts write them. */
public enum NumberType {
  I8("i8", 8),
  I16("i16", 16),
  I32("i32", 32),
  I64("i64", 64),
  F32("f32", 32),
  F64("f64", 64);

  private static final String NAN = "nan";

  private final String text;
  private final int width;

  NumberType(final String text, final int width) {
    this.text = text;
    this.width = width;
  }

  /** The name in scripts. */
  public String text() {
    return text;
  }

  /** Bits. */
  public int width() {
    return width;
  }

  /** The type of this name. */
  static Optional<NumberType> byText(final String text) {
    for (final NumberType type : values()) {
      if (type.text.equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  boolean isFloat() {
    return this == F32 || this == F64;
  }

  /** A value for people. */
  String print(final long bits) {
    return switch (this) {
      case F32 -> Float.intBitsToFloat((int) bits) + " (0x%08x)".formatted((int) bits);
      case F64 -> Double.longBitsToDouble(bits) + " (0x%016x)".formatted(bits);
      case I8, I16, I32, I64 -> Long.toString(bits);
    };
  }

  /**
   * The bits of a literal (core 3.0 section 6.3.1, 6.3.2), sign-extended; floating point is rounded
   * to nearest, ties to even.
   *
   * @throws NumberFormatException when it is none of this type
   */
  public long parse(final String literal) {
    final String digits = literal.replace("_", "");
    return isFloat() ? floating(digits) : integer(digits);
  }

  private long integer(final String literal) {
    final boolean negative = literal.startsWith("-");
    final String magnitude = negative || literal.startsWith("+") ? literal.substring(1) : literal;
    final boolean hex = magnitude.startsWith("0x");
    final BigInteger value =
        hex ? new BigInteger(magnitude.substring(2), 16) : new BigInteger(magnitude);
    final BigInteger signed = negative ? value.negate() : value;
    if (signed.bitLength() > width || (negative && signed.bitLength() > width - 1)) {
      throw new NumberFormatException(literal + " is no " + text);
    }
    final int unused = 64 - width;
    return signed.longValue() << unused >> unused;
  }

  private long floating(final String literal) {
    final boolean negative = literal.startsWith("-");
    final String magnitude = negative || literal.startsWith("+") ? literal.substring(1) : literal;
    final long bits = magnitude.startsWith(NAN) ? nan(magnitude) : rounded(magnitude);
    if (this == F32) {
      return (int) (negative ? bits | 0x8000_0000L : bits);
    }
    return negative ? bits | Long.MIN_VALUE : bits;
  }

  private long nan(final String literal) {
    final int fraction = this == F32 ? 23 : 52;
    final long exponent = this == F32 ? 0x7F80_0000L : 0x7FF0_0000_0000_0000L;
    if (literal.equals(NAN)) {
      return exponent | 1L << (fraction - 1);
    }
    if (!literal.startsWith("nan:0x")) {
      throw new NumberFormatException(literal + " is no NaN");
    }
    final long payload = Long.parseUnsignedLong(literal.substring(6), 16);
    if (payload == 0 || payload >>> fraction != 0) {
      throw new NumberFormatException(literal + " is no payload of " + text);
    }
    return exponent | payload;
  }

  private long rounded(final String literal) {
    if (literal.equals("inf")) {
      return this == F32 ? 0x7F80_0000L : 0x7FF0_0000_0000_0000L;
    }
    if (!literal.matches("0x[0-9a-fA-F]+\\.?[0-9a-fA-F]*([pP][+-]?[0-9]+)?|[0-9][0-9.eE+-]*")) {
      throw new NumberFormatException(literal + " is no " + text);
    }
    // Java wants an exponent after hexadecimal digits; it rounds both forms as is due here.
    final boolean whole = literal.startsWith("0x") && !literal.matches(".*[pP].*");
    final String java = whole ? literal + "p0" : literal;
    final long bits =
        this == F32
            ? Float.floatToRawIntBits(Float.parseFloat(java))
            : Double.doubleToRawLongBits(Double.parseDouble(java));
    if (bits == (this == F32 ? 0x7F80_0000L : 0x7FF0_0000_0000_0000L)) {
      throw new NumberFormatException(literal + " is out of range for " + text);
    }
    return bits;
  }
}
