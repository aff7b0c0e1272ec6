package parallax.compiler.ir;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The one table of IR operations.
 *
 * <p>Columns: operand shape, payload, flags, and for pure operations the evaluator that the
 * interpreter and constant folding share. The shape reads {@code operands>results} with one letter
 * each: {@code T} the instruction's type, {@code i} i32, {@code l} i64, {@code s} f32, {@code d}
 * f64, {@code f} funcref, {@code *} any number, checked by the verifier against a signature.
 *
 * <p>Integer semantics are those of wasm core 2.0 section 4.3.2, except that division and remainder
 * are total as in GP 0.7.2 A.5.13: {@code x / 0} is all ones, {@code x % 0} is {@code x}, {@code
 * MIN / -1} is {@code MIN}, {@code MIN % -1} is 0. The frontend writes the traps out.
 */
public enum Op {
  // Constants and references.
  /** The payload's bits; for a reference type only null. */
  CONST(">T", Payload.Kind.CONSTANT, Flag.PURE),
  /** A reference to a function; funcref, or i64 after legalization. */
  REF_FUNC(">T", Payload.Kind.INDEX, Flag.PURE),
  /** 1 if the reference is null. */
  REF_IS_NULL("T>i", Payload.Kind.NONE, Flag.PURE, Flag.HIGH),
  /** The canonical type id of a function that is not null. */
  REF_TYPE("f>i", Payload.Kind.NONE, Flag.PURE, Flag.HIGH),

  // Integer arithmetic.
  CLZ(
      (type, a, b) ->
          type == Type.I32 ? Integer.numberOfLeadingZeros((int) a) : Long.numberOfLeadingZeros(a),
      "T>T"),
  CTZ(
      (type, a, b) ->
          type == Type.I32 ? Integer.numberOfTrailingZeros((int) a) : Long.numberOfTrailingZeros(a),
      "T>T"),
  POPCNT((type, a, b) -> type == Type.I32 ? Integer.bitCount((int) a) : Long.bitCount(a), "T>T"),
  EQZ((type, a, b) -> bit(a == 0), "T>i"),
  EXTEND8_S((type, a, b) -> (byte) a, "T>T"),
  EXTEND16_S((type, a, b) -> (short) a, "T>T"),
  EXTEND32_S((type, a, b) -> (int) a, "l>l"),
  WRAP((type, a, b) -> (int) a, "l>i"),
  EXTEND_I32_S((type, a, b) -> a, "i>l"),
  EXTEND_I32_U((type, a, b) -> a & 0xFFFF_FFFFL, "i>l"),
  ADD((type, a, b) -> fit(type, a + b), "TT>T", Flag.COMMUTATIVE),
  SUB((type, a, b) -> fit(type, a - b), "TT>T"),
  MUL((type, a, b) -> fit(type, a * b), "TT>T", Flag.COMMUTATIVE),
  /** The upper 64 bits of the product of two unsigned numbers; WebAssembly has no such thing. */
  MUL_UPPER_U((type, a, b) -> multiplyUpper(a, b), "ll>l", Flag.COMMUTATIVE),
  DIV_S((type, a, b) -> b == 0 ? -1 : fit(type, b == -1 ? -a : a / b), "TT>T"),
  DIV_U(Op::divideUnsigned, "TT>T"),
  REM_S((type, a, b) -> b == 0 ? a : b == -1 ? 0 : a % b, "TT>T"),
  REM_U(Op::remainderUnsigned, "TT>T"),
  AND((type, a, b) -> a & b, "TT>T", Flag.COMMUTATIVE),
  OR((type, a, b) -> a | b, "TT>T", Flag.COMMUTATIVE),
  XOR((type, a, b) -> a ^ b, "TT>T", Flag.COMMUTATIVE),
  SHL((type, a, b) -> type == Type.I32 ? (int) a << b : a << b, "TT>T"),
  SHR_S((type, a, b) -> type == Type.I32 ? (int) a >> b : a >> b, "TT>T"),
  SHR_U((type, a, b) -> type == Type.I32 ? (int) a >>> b : a >>> b, "TT>T"),
  ROTL(
      (type, a, b) ->
          type == Type.I32 ? Integer.rotateLeft((int) a, (int) b) : Long.rotateLeft(a, (int) b),
      "TT>T"),
  ROTR(
      (type, a, b) ->
          type == Type.I32 ? Integer.rotateRight((int) a, (int) b) : Long.rotateRight(a, (int) b),
      "TT>T"),

