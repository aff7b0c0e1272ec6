package parallax.pvm.isa;

/**
 * What the computing instructions of the PVM mean, as pure functions on 64-bit values (Gray Paper
 * A.5). The interpreter calls them, the translator emits calls to them, the compiler folds
 * constants with them, and tests use them as the reference through {@link Opcode#evaluate}.
 *
 * <p>Every method whose name ends in 32 uses only the low 32 bits of its operands and sign-extends
 * its result, the unsigned ones too. Shift and rotate counts are taken modulo the width. No
 * operation traps.
 */
public final class Semantics {

  private Semantics() {}

  /**
   * A computing instruction. For D, A, B: first is register A, second is register B, old is the
   * previous value of D. For A, B, imm: first is register B, second is the immediate, old is the
   * previous value of A. For D, A: first is register A and second is ignored.
   */
  @FunctionalInterface
  public interface Alu {
    long apply(long first, long second, long old);
  }

  /** The condition of a branch: left is register A, right is register B or the immediate. */
  @FunctionalInterface
  public interface Condition {
    boolean test(long left, long right);
  }

  /** A function of one value. */
  @FunctionalInterface
  interface Unary {
    long apply(long a);
  }

  /** A function of two values. */
  @FunctionalInterface
  interface Binary {
    long apply(long a, long b);
  }

  static Alu unary(Unary function) {
    return (first, second, old) -> function.apply(first);
  }

  static Alu binary(Binary function) {
    return (first, second, old) -> function.apply(first, second);
  }

  /** For the {@code _alt} forms, where the immediate is the value and the register the count. */
  static Alu swapped(Binary function) {
    return (first, second, old) -> function.apply(second, first);
  }

  static Alu select(Alu function) {
    return function;
  }

  /** For {@code cmov_*_imm}: the immediate is the value and the register the condition. */
  static Alu selectSwapped(Alu function) {
    return (first, second, old) -> function.apply(second, first, old);
  }

  static Condition condition(Condition condition) {
    return condition;
  }

  // One operand.

  public static long moveReg(long a) {
    return a;
  }

  public static long countSetBits64(long a) {
    return Long.bitCount(a);
  }

  public static long countSetBits32(long a) {
    return Integer.bitCount((int) a);
  }

  /** 64 for zero. */
  public static long leadingZeroBits64(long a) {
    return Long.numberOfLeadingZeros(a);
  }

  /** 32 for zero. */
  public static long leadingZeroBits32(long a) {
    return Integer.numberOfLeadingZeros((int) a);
  }

  /** 64 for zero. */
  public static long trailingZeroBits64(long a) {
    return Long.numberOfTrailingZeros(a);
  }

  /** 32 for zero. */
  public static long trailingZeroBits32(long a) {
    return Integer.numberOfTrailingZeros((int) a);
  }

  public static long signExtend8(long a) {
    return (byte) a;
  }

  public static long signExtend16(long a) {
    return (short) a;
  }

  public static long zeroExtend16(long a) {
    return a & 0xFFFFL;
  }

  public static long reverseBytes(long a) {
    return Long.reverseBytes(a);
  }

  // Addition, subtraction, multiplication.

  public static long add32(long a, long b) {
    return (int) (a + b);
  }

  public static long add64(long a, long b) {
    return a + b;
  }

  public static long sub32(long a, long b) {
    return (int) (a - b);
  }

  public static long sub64(long a, long b) {
    return a - b;
  }

  /** The second operand minus the first. */
  public static long negAdd32(long a, long b) {
    return (int) (b - a);
  }

  /** The second operand minus the first. */
  public static long negAdd64(long a, long b) {
    return b - a;
  }

  public static long mul32(long a, long b) {
    return (int) (a * b);
  }

  public static long mul64(long a, long b) {
    return a * b;
  }

