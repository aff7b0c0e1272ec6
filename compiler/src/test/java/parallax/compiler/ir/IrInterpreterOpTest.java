package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every integer operation against arithmetic on unbounded integers. */
final class IrInterpreterOpTest {
  private static final long[] EDGES = {
    0,
    1,
    2,
    3,
    7,
    8,
    31,
    32,
    33,
    63,
    64,
    65,
    127,
    128,
    255,
    256,
    32_767,
    32_768,
    65_535,
    65_536,
    0x1234_5678L,
    0x7FFF_FFFEL,
    0x7FFF_FFFFL,
    0x8000_0000L,
    0x8000_0001L,
    0xFFFF_FFFEL,
    0xFFFF_FFFFL,
    0x1_0000_0000L,
    0x1_0000_0001L,
    0x0123_4567_89AB_CDEFL,
    0x7FFF_FFFF_FFFF_FFFFL,
    0x8000_0000_0000_0000L,
    0x8000_0000_0000_0001L,
    0xFEDC_BA98_7654_3210L,
    0xFFFF_FFFF_8000_0000L,
    0xFFFF_FFFF_7FFF_FFFFL,
    -3,
    -2,
    -1
  };

  /** An operation at a type; the type is null where the operation has one only. */
  record Case(Op op, Type type) {}

  static Stream<Case> cases() {
    final List<Case> cases = new ArrayList<>();
    for (final Op op : Op.values()) {
      if (op.isEvaluable() && !op.is(Op.Flag.FLOAT)) {
        if (op.isTyped()) {
          cases.add(new Case(op, Type.I32));
          cases.add(new Case(op, Type.I64));
        } else {
          cases.add(new Case(op, null));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void operationIsWhatUnboundedArithmeticSays(final Case it) {
    final String shape = it.op().operandShape();
    final Type operand = FunctionBuilder.typeOf(shape.charAt(0), it.type());
    final Type resultType = FunctionBuilder.typeOf(it.op().resultShape().charAt(0), it.type());
    final boolean binary = shape.length() == 2;
    final Signature signature =
        new Signature(binary ? List.of(operand, operand) : List.of(operand), List.of(resultType));
    final Function function = new Function(0, "f", signature);
    final FunctionBuilder builder = new FunctionBuilder(function);
    builder.position(builder.newBlock());
    final Value[] params =
        signature.params().stream()
            .map(type -> builder.addParam(function.entry(), type))
            .toArray(Value[]::new);
    builder.ret(List.of(builder.emit(it.op(), it.type(), Payload.NONE, params).result()));
    final ModuleIr module = Modules.of(function);
    IrVerifier.verify(module, IrVerifier.Form.LEGAL);
    final IrInstance instance = new IrInterpreter(module).instantiate(IrHost.NONE);
    for (final long a : EDGES) {
      for (final long b : binary ? EDGES : new long[] {0}) {
        final long[] args = binary ? new long[] {a, b} : new long[] {a};
        final long wanted =
            fit(resultType, model(it.op(), operand, fit(operand, a), fit(operand, b)));
        final IrResult result = instance.invoke(0, args);
        if (!(result instanceof IrResult.Returned returned) || returned.values()[0] != wanted) {
          fail("%s(%x, %x) is %x, not what %s says", it, a, b, wanted, result);
        }
      }
    }
  }

  private static long fit(final Type type, final long bits) {
    return type == Type.I32 ? (int) bits : bits;
  }

  private static long fit(final Type type, final BigInteger value) {
    return type == Type.I32 ? value.intValue() : value.longValue();
  }

  /** The mathematical result, of which the low bits count. */
  private static BigInteger model(final Op op, final Type type, final long x, final long y) {
    final int width = type == Type.I32 ? 32 : 64;
    final BigInteger modulus = BigInteger.ONE.shiftLeft(width);
    final BigInteger a = BigInteger.valueOf(x);
    final BigInteger b = BigInteger.valueOf(y);
    final BigInteger ua = a.mod(modulus);
    final BigInteger ub = b.mod(modulus);
    final int shift = ub.mod(BigInteger.valueOf(width)).intValue();
    final BigInteger minusOne = BigInteger.ONE.negate();
    return switch (op) {
      case CLZ -> BigInteger.valueOf(width - ua.bitLength());
      case CTZ -> BigInteger.valueOf(ua.signum() == 0 ? width : ua.getLowestSetBit());
      case POPCNT -> BigInteger.valueOf(ua.bitCount());
      case EQZ -> bit(ua.signum() == 0);
      case EXTEND8_S -> extend(ua, 8);
      case EXTEND16_S -> extend(ua, 16);
      case EXTEND32_S, WRAP -> extend(ua, 32);
      case EXTEND_I32_S -> a;
      case EXTEND_I32_U -> ua;
      case ADD -> a.add(b);
      case SUB -> a.subtract(b);
      case MUL -> a.multiply(b);
      case MUL_UPPER_U -> ua.multiply(ub).shiftRight(64);
      case MIN_S -> a.min(b);
      case MIN_U -> ua.min(ub);
      case MAX_S -> a.max(b);
      case MAX_U -> ua.max(ub);
      // BigInteger divides towards zero, and the remainder has the dividend's sign.
      case DIV_S -> b.signum() == 0 ? minusOne : a.divide(b);
      case REM_S -> b.signum() == 0 ? a : a.remainder(b);
      case DIV_U -> ub.signum() == 0 ? minusOne : ua.divide(ub);
      case REM_U -> ub.signum() == 0 ? ua : ua.remainder(ub);
      case AND -> ua.and(ub);
      case OR -> ua.or(ub);
      case XOR -> ua.xor(ub);
      case SHL -> ua.shiftLeft(shift);
      case SHR_S -> a.shiftRight(shift);
      case SHR_U -> ua.shiftRight(shift);
      case ROTL -> ua.shiftLeft(shift).or(ua.shiftRight(width - shift));
      case ROTR -> ua.shiftRight(shift).or(ua.shiftLeft(width - shift));
      case EQ -> bit(ua.equals(ub));
      case NE -> bit(!ua.equals(ub));
      case LT_S -> bit(a.compareTo(b) < 0);
      case LT_U -> bit(ua.compareTo(ub) < 0);
      case GT_S -> bit(a.compareTo(b) > 0);
      case GT_U -> bit(ua.compareTo(ub) > 0);
      case LE_S -> bit(a.compareTo(b) <= 0);
      case LE_U -> bit(ua.compareTo(ub) <= 0);
      case GE_S -> bit(a.compareTo(b) >= 0);
      case GE_U -> bit(ua.compareTo(ub) >= 0);
      default -> throw new AssertionError("no model of " + op);
    };
  }

  private static BigInteger bit(final boolean value) {
    return value ? BigInteger.ONE : BigInteger.ZERO;
  }

  private static BigInteger extend(final BigInteger value, final int width) {
    final BigInteger modulus = BigInteger.ONE.shiftLeft(width);
    final BigInteger low = value.mod(modulus);
    return low.testBit(width - 1) ? low.subtract(modulus) : low;
  }
}