  // The smaller and the larger of two numbers; WebAssembly has them for floats only.
  MIN_S((type, a, b) -> Math.min(a, b), "TT>T", Flag.COMMUTATIVE),
  MIN_U((type, a, b) -> Long.compareUnsigned(a, b) < 0 ? a : b, "TT>T", Flag.COMMUTATIVE),
  MAX_S((type, a, b) -> Math.max(a, b), "TT>T", Flag.COMMUTATIVE),
  MAX_U((type, a, b) -> Long.compareUnsigned(a, b) > 0 ? a : b, "TT>T", Flag.COMMUTATIVE),

  // Comparisons; the type is that of the operands.
  EQ((type, a, b) -> bit(a == b), "TT>i", Flag.COMMUTATIVE),
  NE((type, a, b) -> bit(a != b), "TT>i", Flag.COMMUTATIVE),
  LT_S((type, a, b) -> bit(a < b), "TT>i"),
  LT_U((type, a, b) -> bit(Long.compareUnsigned(a, b) < 0), "TT>i"),
  GT_S((type, a, b) -> bit(a > b), "TT>i"),
  GT_U((type, a, b) -> bit(Long.compareUnsigned(a, b) > 0), "TT>i"),
  LE_S((type, a, b) -> bit(a <= b), "TT>i"),
  LE_U((type, a, b) -> bit(Long.compareUnsigned(a, b) <= 0), "TT>i"),
  GE_S((type, a, b) -> bit(a >= b), "TT>i"),
  GE_U((type, a, b) -> bit(Long.compareUnsigned(a, b) >= 0), "TT>i"),

  // Floating point, gone after legalization. A result that is no number is the canonical one.
  FADD(FloatArithmetic::add, "TT>T", Flag.FLOAT, Flag.HIGH),
  FSUB(FloatArithmetic::subtract, "TT>T", Flag.FLOAT, Flag.HIGH),
  FMUL(FloatArithmetic::multiply, "TT>T", Flag.FLOAT, Flag.HIGH),
  FDIV(FloatArithmetic::divide, "TT>T", Flag.FLOAT, Flag.HIGH),
  FMIN(FloatArithmetic::min, "TT>T", Flag.FLOAT, Flag.HIGH),
  FMAX(FloatArithmetic::max, "TT>T", Flag.FLOAT, Flag.HIGH),
  FSQRT(FloatArithmetic::sqrt, "T>T", Flag.FLOAT, Flag.HIGH),
  FCEIL(FloatArithmetic::ceil, "T>T", Flag.FLOAT, Flag.HIGH),
  FFLOOR(FloatArithmetic::floor, "T>T", Flag.FLOAT, Flag.HIGH),
  FTRUNC(FloatArithmetic::truncate, "T>T", Flag.FLOAT, Flag.HIGH),
  FNEAREST(FloatArithmetic::nearest, "T>T", Flag.FLOAT, Flag.HIGH),
  // These three only change the sign's bit, of what is no number too.
  FABS(FloatArithmetic::abs, "T>T", Flag.FLOAT, Flag.HIGH),
  FNEG(FloatArithmetic::negate, "T>T", Flag.FLOAT, Flag.HIGH),
  FCOPYSIGN(FloatArithmetic::copySign, "TT>T", Flag.FLOAT, Flag.HIGH),
  FEQ(FloatArithmetic::equal, "TT>i", Flag.FLOAT, Flag.HIGH, Flag.COMMUTATIVE),
  FNE(FloatArithmetic::notEqual, "TT>i", Flag.FLOAT, Flag.HIGH, Flag.COMMUTATIVE),
  FLT((type, a, b) -> FloatArithmetic.less(type, a, b), "TT>i", Flag.FLOAT, Flag.HIGH),
  FGT((type, a, b) -> FloatArithmetic.less(type, b, a), "TT>i", Flag.FLOAT, Flag.HIGH),
  FLE((type, a, b) -> FloatArithmetic.lessOrEqual(type, a, b), "TT>i", Flag.FLOAT, Flag.HIGH),
  FGE((type, a, b) -> FloatArithmetic.lessOrEqual(type, b, a), "TT>i", Flag.FLOAT, Flag.HIGH),