  /** High half of the product of two signed values. */
  public static long mulUpperSS(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  /** High half of the product of two unsigned values. */
  public static long mulUpperUU(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  /** High half of the product of a signed first and an unsigned second operand. */
  public static long mulUpperSU(long a, long b) {
    return Math.multiplyHigh(a, b) + ((b >> 63) & a);
  }

  // Division: by zero gives all ones, the remainder then is the dividend; the overflow gives the
  // dividend, remainder 0.

  public static long divU32(long a, long b) {
    return (int) b == 0 ? -1L : Integer.divideUnsigned((int) a, (int) b);
  }

  /** Rounds toward zero. */
  public static long divS32(long a, long b) {
    int divisor = (int) b;
    if (divisor == 0) {
      return -1L;
    }
    return (int) a / divisor;
  }

  public static long remU32(long a, long b) {
    return (int) b == 0 ? (int) a : Integer.remainderUnsigned((int) a, (int) b);
  }

  /** Has the sign of the dividend. */
  public static long remS32(long a, long b) {
    return (int) b == 0 ? (int) a : (int) a % (int) b;
  }

  public static long divU64(long a, long b) {
    return b == 0 ? -1L : Long.divideUnsigned(a, b);
  }

  /** Rounds toward zero. */
  public static long divS64(long a, long b) {
    return b == 0 ? -1L : a / b;
  }

  public static long remU64(long a, long b) {
    return b == 0 ? a : Long.remainderUnsigned(a, b);
  }

  /** Has the sign of the dividend. */
  public static long remS64(long a, long b) {
    return b == 0 ? a : a % b;
  }

  // Shifts and rotates; Java masks the count by the width exactly as the PVM does.

  public static long shloL32(long a, long b) {
    return (int) (a << (b & 31));
  }

  public static long shloR32(long a, long b) {
    return (int) ((a & 0xFFFFFFFFL) >>> (b & 31));
  }

  public static long sharR32(long a, long b) {
    return (int) a >> (int) b;
  }

  public static long shloL64(long a, long b) {
    return a << (int) b;
  }

  public static long shloR64(long a, long b) {
    return a >>> (int) b;
  }

  public static long sharR64(long a, long b) {
    return a >> (int) b;
  }

  public static long rotL64(long a, long b) {
    return Long.rotateLeft(a, (int) b);
  }

  public static long rotL32(long a, long b) {
    return Integer.rotateLeft((int) a, (int) b);
  }

  public static long rotR64(long a, long b) {
    return Long.rotateRight(a, (int) b);
  }

  public static long rotR32(long a, long b) {
    return Integer.rotateRight((int) a, (int) b);
  }

  // Bitwise.

  public static long and(long a, long b) {
    return a & b;
  }

  public static long xor(long a, long b) {
    return a ^ b;
  }

  public static long or(long a, long b) {
    return a | b;
  }

  public static long andInv(long a, long b) {
    return a & ~b;
  }

  public static long orInv(long a, long b) {
    return a | ~b;
  }

  public static long xnor(long a, long b) {
    return ~(a ^ b);
  }

  // Comparison to 0 or 1, selection, extremes; all on full 64-bit values.

  public static long setLtU(long a, long b) {
    return ltU(a, b) ? 1 : 0;
  }

  public static long setLtS(long a, long b) {
    return a < b ? 1 : 0;
  }

  public static long setGtU(long a, long b) {
    return ltU(b, a) ? 1 : 0;
  }

  public static long setGtS(long a, long b) {
    return a > b ? 1 : 0;
  }

  public static long cmovIz(long value, long condition, long old) {
    return condition == 0 ? value : old;
  }

  public static long cmovNz(long value, long condition, long old) {
    return condition != 0 ? value : old;
  }

  public static long max(long a, long b) {
    return Math.max(a, b);
  }

  public static long maxU(long a, long b) {
    return ltU(a, b) ? b : a;
  }

  public static long min(long a, long b) {
    return Math.min(a, b);
  }

  public static long minU(long a, long b) {
    return ltU(a, b) ? a : b;
  }

  // Conditions of branches.

  public static boolean eq(long a, long b) {
    return a == b;
  }

  public static boolean ne(long a, long b) {
    return a != b;
  }

  public static boolean ltU(long a, long b) {
    return Long.compareUnsigned(a, b) < 0;
  }

  public static boolean leU(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0;
  }

  public static boolean geU(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0;
  }

  public static boolean gtU(long a, long b) {
    return Long.compareUnsigned(a, b) > 0;
  }

  public static boolean ltS(long a, long b) {
    return a < b;
  }

  public static boolean leS(long a, long b) {
    return a <= b;
  }

  public static boolean geS(long a, long b) {
    return a >= b;
  }

  public static boolean gtS(long a, long b) {
    return a > b;
  }
}
