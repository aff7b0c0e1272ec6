package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Floating-point operations, through the interpreter, against decimal arithmetic and the rules. */
final class IrFloatOpTest {
  private static final long F32_NAN = 0x7FC0_0000L;
  private static final long F64_NAN = 0x7FF8_0000_0000_0000L;
  private static final long SIGN = Long.MIN_VALUE;

  private static final double[] FINITE = {
    0.0,
    Double.MIN_VALUE,
    3 * Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Float.MIN_VALUE,
    0x1.000001p-130,
    0.1,
    0.5,
    0x1.fffffffffffffp-2,
    1.0,
    0x1.0000000000001p0,
    0x1.000001p0,
    1.5,
    2.5,
    3.0,
    1e10,
    0x1.fffffep30,
    0x1p31,
    0x1.fffffffep31,
    0x1p32,
    0x1p52,
    0x1.0000000000001p53,
    0x1p62,
    0x1p63,
    0x1.fffffffffffffp63,
    0x1p64,
    Float.MAX_VALUE,
    0x1.ffffffp127,
    1e300,
    Double.MAX_VALUE
  };

  private static long run(final Op op, final Type type, final long... args) {
    final String shape = op.operandShape();
    final List<Type> params =
        shape.chars().mapToObj(letter -> FunctionBuilder.typeOf((char) letter, type)).toList();
    final Type result = FunctionBuilder.typeOf(op.resultShape().charAt(0), type);
    final Function function = new Function(0, "f", new Signature(params, List.of(result)));
    final FunctionBuilder builder = new FunctionBuilder(function);
    builder.position(builder.newBlock());
    final Value[] values =
        params.stream().map(t -> builder.addParam(function.entry(), t)).toArray(Value[]::new);
    builder.ret(List.of(builder.emit(op, type, Payload.NONE, values).result()));
    final ModuleIr module = Modules.of(function);
    IrVerifier.verify(module);
    return Modules.returned(new IrInterpreter(module).instantiate(IrHost.NONE).invoke(0, args))[0];
  }