  // The same bits as another type.
  I32_REINTERPRET((type, a, b) -> a, "s>i", Flag.FLOAT, Flag.HIGH),
  I64_REINTERPRET((type, a, b) -> a, "d>l", Flag.FLOAT, Flag.HIGH),
  F32_REINTERPRET((type, a, b) -> a, "i>s", Flag.FLOAT, Flag.HIGH),
  F64_REINTERPRET((type, a, b) -> a, "l>d", Flag.FLOAT, Flag.HIGH),

  // Conversions to integers saturate, and give 0 for what is no number.
  I32_TRUNC_SAT_F32_S((type, a, b) -> (int) FloatArithmetic.f32(a), "s>i", Flag.FLOAT, Flag.HIGH),
  I32_TRUNC_SAT_F32_U(
      (type, a, b) -> FloatArithmetic.toUnsigned32(FloatArithmetic.f32(a)),
      "s>i",
      Flag.FLOAT,
      Flag.HIGH),
  I32_TRUNC_SAT_F64_S((type, a, b) -> (int) FloatArithmetic.f64(a), "d>i", Flag.FLOAT, Flag.HIGH),
  I32_TRUNC_SAT_F64_U(
      (type, a, b) -> FloatArithmetic.toUnsigned32(FloatArithmetic.f64(a)),
      "d>i",
      Flag.FLOAT,
      Flag.HIGH),
  I64_TRUNC_SAT_F32_S((type, a, b) -> (long) FloatArithmetic.f32(a), "s>l", Flag.FLOAT, Flag.HIGH),
  I64_TRUNC_SAT_F32_U(
      (type, a, b) -> FloatArithmetic.toUnsigned64(FloatArithmetic.f32(a)),
      "s>l",
      Flag.FLOAT,
      Flag.HIGH),
  I64_TRUNC_SAT_F64_S((type, a, b) -> (long) FloatArithmetic.f64(a), "d>l", Flag.FLOAT, Flag.HIGH),
  I64_TRUNC_SAT_F64_U(
      (type, a, b) -> FloatArithmetic.toUnsigned64(FloatArithmetic.f64(a)),
      "d>l",
      Flag.FLOAT,
      Flag.HIGH),

  // Conversions to floats round to the nearest, ties to even.
  F32_CONVERT_I32_S(
      (type, a, b) -> FloatArithmetic.bits((float) (int) a), "i>s", Flag.FLOAT, Flag.HIGH),
  F32_CONVERT_I32_U(
      (type, a, b) -> FloatArithmetic.bits((float) (a & 0xFFFF_FFFFL)),
      "i>s",
      Flag.FLOAT,
      Flag.HIGH),
  F32_CONVERT_I64_S((type, a, b) -> FloatArithmetic.bits((float) a), "l>s", Flag.FLOAT, Flag.HIGH),
  F32_CONVERT_I64_U(
      (type, a, b) -> FloatArithmetic.bits(FloatArithmetic.unsignedToFloat(a)),
      "l>s",
      Flag.FLOAT,
      Flag.HIGH),
  F64_CONVERT_I32_S(
      (type, a, b) -> FloatArithmetic.bits((double) (int) a), "i>d", Flag.FLOAT, Flag.HIGH),
  F64_CONVERT_I32_U(
      (type, a, b) -> FloatArithmetic.bits((double) (a & 0xFFFF_FFFFL)),
      "i>d",
      Flag.FLOAT,
      Flag.HIGH),
  F64_CONVERT_I64_S((type, a, b) -> FloatArithmetic.bits((double) a), "l>d", Flag.FLOAT, Flag.HIGH),
  F64_CONVERT_I64_U(
      (type, a, b) -> FloatArithmetic.bits(FloatArithmetic.unsignedToDouble(a)),
      "l>d",
      Flag.FLOAT,
      Flag.HIGH),
  F32_DEMOTE_F64(
      (type, a, b) -> FloatArithmetic.bits((float) FloatArithmetic.f64(a)),
      "d>s",
      Flag.FLOAT,
      Flag.HIGH),
  F64_PROMOTE_F32(
      (type, a, b) -> FloatArithmetic.bits((double) FloatArithmetic.f32(a)),
      "s>d",
      Flag.FLOAT,
      Flag.HIGH),

  /** {@code select c, x, y}: x if c is not 0, else y. */
  SELECT("iTT>T", Payload.Kind.NONE, Flag.PURE),

