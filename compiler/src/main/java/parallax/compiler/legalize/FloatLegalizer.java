package parallax.compiler.legalize;

import parallax.compiler.CompilerBug;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Floats as integers: f32 becomes i32, f64 becomes i64, with the same bits. What only touches the
 * sign, and comparisons, are done where they stand; everything else is a call of a routine.
 *
 * <p>Comparisons work on bits of sign and magnitude. Two numbers are equal when their bits are, or
 * when both are zero; the order is that of {@link #key}. A pattern is no number when its magnitude
 * is above that of infinity.
 */
final class FloatLegalizer {
  private final FunctionLegalizer context;
  private final FunctionBuilder b;
  private final Routines routines;

  FloatLegalizer(final FunctionLegalizer context, final Routines routines) {
    this.context = context;
    this.b = context.builder();
    this.routines = routines;
  }

  /** Magnitude and sign of a type's patterns, as constants of its integer type. */
  private record Layout(Type integer, long sign, long infinity) {
    static Layout of(final Type type) {
      return type == Type.F32
          ? new Layout(Type.I32, Integer.MIN_VALUE, 0x7F80_0000L)
          : new Layout(Type.I64, Long.MIN_VALUE, 0x7FF0_0000_0000_0000L);
    }
  }

  void abs(final Instruction i) {
    final Layout layout = Layout.of(i.type());
    context.define(
        i, Op.AND, layout.integer(), Payload.NONE, i.arg(0), constant(layout, ~layout.sign()));
  }

  void negate(final Instruction i) {
    final Layout layout = Layout.of(i.type());
    context.define(
        i, Op.XOR, layout.integer(), Payload.NONE, i.arg(0), constant(layout, layout.sign()));
  }

  void copySign(final Instruction i) {
    final Layout layout = Layout.of(i.type());
    final Type type = layout.integer();
    final Value magnitude = b.binary(Op.AND, type, i.arg(0), constant(layout, ~layout.sign()));
    final Value sign = b.binary(Op.AND, type, i.arg(1), constant(layout, layout.sign()));
    context.define(i, Op.OR, type, Payload.NONE, magnitude, sign);
  }

  /**
   * Equality, or with {@code GT_U} its opposite: of operands with the same bits the doubled
   * magnitude must not be above that of infinity, of others that of both together must be 0.
   */
  private void equality(final Instruction i, final Op atMost) {
    final Layout layout = Layout.of(i.type());
    final Type type = layout.integer();
    final Value infinity = constant(layout, layout.infinity() << 1);
    final Value one = constant(layout, 1);
    if (i.arg(0) == i.arg(1)) {
      final Value doubled = b.binary(Op.SHL, type, i.arg(0), one);
      context.define(i, atMost, type, Payload.NONE, doubled, infinity);
      return;
    }
    final Value both = b.binary(Op.OR, type, i.arg(0), i.arg(1));
    final Value doubled = b.binary(Op.SHL, type, both, one);
    final Value same = b.binary(Op.EQ, type, i.arg(0), i.arg(1));
    final Value limit = b.select(same, infinity, constant(layout, 0));
    context.define(i, atMost, type, Payload.NONE, doubled, limit);
  }

  void equal(final Instruction i) {
    equality(i, Op.LE_U);
  }

  void notEqual(final Instruction i) {
    equality(i, Op.GT_U);
  }

  void less(final Instruction i) {
    order(i, Op.LT_S, i.arg(0), i.arg(1));
  }

  void lessOrEqual(final Instruction i) {
    order(i, Op.LE_S, i.arg(0), i.arg(1));
  }

  void greater(final Instruction i) {
    order(i, Op.LT_S, i.arg(1), i.arg(0));
  }

  void greaterOrEqual(final Instruction i) {
    order(i, Op.LE_S, i.arg(1), i.arg(0));
  }

  /**
   * Order by keys. The smaller one must not be below that of minus infinity, nor the larger one
   * above that of infinity: with that, neither is no number.
   */
  private void order(final Instruction i, final Op op, final Value smaller, final Value larger) {
    final Layout layout = Layout.of(i.type());
    final Type type = layout.integer();
    final Value zero = constant(layout, 0);
    final Value sign = constant(layout, layout.sign());
    final Value low = key(type, smaller, zero, sign);
    final Value high = key(type, larger, zero, sign);
    final Value ordered = b.binary(op, type, low, high);
    final Value bottom = b.binary(Op.GE_S, type, low, constant(layout, -layout.infinity()));
    final Value top = b.binary(Op.LE_S, type, high, constant(layout, layout.infinity()));
    final Value numbers = b.binary(Op.AND, Type.I32, bottom, top);
    context.define(i, Op.AND, Type.I32, Payload.NONE, ordered, numbers);
  }

  /**
   * An integer that is ordered as the number: minus its magnitude for a negative one. Both zeros
   * are 0.
   */
  private Value key(final Type type, final Value bits, final Value zero, final Value sign) {
    final Value negative = b.binary(Op.LT_S, type, bits, zero);
    return b.select(negative, b.binary(Op.SUB, type, sign, bits), bits);
  }

  /** A call of the routine that does what the instruction says. */
  void call(final Instruction i) {
    routines.call(b, routine(i.op(), i.type()), i.args(), i.results());
  }

  private Value constant(final Layout layout, final long bits) {
    return b.constant(layout.integer(), bits);
  }

  private static RuntimeFunction routine(final Op op, final Type type) {
    final boolean narrow = type == Type.F32;
    return switch (op) {
      case FADD -> narrow ? RuntimeFunction.F32_ADD : RuntimeFunction.F64_ADD;
      case FSUB -> narrow ? RuntimeFunction.F32_SUB : RuntimeFunction.F64_SUB;
      case FMUL -> narrow ? RuntimeFunction.F32_MUL : RuntimeFunction.F64_MUL;
      case FDIV -> narrow ? RuntimeFunction.F32_DIV : RuntimeFunction.F64_DIV;
      case FMIN -> narrow ? RuntimeFunction.F32_MIN : RuntimeFunction.F64_MIN;
      case FMAX -> narrow ? RuntimeFunction.F32_MAX : RuntimeFunction.F64_MAX;
      case FSQRT -> narrow ? RuntimeFunction.F32_SQRT : RuntimeFunction.F64_SQRT;
      case FCEIL -> narrow ? RuntimeFunction.F32_CEIL : RuntimeFunction.F64_CEIL;
      case FFLOOR -> narrow ? RuntimeFunction.F32_FLOOR : RuntimeFunction.F64_FLOOR;
      case FTRUNC -> narrow ? RuntimeFunction.F32_TRUNC : RuntimeFunction.F64_TRUNC;
      case FNEAREST -> narrow ? RuntimeFunction.F32_NEAREST : RuntimeFunction.F64_NEAREST;
      case I32_TRUNC_SAT_F32_S -> RuntimeFunction.I32_TRUNC_SAT_F32_S;
      case I32_TRUNC_SAT_F32_U -> RuntimeFunction.I32_TRUNC_SAT_F32_U;
      case I32_TRUNC_SAT_F64_S -> RuntimeFunction.I32_TRUNC_SAT_F64_S;
      case I32_TRUNC_SAT_F64_U -> RuntimeFunction.I32_TRUNC_SAT_F64_U;
      case I64_TRUNC_SAT_F32_S -> RuntimeFunction.I64_TRUNC_SAT_F32_S;
      case I64_TRUNC_SAT_F32_U -> RuntimeFunction.I64_TRUNC_SAT_F32_U;
      case I64_TRUNC_SAT_F64_S -> RuntimeFunction.I64_TRUNC_SAT_F64_S;
      case I64_TRUNC_SAT_F64_U -> RuntimeFunction.I64_TRUNC_SAT_F64_U;
      case F32_CONVERT_I32_S -> RuntimeFunction.F32_CONVERT_I32_S;
      case F32_CONVERT_I32_U -> RuntimeFunction.F32_CONVERT_I32_U;
      case F32_CONVERT_I64_S -> RuntimeFunction.F32_CONVERT_I64_S;
      case F32_CONVERT_I64_U -> RuntimeFunction.F32_CONVERT_I64_U;
      case F64_CONVERT_I32_S -> RuntimeFunction.F64_CONVERT_I32_S;
      case F64_CONVERT_I32_U -> RuntimeFunction.F64_CONVERT_I32_U;
      case F64_CONVERT_I64_S -> RuntimeFunction.F64_CONVERT_I64_S;
      case F64_CONVERT_I64_U -> RuntimeFunction.F64_CONVERT_I64_U;
      case F32_DEMOTE_F64 -> RuntimeFunction.F32_DEMOTE_F64;
      case F64_PROMOTE_F32 -> RuntimeFunction.F64_PROMOTE_F32;
      default -> throw new CompilerBug("no routine does " + op);
    };
  }
}
