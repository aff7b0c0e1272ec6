package parallax.compiler.frontend;

import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Numeric instructions (wasm core 2.0 section 4.3): rows for the regular ones, explicit traps for
 * division of integers.
 */
final class NumericOps {
  private NumericOps() {}

  static Translation constant(final Type type) {
    return Translation.of(t -> t.stack().push(t.builder().constant(type, t.reader().constant())));
  }

  static Translation unary(final Op op, final Type type) {
    return Translation.of(t -> t.stack().push(t.builder().unary(op, type, t.stack().pop())));
  }

  static Translation binary(final Op op, final Type type) {
    return Translation.of(
        t -> {
          final Value b = t.stack().pop();
          final Value a = t.stack().pop();
          t.stack().push(t.builder().binary(op, type, a, b));
        });
  }

  static Translation convert(final Op op) {
    return Translation.of(t -> t.stack().push(t.builder().convert(op, t.stack().pop())));
  }

  /**
   * Division and remainder: traps when the divisor is 0; signed division also when the quotient
   * does not fit.
   */
  static Translation divide(final Op op, final Type type) {
    return Translation.of(
        t -> {
          final FunctionBuilder b = t.builder();
          final Value divisor = t.stack().pop();
          final Value dividend = t.stack().pop();
          b.trapIf(b.unary(Op.EQZ, type, divisor), TrapKind.INTEGER_DIVIDE_BY_ZERO);
          if (op == Op.DIV_S) {
            final long min = type == Type.I32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
            final Value isMin = b.binary(Op.EQ, type, dividend, b.constant(type, min));
            final Value isMinusOne = b.binary(Op.EQ, type, divisor, b.constant(type, -1));
            b.trapIf(b.binary(Op.AND, Type.I32, isMin, isMinusOne), TrapKind.INTEGER_OVERFLOW);
          }
          t.stack().push(b.binary(op, type, dividend, divisor));
        });
  }
}
