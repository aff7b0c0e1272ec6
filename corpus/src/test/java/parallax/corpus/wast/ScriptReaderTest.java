package parallax.corpus.wast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.corpus.wast.ScriptCommand.Ending;
import parallax.corpus.wast.ScriptCommand.Refusal;
import parallax.corpus.wast.ScriptPattern.Exact;
import parallax.corpus.wast.ScriptPattern.Nan;
import parallax.corpus.wast.ScriptPattern.Sort;

final class ScriptReaderTest {
  private static ScriptCommand only(final String script) throws WastException {
    final List<ScriptCommand> commands = ScriptReader.read(script);
    assertThat(commands).hasSize(1);
    return commands.get(0);
  }

  private static ScriptPattern result(final String constant) throws WastException {
    return ((ScriptCommand.AssertReturn) only("(assert_return (invoke \"f\") " + constant + ")"))
        .results()
        .get(0);
  }

  private static long bits(final String constant) throws WastException {
    return ((ScriptValue.Scalar) ((Exact) result(constant)).value()).bits();
  }

  @Test
  void an_action_names_an_instance_and_an_export_and_has_arguments() throws WastException {
    assertThat(only("(invoke $m \"\\e2\\82\\ac\" (i32.const -1) (ref.extern 7))"))
        .isEqualTo(
            new ScriptCommand.Perform(
                new ScriptAction.Invoke(
                    Optional.of("$m"),
                    "\u20ac",
                    List.of(
                        new ScriptValue.Scalar(NumberType.I32, -1),
                        new ScriptValue.Host(false, 7))),
                1));
    assertThat(only("(get \"g\")"))
        .isEqualTo(new ScriptCommand.Perform(new ScriptAction.Get(Optional.empty(), "g"), 1));
  }

  @Test
  void integers_are_signed_or_unsigned_and_must_fit() throws WastException {
    assertThat(bits("(i32.const 0xffff_ffff)")).isEqualTo(-1);
    assertThat(bits("(i32.const -0x8000_0000)")).isEqualTo(Integer.MIN_VALUE);
    assertThat(bits("(i32.const +5)")).isEqualTo(5);
    assertThat(bits("(i64.const 18446744073709551615)")).isEqualTo(-1);
    for (final String wrong : List.of("0x1_0000_0000", "-0x8000_0001", "1.5", "x", "")) {
      assertThatThrownBy(() -> bits("(i32.const " + wrong + ")"))
          .as(wrong)
          .isInstanceOf(WastException.class);
    }
  }

  @Test
  void floats_are_rounded_once_to_nearest_even() throws WastException {
    assertThat(bits("(f32.const 0x1.000001p0)")).isEqualTo(0x3F80_0000L);
    assertThat(bits("(f32.const 0x1.000003p0)")).isEqualTo(0x3F80_0002L);
    assertThat(bits("(f32.const 0x1.00000100000000000000001p0)")).isEqualTo(0x3F80_0001L);
    assertThat(bits("(f32.const 0x1p-149)")).isEqualTo(1);
    assertThat(bits("(f32.const 0x1p-150)")).isZero();
    assertThat(bits("(f32.const 0x1.00001p-150)")).isEqualTo(1);
    assertThat(bits("(f64.const 0x1.00000000000008p0)")).isEqualTo(0x3FF0_0000_0000_0000L);
    assertThat(bits("(f64.const 0x1.000000000000080000000001p0)"))
        .isEqualTo(0x3FF0_0000_0000_0001L);
    assertThat(bits("(f64.const 4.9e-324)")).isEqualTo(1);
    assertThat(bits("(f64.const -0x0p0)")).isEqualTo(Long.MIN_VALUE);
    assertThat(bits("(f64.const 0x.8)".replace("0x.", "0x0."))).isEqualTo(0x3FE0_0000_0000_0000L);
    assertThat(bits("(f64.const 1_000.5)")).isEqualTo(Double.doubleToRawLongBits(1000.5));
    assertThatThrownBy(() -> bits("(f32.const 0x1p128)")).hasMessageContaining("out of range");
  }

