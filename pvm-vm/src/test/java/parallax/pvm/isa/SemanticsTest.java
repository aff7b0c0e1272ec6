package parallax.pvm.isa;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.pvm.fixture.EdgeValues;

/**
 * Every function of two registers against the formula of the Gray Paper in unbounded integers, over
 * all pairs of edge values. u is the unsigned reading of so many low bits, s the signed one.
 */
final class SemanticsTest {

  private static final Map<Opcode, BinaryOperator<BigInteger>> FORMULAS = new LinkedHashMap<>();

  static {
    define(Opcode.ADD_32, (a, b) -> sx(32, a.add(b)));
    define(Opcode.SUB_32, (a, b) -> sx(32, a.subtract(b)));
    define(Opcode.MUL_32, (a, b) -> sx(32, a.multiply(b)));
    define(
        Opcode.DIV_U_32,
        (a, b) -> u(32, b).signum() == 0 ? ONE.negate() : sx(32, u(32, a).divide(u(32, b))));
    define(
        Opcode.DIV_S_32,
        (a, b) -> s(32, b).signum() == 0 ? ONE.negate() : sx(32, s(32, a).divide(s(32, b))));
    define(
        Opcode.REM_U_32,
        (a, b) -> u(32, b).signum() == 0 ? s(32, a) : sx(32, u(32, a).mod(u(32, b))));
    define(
        Opcode.REM_S_32,
        (a, b) -> s(32, b).signum() == 0 ? s(32, a) : s(32, a).remainder(s(32, b)));
    define(Opcode.SHLO_L_32, (a, b) -> sx(32, u(32, a).shiftLeft(low(5, b))));
    define(Opcode.SHLO_R_32, (a, b) -> sx(32, u(32, a).shiftRight(low(5, b))));
    define(Opcode.SHAR_R_32, (a, b) -> s(32, a).shiftRight(low(5, b)));
    define(Opcode.ADD_64, BigInteger::add);
    define(Opcode.SUB_64, BigInteger::subtract);
    define(Opcode.MUL_64, BigInteger::multiply);
    define(Opcode.DIV_U_64, (a, b) -> b.signum() == 0 ? ONE.negate() : u(64, a).divide(u(64, b)));
    define(Opcode.DIV_S_64, (a, b) -> b.signum() == 0 ? ONE.negate() : a.divide(b));
    define(Opcode.REM_U_64, (a, b) -> b.signum() == 0 ? a : u(64, a).mod(u(64, b)));
    define(Opcode.REM_S_64, (a, b) -> b.signum() == 0 ? a : a.remainder(b));
    define(Opcode.SHLO_L_64, (a, b) -> u(64, a).shiftLeft(low(6, b)));
    define(Opcode.SHLO_R_64, (a, b) -> u(64, a).shiftRight(low(6, b)));
    define(Opcode.SHAR_R_64, (a, b) -> a.shiftRight(low(6, b)));
    define(Opcode.AND, BigInteger::and);
    define(Opcode.XOR, BigInteger::xor);
    define(Opcode.OR, BigInteger::or);
    define(Opcode.MUL_UPPER_S_S, (a, b) -> a.multiply(b).shiftRight(64));
    define(Opcode.MUL_UPPER_U_U, (a, b) -> u(64, a).multiply(u(64, b)).shiftRight(64));
    define(Opcode.MUL_UPPER_S_U, (a, b) -> a.multiply(u(64, b)).shiftRight(64));
    define(Opcode.SET_LT_U, (a, b) -> bool(u(64, a).compareTo(u(64, b)) < 0));
    define(Opcode.SET_LT_S, (a, b) -> bool(a.compareTo(b) < 0));
    define(Opcode.ROT_L_64, (a, b) -> rotateLeft(64, a, low(6, b)));
    define(Opcode.ROT_L_32, (a, b) -> sx(32, rotateLeft(32, a, low(5, b))));
    define(Opcode.ROT_R_64, (a, b) -> rotateLeft(64, a, 64 - low(6, b)));
    define(Opcode.ROT_R_32, (a, b) -> sx(32, rotateLeft(32, a, 32 - low(5, b))));
    define(Opcode.AND_INV, (a, b) -> a.and(b.not()));
    define(Opcode.OR_INV, (a, b) -> a.or(b.not()));
    define(Opcode.XNOR, (a, b) -> a.xor(b).not());
    define(Opcode.MAX, BigInteger::max);
    define(Opcode.MAX_U, (a, b) -> u(64, a).max(u(64, b)));
    define(Opcode.MIN, BigInteger::min);
    define(Opcode.MIN_U, (a, b) -> u(64, a).min(u(64, b)));
    define(Opcode.COUNT_SET_BITS_64, (a, b) -> count(u(64, a)));
    define(Opcode.COUNT_SET_BITS_32, (a, b) -> count(u(32, a)));
    define(Opcode.LEADING_ZERO_BITS_64, (a, b) -> BigInteger.valueOf(64 - u(64, a).bitLength()));
    define(Opcode.LEADING_ZERO_BITS_32, (a, b) -> BigInteger.valueOf(32 - u(32, a).bitLength()));
    define(Opcode.TRAILING_ZERO_BITS_64, (a, b) -> trailingZeros(64, a));
    define(Opcode.TRAILING_ZERO_BITS_32, (a, b) -> trailingZeros(32, a));
    define(Opcode.SIGN_EXTEND_8, (a, b) -> s(8, a));
    define(Opcode.SIGN_EXTEND_16, (a, b) -> s(16, a));
    define(Opcode.ZERO_EXTEND_16, (a, b) -> u(16, a));
    define(Opcode.REVERSE_BYTES, (a, b) -> reversed(a));
    define(Opcode.MOVE_REG, (a, b) -> a);
    // The immediate forms: the register is a, the immediate b.
    define(Opcode.NEG_ADD_IMM_32, (a, b) -> sx(32, b.subtract(a)));
    define(Opcode.NEG_ADD_IMM_64, (a, b) -> b.subtract(a));
    define(Opcode.SET_GT_U_IMM, (a, b) -> bool(u(64, a).compareTo(u(64, b)) > 0));
    define(Opcode.SET_GT_S_IMM, (a, b) -> bool(a.compareTo(b) > 0));
    same(Opcode.ADD_IMM_32, Opcode.ADD_32);
    same(Opcode.ADD_IMM_64, Opcode.ADD_64);
    same(Opcode.MUL_IMM_32, Opcode.MUL_32);
    same(Opcode.MUL_IMM_64, Opcode.MUL_64);
    same(Opcode.AND_IMM, Opcode.AND);
    same(Opcode.OR_IMM, Opcode.OR);
    same(Opcode.XOR_IMM, Opcode.XOR);
    same(Opcode.SET_LT_U_IMM, Opcode.SET_LT_U);
    same(Opcode.SET_LT_S_IMM, Opcode.SET_LT_S);
    same(Opcode.SHLO_L_IMM_32, Opcode.SHLO_L_32);
    same(Opcode.SHLO_R_IMM_32, Opcode.SHLO_R_32);
    same(Opcode.SHAR_R_IMM_32, Opcode.SHAR_R_32);
    same(Opcode.SHLO_L_IMM_64, Opcode.SHLO_L_64);
    same(Opcode.SHLO_R_IMM_64, Opcode.SHLO_R_64);
    same(Opcode.SHAR_R_IMM_64, Opcode.SHAR_R_64);
    same(Opcode.ROT_R_32_IMM, Opcode.ROT_R_32);
    same(Opcode.ROT_R_64_IMM, Opcode.ROT_R_64);
    swapped(Opcode.SHLO_L_IMM_ALT_32, Opcode.SHLO_L_32);
    swapped(Opcode.SHLO_R_IMM_ALT_32, Opcode.SHLO_R_32);
    swapped(Opcode.SHAR_R_IMM_ALT_32, Opcode.SHAR_R_32);
    swapped(Opcode.SHLO_L_IMM_ALT_64, Opcode.SHLO_L_64);
    swapped(Opcode.SHLO_R_IMM_ALT_64, Opcode.SHLO_R_64);
    swapped(Opcode.SHAR_R_IMM_ALT_64, Opcode.SHAR_R_64);
    swapped(Opcode.ROT_R_32_IMM_ALT, Opcode.ROT_R_32);
    swapped(Opcode.ROT_R_64_IMM_ALT, Opcode.ROT_R_64);
  }