  private static long f64(final double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long f32(final float value) {
    return Float.floatToRawIntBits(value);
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      names = {"FADD", "FSUB", "FMUL", "FDIV"})
  void arithmetic_is_the_exact_result_rounded_once(final Op op) {
    for (final double a : FINITE) {
      for (final double b : FINITE) {
        for (final double y : new double[] {b, -b}) {
          if (op == Op.FDIV && b == 0) {
            continue;
          }
          final BigDecimal wide = exact(op, new BigDecimal(a), new BigDecimal(y));
          if (wide.signum() != 0) {
            assertThat(run(op, Type.F64, f64(a), f64(y)))
                .as("%s %s %s", op, a, y)
                .isEqualTo(f64(wide.doubleValue()));
          }
          final float x = (float) a;
          final float z = (float) y;
          if (Float.isFinite(x) && Float.isFinite(z) && !(op == Op.FDIV && z == 0)) {
            final BigDecimal narrow = exact(op, new BigDecimal(x), new BigDecimal(z));
            if (narrow.signum() != 0) {
              assertThat(run(op, Type.F32, f32(x), f32(z)))
                  .as("%s %s %s", op, x, z)
                  .isEqualTo(f32(narrow.floatValue()));
            }
          }
        }
      }
    }
  }

  private static BigDecimal exact(final Op op, final BigDecimal a, final BigDecimal b) {
    return switch (op) {
      case FADD -> a.add(b);
      case FSUB -> a.subtract(b);
      case FMUL -> a.multiply(b);
      // Never half way between two floats unless exact: enough digits decide.
      default -> a.divide(b, new MathContext(1_200));
    };
  }

  @ParameterizedTest
  @EnumSource(value = Op.class)
  void what_is_no_number_comes_out_canonical(final Op op) {
    final boolean computes =
        op.is(Op.Flag.FLOAT)
            && "Tsd".indexOf(op.resultShape().charAt(0)) >= 0
            && "Tsd".indexOf(op.operandShape().charAt(0)) >= 0
            && op != Op.FABS
            && op != Op.FNEG
            && op != Op.FCOPYSIGN;
    if (!computes) {
      return;
    }
    final boolean binary = op.operandShape().length() == 2;
    for (final Type type : op.isTyped() ? List.of(Type.F32, Type.F64) : oneNull()) {
      final Type operand = FunctionBuilder.typeOf(op.operandShape().charAt(0), type);
      final Type result = FunctionBuilder.typeOf(op.resultShape().charAt(0), type);
      final long[] nans =
          operand == Type.F32
              ? new long[] {0x7F80_0001L, 0xFFFF_FFFFL, 0xFFA0_0000L}
              : new long[] {0x7FF0_0000_0000_0001L, -1, 0xFFF4_0000_0000_0000L};
      final long canonical = result == Type.F32 ? F32_NAN : F64_NAN;
      final long one = operand == Type.F32 ? f32(1) : f64(1);
      for (final long nan : nans) {
        if (binary) {
          assertThat(run(op, type, nan, one)).as("%s", op).isEqualTo(canonical);
          assertThat(run(op, type, one, nan)).as("%s", op).isEqualTo(canonical);
        } else {
          assertThat(run(op, type, nan)).as("%s", op).isEqualTo(canonical);
        }
      }
    }
  }

  private static List<Type> oneNull() {
    final List<Type> list = new ArrayList<>();
    list.add(null);
    return list;
  }

  @Test
  void sign_operations_touch_the_bit_of_the_sign_alone() {
    assertThat(run(Op.FNEG, Type.F32, 0x7F80_0001L)).isEqualTo(0xFFFF_FFFF_FF80_0001L);
    assertThat(run(Op.FABS, Type.F32, 0xFFFF_FFFFL)).isEqualTo(0x7FFF_FFFFL);
    assertThat(run(Op.FCOPYSIGN, Type.F32, 0x7FA0_0000L, f32(-1)))
        .isEqualTo(0xFFFF_FFFF_FFA0_0000L);
    assertThat(run(Op.FNEG, Type.F64, 1)).isEqualTo(SIGN | 1);
    assertThat(run(Op.FABS, Type.F64, -1)).isEqualTo(Long.MAX_VALUE);
    assertThat(run(Op.FCOPYSIGN, Type.F64, f64(-2), f64(0))).isEqualTo(f64(2));
  }

  @Test
  void zeros_are_equal_and_ordered_only_by_min_and_max() {
    assertThat(run(Op.FEQ, Type.F64, SIGN, 0)).isEqualTo(1);
    assertThat(run(Op.FLT, Type.F64, SIGN, 0)).isZero();
    assertThat(run(Op.FMIN, Type.F64, 0, SIGN)).isEqualTo(SIGN);
    assertThat(run(Op.FMAX, Type.F64, SIGN, 0)).isZero();
    assertThat(run(Op.FSQRT, Type.F64, SIGN)).isEqualTo(SIGN);
    assertThat(run(Op.FTRUNC, Type.F64, f64(-0.5))).isEqualTo(SIGN);
    assertThat(run(Op.FCEIL, Type.F64, f64(-0.5))).isEqualTo(SIGN);
    assertThat(run(Op.FNEAREST, Type.F64, f64(2.5))).isEqualTo(f64(2));
    assertThat(run(Op.FFLOOR, Type.F64, f64(-0.5))).isEqualTo(f64(-1));
  }

  @Test
  void nothing_compares_with_what_is_no_number() {
    for (final Op op : List.of(Op.FEQ, Op.FLT, Op.FGT, Op.FLE, Op.FGE)) {
      assertThat(run(op, Type.F32, F32_NAN, F32_NAN)).isZero();
      assertThat(run(op, Type.F32, F32_NAN, f32(1))).isZero();
      assertThat(run(op, Type.F32, f32(1), F32_NAN)).isZero();
    }
    assertThat(run(Op.FNE, Type.F32, F32_NAN, F32_NAN)).isEqualTo(1);
  }

  @Test
  void conversions_to_integers_saturate() {
    for (final double a : FINITE) {
      for (final double x : new double[] {a, -a}) {
        final BigInteger whole = new BigDecimal(x).toBigInteger();
        assertThat(run(Op.I32_TRUNC_SAT_F64_S, null, f64(x))).isEqualTo(clamp(whole, 32, true));
        assertThat(run(Op.I32_TRUNC_SAT_F64_U, null, f64(x)))
            .isEqualTo(clamp(whole, 32, false) << 32 >> 32);
        assertThat(run(Op.I64_TRUNC_SAT_F64_S, null, f64(x))).isEqualTo(clamp(whole, 64, true));
        assertThat(run(Op.I64_TRUNC_SAT_F64_U, null, f64(x))).isEqualTo(clamp(whole, 64, false));
      }
    }
    assertThat(run(Op.I32_TRUNC_SAT_F32_U, null, F32_NAN)).isZero();
    assertThat(run(Op.I64_TRUNC_SAT_F32_S, null, F32_NAN)).isZero();
  }

  private static long clamp(final BigInteger value, final int bits, final boolean signed) {
    final BigInteger one = BigInteger.ONE;
    final BigInteger max = one.shiftLeft(signed ? bits - 1 : bits).subtract(one);
    final BigInteger min = signed ? one.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    return value.max(min).min(max).longValue();
  }

  @Test
  void conversions_to_floats_round_to_the_nearest() {
    final long[] integers = {
      0,
      1,
      -1,
      16_777_217,
      33_554_435,
      Integer.MIN_VALUE,
      Long.MIN_VALUE,
      Long.MAX_VALUE,
      (1L << 53) + 1,
      (1L << 62) + (1L << 38) + 1,
      -(1L << 40) - 1,
      0xFFFF_FFFF_FFFF_FBFFL,
      0x8000_0080_0000_0001L
    };
    for (final long a : integers) {
      final BigDecimal signed = new BigDecimal(a);
      final BigDecimal unsigned = new BigDecimal(new BigInteger(Long.toUnsignedString(a)));
      assertThat(run(Op.F32_CONVERT_I64_S, null, a)).isEqualTo(f32(signed.floatValue()));
      assertThat(run(Op.F32_CONVERT_I64_U, null, a)).isEqualTo(f32(unsigned.floatValue()));
      assertThat(run(Op.F64_CONVERT_I64_S, null, a)).isEqualTo(f64(signed.doubleValue()));
      assertThat(run(Op.F64_CONVERT_I64_U, null, a)).isEqualTo(f64(unsigned.doubleValue()));
      assertThat(run(Op.F64_CONVERT_I32_U, null, a)).isEqualTo(f64((double) (a & 0xFFFF_FFFFL)));
      assertThat(run(Op.F32_CONVERT_I32_S, null, a)).isEqualTo(f32((int) a));
    }
  }
}