  // Memory. The index operand is an i32, read as unsigned.
  LOAD("i>T", Payload.Kind.ACCESS, Flag.READS, Flag.TRAPS),
  STORE("iT>", Payload.Kind.ACCESS, Flag.WRITES, Flag.TRAPS),
  /** The machine's address of byte 0 of the memory. */
  MEMORY_ADDRESS(">l", Payload.Kind.INDEX, Flag.PURE),
  /** Current size in wasm pages. */
  MEMORY_SIZE(">i", Payload.Kind.INDEX, Flag.READS),
  /** {@code memory.grow}: the old size in pages, or -1. */
  MEMORY_GROW("i>i", Payload.Kind.INDEX, Flag.WRITES, Flag.HIGH),
  /** Records a new size in pages. */
  MEMORY_SIZE_SET("i>", Payload.Kind.INDEX, Flag.WRITES),
  /**
   * Maps so many wasm pages more at the end of the memory, zeroed; only after it was checked that
   * they fit, and before the new size is recorded.
   */
  MEMORY_MAP("i>", Payload.Kind.INDEX, Flag.WRITES),
  /** {@code memory.fill}: destination, byte, length. */
  MEMORY_FILL("iii>", Payload.Kind.INDEX, Flag.WRITES, Flag.TRAPS, Flag.HIGH),
  /** {@code memory.copy}: destination, source, length. */
  MEMORY_COPY("iii>", Payload.Kind.INDEX_PAIR, Flag.WRITES, Flag.TRAPS, Flag.HIGH),
  /** {@code memory.init}: destination, source, length; payload: memory, data segment. */
  MEMORY_INIT("iii>", Payload.Kind.INDEX_PAIR, Flag.WRITES, Flag.TRAPS, Flag.HIGH),
  DATA_DROP(">", Payload.Kind.INDEX, Flag.WRITES),
  /** Length of a data segment in bytes: 0 once dropped. */
  DATA_LENGTH(">i", Payload.Kind.INDEX, Flag.READS),
  /** Reads a data segment; the access's {@code memory} is the segment, and it is never checked. */
  DATA_LOAD("i>T", Payload.Kind.ACCESS, Flag.READS),

  // Globals.
  GLOBAL_GET(">T", Payload.Kind.INDEX, Flag.READS),
  GLOBAL_SET("T>", Payload.Kind.INDEX, Flag.WRITES),

  // Tables. Indices and sizes are i32, read as unsigned.
  TABLE_GET("i>T", Payload.Kind.INDEX, Flag.READS, Flag.TRAPS, Flag.HIGH),
  TABLE_SET("iT>", Payload.Kind.INDEX, Flag.WRITES, Flag.TRAPS, Flag.HIGH),
  TABLE_SIZE(">i", Payload.Kind.INDEX, Flag.READS),
  /** {@code table.grow}: initial value, delta; gives the old size or -1. */
  TABLE_GROW("Ti>i", Payload.Kind.INDEX, Flag.WRITES, Flag.HIGH),
  /** {@code table.fill}: start, value, length. */
  TABLE_FILL("iTi>", Payload.Kind.INDEX, Flag.WRITES, Flag.TRAPS, Flag.HIGH),
  /** {@code table.copy}: destination, source, length. */
  TABLE_COPY("iii>", Payload.Kind.INDEX_PAIR, Flag.WRITES, Flag.TRAPS, Flag.HIGH),
  /** {@code table.init}: destination, source, length; payload: table, element segment. */
  TABLE_INIT("iii>", Payload.Kind.INDEX_PAIR, Flag.WRITES, Flag.TRAPS, Flag.HIGH),
  TABLE_SIZE_SET("i>", Payload.Kind.INDEX, Flag.WRITES),
  /** Reads a table slot; the index has been checked. */
  SLOT_LOAD("i>T", Payload.Kind.INDEX, Flag.READS),
  /** Writes a table slot; the index has been checked. */
  SLOT_STORE("iT>", Payload.Kind.INDEX, Flag.WRITES),
  ELEM_DROP(">", Payload.Kind.INDEX, Flag.WRITES),
  /** Length of an element segment: 0 once dropped. */
  ELEM_LENGTH(">i", Payload.Kind.INDEX, Flag.READS),
  /** Reads an element segment; the index has been checked. */
  ELEM_LOAD("i>T", Payload.Kind.INDEX, Flag.READS),

  // Calls and traps.
  /** Calls the function of that index. */
  CALL("*>*", Payload.Kind.INDEX, Flag.WRITES, Flag.TRAPS, Flag.CALLS),
  /**
   * Calls a function by reference: the reference, then the arguments. It is not null and its type
   * has been checked.
   */
  CALL_REF("*>*", Payload.Kind.CALLEE, Flag.WRITES, Flag.TRAPS, Flag.CALLS),
  /** Traps when the condition is not 0. */
  TRAP_IF("i>", Payload.Kind.TRAP, Flag.WRITES, Flag.TRAPS),