  private static void define(Opcode opcode, BinaryOperator<BigInteger> formula) {
    FORMULAS.put(opcode, formula);
  }

  private static void same(Opcode immediate, Opcode register) {
    FORMULAS.put(immediate, FORMULAS.get(register));
  }

  private static void swapped(Opcode immediate, Opcode register) {
    BinaryOperator<BigInteger> formula = FORMULAS.get(register);
    FORMULAS.put(immediate, (a, b) -> formula.apply(b, a));
  }

  private static BigInteger u(int bits, BigInteger value) {
    return value.and(ONE.shiftLeft(bits).subtract(ONE));
  }

  private static BigInteger s(int bits, BigInteger value) {
    BigInteger unsigned = u(bits, value);
    return unsigned.testBit(bits - 1) ? unsigned.subtract(ONE.shiftLeft(bits)) : unsigned;
  }

  private static BigInteger sx(int bits, BigInteger value) {
    return s(bits, value);
  }

  private static int low(int bits, BigInteger value) {
    return u(bits, value).intValue();
  }

  private static BigInteger bool(boolean value) {
    return value ? ONE : ZERO;
  }

  private static BigInteger rotateLeft(int bits, BigInteger value, int by) {
    BigInteger unsigned = u(bits, value);
    return u(bits, unsigned.shiftLeft(by % bits)).or(unsigned.shiftRight(bits - by % bits));
  }