  @Test
  void hexadecimal_floats_are_what_their_exact_values_round_to() throws WastException {
    final Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      final long mantissa = random.nextLong() >>> (1 + random.nextInt(20));
      final int exponent = random.nextInt(120) - 150;
      final BigDecimal exact =
          exponent < 0
              ? new BigDecimal(mantissa)
                  .divide(BigDecimal.valueOf(2).pow(-exponent), 400, RoundingMode.UNNECESSARY)
              : new BigDecimal(mantissa).multiply(BigDecimal.valueOf(2).pow(exponent));
      final String literal = "0x%xp%d".formatted(mantissa, exponent);
      assertThat(bits("(f32.const " + literal + ")"))
          .as(literal)
          .isEqualTo(Float.floatToRawIntBits(exact.floatValue()));
    }
  }

  @Test
  void nans_are_payloads_or_patterns() throws WastException {
    assertThat(bits("(f32.const nan)")).isEqualTo(0x7FC0_0000L);
    assertThat(bits("(f32.const -nan:0x200000)")).isEqualTo(0xFFFF_FFFF_FFA0_0000L);
    assertThat(bits("(f64.const nan:0x1)")).isEqualTo(0x7FF0_0000_0000_0001L);
    assertThat(bits("(f64.const -inf)")).isEqualTo(0xFFF0_0000_0000_0000L);
    assertThat(result("(f32.const nan:canonical)"))
        .isEqualTo(new Nan(NumberType.F32, Sort.CANONICAL));
    assertThatThrownBy(() -> only("(invoke \"f\" (f32.const nan:canonical))"))
        .hasMessageContaining("not a pattern");
    assertThatThrownBy(() -> bits("(f32.const nan:0x800000)")).isInstanceOf(WastException.class);
  }

  @Test
  void vectors_have_sixteen_bytes_in_any_shape() throws WastException {
    final Exact expected = new Exact(new ScriptValue.Vector(0x0706_0504_0302_0100L, -1));
    assertThat(result("(v128.const i8x16 0 1 2 3 4 5 6 7 -1 0xff -1 -1 -1 -1 -1 -1)"))
        .isEqualTo(expected);
    assertThat(result("(v128.const i16x8 0x100 0x302 0x504 0x706 -1 -1 -1 65535)"))
        .isEqualTo(expected);
    assertThat(result("(v128.const i32x4 0x3020100 0x7060504 -1 -1)")).isEqualTo(expected);
    assertThat(result("(v128.const i64x2 0x706050403020100 -1)")).isEqualTo(expected);
    assertThat(result("(v128.const f64x2 1 nan:arithmetic)"))
        .isEqualTo(
            new ScriptPattern.Lanes(
                List.of(
                    new Exact(new ScriptValue.Scalar(NumberType.F64, 0x3FF0_0000_0000_0000L)),
                    new Nan(NumberType.F64, Sort.ARITHMETIC))));
    assertThatThrownBy(() -> result("(v128.const i32x4 1 2 3)")).hasMessageContaining("vector");
    assertThatThrownBy(() -> result("(v128.const i32x2 1 2)")).hasMessageContaining("vector");
  }

  @Test
  void references_are_null_of_the_host_or_anything_of_a_sort() throws WastException {
    assertThat(result("(ref.null extern)")).isEqualTo(new Exact(new ScriptValue.Null("extern")));
    assertThat(result("(ref.null)")).isEqualTo(new Exact(new ScriptValue.Null("")));
    assertThat(result("(ref.host 3)")).isEqualTo(new Exact(new ScriptValue.Host(true, 3)));
    assertThat(result("(ref.extern)")).isEqualTo(new ScriptPattern.NonNull("extern"));
    assertThat(result("(ref.func)")).isEqualTo(new ScriptPattern.NonNull("func"));
    assertThat(result("(either (i32.const 1) (i32.const 2))"))
        .isEqualTo(
            new ScriptPattern.Either(
                List.of(
                    new Exact(new ScriptValue.Scalar(NumberType.I32, 1)),
                    new Exact(new ScriptValue.Scalar(NumberType.I32, 2)))));
  }

  @Test
  void assertions_say_how_it_ends() throws WastException {
    final ScriptCommand.AssertFailure trap =
        (ScriptCommand.AssertFailure) only("\n(assert_trap (invoke \"f\") \"unreachable\")");
    assertThat(trap.ending()).isEqualTo(Ending.TRAP);
    assertThat(trap.text()).isEqualTo("unreachable");
    assertThat(trap.line()).isEqualTo(2);
    assertThat(((ScriptCommand.AssertFailure) only("(assert_exception (invoke \"f\"))")).ending())
        .isEqualTo(Ending.EXCEPTION);
    final ScriptCommand.AssertModule module =
        (ScriptCommand.AssertModule) only("(assert_trap (module (func)) \"unreachable\")");
    assertThat(module.refusal()).isEqualTo(Refusal.UNINSTANTIABLE);
    assertThat(
            ((ScriptCommand.AssertModule) only("(assert_malformed_custom (module quote) \"x\")"))
                .refusal())
        .isEqualTo(Refusal.MALFORMED_CUSTOM);
  }

  @Test
  void instances_and_registrations_have_names() throws WastException {
    assertThat(only("(module instance $i $m)"))
        .isEqualTo(new ScriptCommand.Instantiate(Optional.of("$i"), Optional.of("$m"), 1));
    assertThat(only("(module instance)"))
        .isEqualTo(new ScriptCommand.Instantiate(Optional.empty(), Optional.empty(), 1));
    assertThat(only("(register \"a\" $m)"))
        .isEqualTo(new ScriptCommand.Register("a", Optional.of("$m"), 1));
  }

  @Test
  void what_scripts_do_not_have_is_an_error_with_its_line() {
    for (final String wrong :
        List.of(
            "(assert_perfect (invoke \"f\"))",
            "(assert_return (call \"f\"))",
            "(assert_return (invoke f))",
            "(assert_return (invoke \"f\") 1)",
            "(assert_return (invoke \"f\") (i31.const 1))",
            "(assert_trap (invoke \"f\"))",
            "(assert_invalid (module))",
            "(register m)")) {
      assertThatThrownBy(() -> ScriptReader.read("\n" + wrong))
          .as(wrong)
          .isInstanceOf(WastException.class)
          .hasMessageStartingWith("line 2: ");
    }
  }
}