  // Terminators.
  JUMP(">", Payload.Kind.NONE, Flag.TERMINATOR),
  /** To the first edge when the condition is not 0, otherwise to the second. */
  BR_IF("i>", Payload.Kind.NONE, Flag.TERMINATOR),
  /** To the edge of that number, unsigned; past the last but one to the last, the default. */
  SWITCH("i>", Payload.Kind.NONE, Flag.TERMINATOR),
  RETURN("*>", Payload.Kind.NONE, Flag.TERMINATOR),
  TRAP(">", Payload.Kind.TRAP, Flag.TERMINATOR, Flag.TRAPS);

  /** What an operation may do. */
  public enum Flag {
    /** Its results depend on its operands alone; it may be removed, merged and moved. */
    PURE,
    /** The operands may be swapped. */
    COMMUTATIVE,
    /** Reads state that others write. */
    READS,
    /** Writes state or leaves the function; never removed. */
    WRITES,
    /** May trap. */
    TRAPS,
    /** Enters other code. */
    CALLS,
    /** Ends a block. */
    TERMINATOR,
    /** Takes or gives floats; its type, if it has one, is f32 or f64. */
    FLOAT,
    /** Gone after legalization. */
    HIGH
  }

  /**
   * A pure operation on sign-extended operands, floats as their bits; the type is the
   * instruction's, null where the operation has only one.
   */
  @FunctionalInterface
  public interface Evaluator {
    long evaluate(Type type, long a, long b);
  }

  private final String shape;
  private final Payload.Kind payload;
  private final Set<Flag> flags;
  private final Evaluator evaluator;

  Op(final String shape, final Payload.Kind payload, final Flag... flags) {
    this(null, shape, payload, flags);
  }

  Op(final Evaluator evaluator, final String shape, final Flag... flags) {
    this(evaluator, shape, Payload.Kind.NONE, flags);
    this.flags.add(Flag.PURE);
  }

  Op(
      final Evaluator evaluator,
      final String shape,
      final Payload.Kind payload,
      final Flag... flags) {
    this.shape = shape;
    this.payload = payload;
    this.evaluator = evaluator;
    this.flags = EnumSet.noneOf(Flag.class);
    for (final Flag flag : flags) {
      this.flags.add(flag);
    }
  }

  /** The name in texts. */
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Letters of the operands, see the class comment. */
  public String operandShape() {
    return shape.substring(0, shape.indexOf('>'));
  }

  /** Letters of the results. */
  public String resultShape() {
    return shape.substring(shape.indexOf('>') + 1);
  }

  /** True when the shape has the letter T: the instruction has a type. */
  public boolean isTyped() {
    return shape.indexOf('T') >= 0;
  }

  public Payload.Kind payload() {
    return payload;
  }

  public boolean is(final Flag flag) {
    return flags.contains(flag);
  }

  public boolean isTerminator() {
    return flags.contains(Flag.TERMINATOR);
  }

  /** True when {@link #evaluate} may be called. */
  public boolean isEvaluable() {
    return evaluator != null;
  }

  /**
   * The result of a pure operation.
   *
   * @param type the instruction's type, null where it has none
   * @param a first operand, i32 and f32 sign-extended
   * @param b second operand, ignored by unary operations
   * @return the result, i32 and f32 sign-extended
   */
  public long evaluate(final Type type, final long a, final long b) {
    return evaluator.evaluate(type, a, b);
  }

  private static long fit(final Type type, final long value) {
    return type == Type.I32 ? (int) value : value;
  }

  private static long bit(final boolean value) {
    return value ? 1 : 0;
  }

  // Math.unsignedMultiplyHigh came after Java 17.
  private static long multiplyUpper(final long a, final long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  private static long divideUnsigned(final Type type, final long a, final long b) {
    if (b == 0) {
      return -1;
    }
    return type == Type.I32 ? Integer.divideUnsigned((int) a, (int) b) : Long.divideUnsigned(a, b);
  }

  private static long remainderUnsigned(final Type type, final long a, final long b) {
    if (b == 0) {
      return a;
    }
    return type == Type.I32
        ? Integer.remainderUnsigned((int) a, (int) b)
        : Long.remainderUnsigned(a, b);
  }
}
