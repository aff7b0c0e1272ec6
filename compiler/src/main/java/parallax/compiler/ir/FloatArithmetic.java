package parallax.compiler.ir;

/**
 * Floating-point operations on bit patterns (wasm core 3.0 section 4.3.3), by Java's own
 * arithmetic, which is that of IEEE 754 (Java SE 17 JLS 15.4).
 *
 * <p>A result that is no number is the canonical one, positive and without payload, whatever the
 * operands were; the specification allows it everywhere. Bits of an f32 are sign-extended to 64.
 * The type is that of the operands where an operation has one.
 */
final class FloatArithmetic {
  private static final double TWO_32 = 0x1p32;
  private static final double TWO_63 = 0x1p63;
  private static final double TWO_64 = 0x1p64;

  /** An operation on two numbers; operands of type f32 are widened, which is exact. */
  @FunctionalInterface
  private interface Relation {
    boolean holds(double a, double b);
  }

  private FloatArithmetic() {}

  static float f32(final long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  static double f64(final long bits) {
    return Double.longBitsToDouble(bits);
  }

  /** The bits of a result. */
  static long bits(final float value) {
    return Float.floatToIntBits(value);
  }

  /** The bits of a result. */
  static long bits(final double value) {
    return Double.doubleToLongBits(value);
  }

  static long add(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits(f32(a) + f32(b)) : bits(f64(a) + f64(b));
  }

  static long subtract(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits(f32(a) - f32(b)) : bits(f64(a) - f64(b));
  }

  static long multiply(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits(f32(a) * f32(b)) : bits(f64(a) * f64(b));
  }

  static long divide(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits(f32(a) / f32(b)) : bits(f64(a) / f64(b));
  }

  static long min(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits(Math.min(f32(a), f32(b))) : bits(Math.min(f64(a), f64(b)));
  }

  static long max(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits(Math.max(f32(a), f32(b))) : bits(Math.max(f64(a), f64(b)));
  }

  /** The square root; of a float by that of a double, whose second rounding changes nothing. */
  static long sqrt(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits((float) Math.sqrt(f32(a))) : bits(Math.sqrt(f64(a)));
  }

  static long ceil(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits((float) Math.ceil(f32(a))) : bits(Math.ceil(f64(a)));
  }

  static long floor(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits((float) Math.floor(f32(a))) : bits(Math.floor(f64(a)));
  }

  static long truncate(final Type type, final long a, final long b) {
    final double value = number(type, a);
    return value < 0 ? ceil(type, a, b) : floor(type, a, b);
  }

  static long nearest(final Type type, final long a, final long b) {
    return type == Type.F32 ? bits((float) Math.rint(f32(a))) : bits(Math.rint(f64(a)));
  }

  static long abs(final Type type, final long a, final long b) {
    return a & ~sign(type);
  }

  static long negate(final Type type, final long a, final long b) {
    return a ^ sign(type);
  }

  static long copySign(final Type type, final long a, final long b) {
    return (a & ~sign(type)) | (b & sign(type));
  }

  static long equal(final Type type, final long a, final long b) {
    return compare(type, a, b, (x, y) -> x == y);
  }

  static long notEqual(final Type type, final long a, final long b) {
    return compare(type, a, b, (x, y) -> x != y);
  }

  static long less(final Type type, final long a, final long b) {
    return compare(type, a, b, (x, y) -> x < y);
  }

  static long lessOrEqual(final Type type, final long a, final long b) {
    return compare(type, a, b, (x, y) -> x <= y);
  }

  /** To unsigned 32 bits, saturating; no number gives 0. */
  static long toUnsigned32(final double value) {
    if (!(value > -1)) {
      return 0;
    }
    return value >= TWO_32 ? -1 : (int) (long) value;
  }

  /** To unsigned 64 bits, saturating; no number gives 0. */
  static long toUnsigned64(final double value) {
    if (!(value > -1)) {
      return 0;
    }
    if (value >= TWO_63) {
      return value >= TWO_64 ? -1 : (long) (value - TWO_63) ^ Long.MIN_VALUE;
    }
    return (long) value;
  }

  static float unsignedToFloat(final long value) {
    return value >= 0 ? (float) value : (float) halved(value) * 2;
  }

  static double unsignedToDouble(final long value) {
    return value >= 0 ? (double) value : (double) halved(value) * 2;
  }

  /** Half of an unsigned value; the bit that is lost stays visible to rounding. */
  private static long halved(final long value) {
    return (value >>> 1) | (value & 1);
  }

  /** The bit of the sign; of an f32 with all those above it, which are the same. */
  private static long sign(final Type type) {
    return type == Type.F32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }

  private static double number(final Type type, final long bits) {
    return type == Type.F32 ? f32(bits) : f64(bits);
  }

  private static long compare(
      final Type type, final long a, final long b, final Relation relation) {
    return relation.holds(number(type, a), number(type, b)) ? 1 : 0;
  }
}