  private static BigInteger count(BigInteger unsigned) {
    return BigInteger.valueOf(unsigned.bitCount());
  }

  private static BigInteger trailingZeros(int bits, BigInteger value) {
    int lowest = u(bits, value).getLowestSetBit();
    return BigInteger.valueOf(lowest < 0 ? bits : lowest);
  }

  private static BigInteger reversed(BigInteger value) {
    BigInteger result = ZERO;
    for (int i = 0; i < 8; i++) {
      result = result.shiftLeft(8).or(u(8, value.shiftRight(8 * i)));
    }
    return result;
  }

  @Test
  void everyComputingInstructionHasAFormulaExceptTheConditionalMoves() {
    for (Opcode opcode : Opcode.values()) {
      boolean conditionalMove = opcode.has(Opcode.Flag.READS_DESTINATION);
      assertThat(FORMULAS.containsKey(opcode))
          .as(opcode.mnemonic())
          .isEqualTo(opcode.isAlu() && !conditionalMove);
    }
  }

  @TestFactory
  Stream<DynamicTest> functionIsThePapersFormula() {
    return FORMULAS.keySet().stream()
        .map(opcode -> DynamicTest.dynamicTest(opcode.mnemonic(), () -> compare(opcode)));
  }

  private static void compare(Opcode opcode) {
    for (long a : EdgeValues.all()) {
      for (long b : EdgeValues.all()) {
        BigInteger exact = FORMULAS.get(opcode).apply(BigInteger.valueOf(a), BigInteger.valueOf(b));
        if (opcode.evaluate(a, b, 0) != exact.longValue()) {
          assertThat(opcode.evaluate(a, b, 0))
              .as(opcode.mnemonic() + " " + a + ", " + b)
              .isEqualTo(exact.longValue());
        }
      }
    }
  }

  @Test
  void conditionalMoveTakesTheValueOnlyIfTheConditionHolds() {
    assertThat(Opcode.CMOV_IZ.evaluate(5, 0, 9)).isEqualTo(5);
    assertThat(Opcode.CMOV_IZ.evaluate(5, 1L << 40, 9)).isEqualTo(9);
    assertThat(Opcode.CMOV_NZ.evaluate(5, 0, 9)).isEqualTo(9);
    assertThat(Opcode.CMOV_NZ.evaluate(5, 1L << 40, 9)).isEqualTo(5);
    // Immediate forms: the register is the condition, the immediate the value.
    assertThat(Opcode.CMOV_IZ_IMM.evaluate(0, 5, 9)).isEqualTo(5);
    assertThat(Opcode.CMOV_IZ_IMM.evaluate(1, 5, 9)).isEqualTo(9);
    assertThat(Opcode.CMOV_NZ_IMM.evaluate(0, 5, 9)).isEqualTo(9);
    assertThat(Opcode.CMOV_NZ_IMM.evaluate(1, 5, 9)).isEqualTo(5);
  }

  @Test
  void branchConditionsCompareAllSixtyFourBits() {
    for (long a : EdgeValues.all()) {
      for (long b : EdgeValues.all()) {
        int unsigned = u(64, BigInteger.valueOf(a)).compareTo(u(64, BigInteger.valueOf(b)));
        for (Opcode opcode : Opcode.values()) {
          if (opcode.isConditional()) {
            String relation = opcode.mnemonic().replace("branch_", "").replace("_imm", "");
            boolean expected =
                switch (relation) {
                  case "eq" -> a == b;
                  case "ne" -> a != b;
                  case "lt_u" -> unsigned < 0;
                  case "le_u" -> unsigned <= 0;
                  case "ge_u" -> unsigned >= 0;
                  case "gt_u" -> unsigned > 0;
                  case "lt_s" -> a < b;
                  case "le_s" -> a <= b;
                  case "ge_s" -> a >= b;
                  case "gt_s" -> a > b;
                  default -> throw new AssertionError(relation);
                };
            if (opcode.taken(a, b) != expected) {
              assertThat(opcode.taken(a, b))
                  .as(opcode.mnemonic() + " " + a + ", " + b)
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }
}
