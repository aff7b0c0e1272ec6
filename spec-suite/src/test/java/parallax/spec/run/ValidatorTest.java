package parallax.spec.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.spec.run.Result.Kind;
import parallax.spec.run.Result.Status;

/** The column of our decoder and validator. */
final class ValidatorTest {
  /** Right, but more locals than the decoder takes. */
  private static final String TOO_MUCH =
      "(module (func (local%s)))".formatted(" i32".repeat(50_001));

  private static List<Result> results(final String script) {
    return SuiteRun.run("own.wast", script, List.of()).results();
  }

  private static Result one(final String script) {
    final List<Result> results = results(script);
    assertThat(results).hasSize(1);
    assertThat(results.get(0).engine()).isEqualTo(Result.VALIDATOR);
    return results.get(0);
  }

  @Test
  void every_module_that_nothing_is_said_against_has_to_be_accepted() {
    final List<Result> results =
        results(
            """
            (module (func (result f32) (f32.const 1)))
            (module definition (memory i64 1))
            (assert_unlinkable (module (import "a" "b" (func))) "unknown import")
            (assert_trap (module (func $f unreachable) (start $f)) "unreachable")
            """);
    assertThat(results).hasSize(4);
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.kind()).isEqualTo(Kind.VALID);
              assertThat(result.status()).isEqualTo(Status.PASS);
            });
    assertThat(one("(module (func (result i32)))").reason()).isEqualTo("rejected");
  }

  @Test
  void a_wrong_module_has_to_be_refused_for_the_reason_that_is_given() {
    assertThat(one("(assert_invalid (module (func (result i32))) \"type mismatch\")").status())
        .isEqualTo(Status.PASS);
    final Result other = one("(assert_invalid (module (func (result i32))) \"unknown local\")");
    assertThat(other.reason()).isEqualTo("other-reason");
    assertThat(other.got()).contains("validate: function 0", "type mismatch");
    assertThat(one("(assert_malformed (module binary \"\\00asm\") \"unexpected end\")").status())
        .isEqualTo(Status.PASS);
    assertThat(one("(assert_malformed (module binary \"\\00as\") \"unknown section\")").reason())
        .isEqualTo("other-reason");
  }

  @Test
  void not_supported_is_a_failure_both_ways() {
    final Result valid = one(TOO_MUCH);
    assertThat(valid.status()).isEqualTo(Status.FAIL);
    assertThat(valid.reason()).isEqualTo("undecided");
    final Result invalid = one("(assert_invalid " + TOO_MUCH + " \"not supported\")");
    assertThat(invalid.status()).isEqualTo(Status.FAIL);
    assertThat(invalid.reason()).isEqualTo("undecided");
  }
}
