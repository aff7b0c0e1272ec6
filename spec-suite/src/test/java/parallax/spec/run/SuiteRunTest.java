package parallax.spec.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.spec.run.Result.Status;

/** Scripts that are wrong on purpose: nothing passes that should not. */
final class SuiteRunTest {
  private static final String MODULE =
      """
      (module
        (memory 1)
        (func (export "one") (result i32) (i32.const 1))
        (func (export "divide") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
        (func $deep (export "deep") (call $deep))
        (func (export "endless") (loop (br 0)))
        (func (export "float") (result i64) (i64.const 0x7ff8000000000000)))
      """;

  private static Result last(final String script) {
    final List<Result> results =
        SuiteRun.run("own.wast", script, List.of(new PvmScripts(CompilerOptions.DEFAULT)))
            .results()
            .stream()
            .filter(result -> !result.engine().equals(Result.VALIDATOR))
            .toList();
    return results.get(results.size() - 1);
  }

  private static void fails(final String assertion, final String reason) {
    final Result result = last(MODULE + assertion);
    assertThat(result.status()).as(assertion + " " + result).isEqualTo(Status.FAIL);
    assertThat(result.reason()).as(assertion).isEqualTo(reason);
    assertThat(result.line()).isEqualTo(8);
  }

  private static void passes(final String script) {
    assertThat(last(script).status()).as(script).isEqualTo(Status.PASS);
  }

  private static void unsupported(final String script, final String feature) {
    final Result result = last(script);
    assertThat(result.status()).as(script + result).isEqualTo(Status.UNSUPPORTED);
    assertThat(result.reason()).isEqualTo(feature);
  }

  @Test
  void values_are_equal_in_number_type_and_bits() {
    passes(MODULE + "(assert_return (invoke \"one\") (i32.const 1))");
    passes(MODULE + "(assert_return (invoke \"one\") (either (i32.const 2) (i32.const 1)))");
    fails("(assert_return (invoke \"one\") (i32.const 2))", "value");
    fails("(assert_return (invoke \"one\") (i64.const 1))", "value");
    fails("(assert_return (invoke \"one\"))", "value");
    fails("(assert_return (invoke \"one\") (ref.null extern))", "value");
    fails("(assert_return (invoke \"float\") (f64.const nan:canonical))", "value");
    fails("(assert_return (invoke \"one\" (i32.const 1)) (i32.const 1))", "arguments");
    fails("(assert_return (invoke \"divide\" (i64.const 1)) (i32.const 1))", "arguments");
    fails("(assert_return (invoke \"two\") (i32.const 1))", "export");
    fails("(assert_return (get \"one\") (i32.const 1))", "export");
    fails("(assert_return (invoke $m \"one\") (i32.const 1))", "no-instance");
  }

  @Test
  void traps_have_their_kind_and_limits_are_no_traps() {
    passes(MODULE + "(assert_trap (invoke \"divide\" (i32.const 0)) \"integer divide by zero\")");
    fails("(assert_trap (invoke \"divide\" (i32.const 0)) \"integer overflow\")", "trap-kind");
    fails("(assert_trap (invoke \"one\") \"unreachable\")", "no-trap");
    fails("(assert_return (invoke \"divide\" (i32.const 0)) (i32.const 0))", "trap");
    passes(MODULE + "(assert_exhaustion (invoke \"deep\") \"call stack exhausted\")");
    fails("(assert_exhaustion (invoke \"endless\") \"call stack exhausted\")", "out-of-gas");
    assertThat(
            last(MODULE + "(assert_trap (invoke \"divide\" (i32.const 0)) \"integer overflow\")")
                .got())
        .contains("pc ");
  }

  @Test
  void a_refusal_is_of_the_sort_that_is_asserted_and_never_want_of_support() {
    passes("(assert_invalid (module (func (result i32))) \"type mismatch\")");
    passes("(assert_malformed (module binary \"\\00asm\") \"unexpected end\")");
    assertThat(last("(assert_invalid (module (func)) \"type mismatch\")").reason())
        .isEqualTo("accepted");
    assertThat(last("(assert_invalid (module binary \"\\00asm\") \"unexpected end\")").reason())
        .isEqualTo("malformed");
    assertThat(last("(assert_invalid (module (func (result i32))) \"unknown label\")").reason())
        .isEqualTo("other-reason");
    passes("(assert_invalid (module (func (result i32))) \"type mismatch: that is how\")");
    unsupported("(module (func (result v128) (v128.const i64x2 1 2)))", "SIMD");
    unsupported(
        "(module (func (export \"f\") (result f32) (v128.const i64x2 1 2) (f32x4.extract_lane 0)))\n"
            + "(assert_return (invoke \"f\") (f32.const 1))",
        "SIMD");
  }

  @Test
  void an_exception_that_leaves_the_module_is_neither_a_result_nor_a_trap() {
    final String thrower =
        "(module (tag $t (param i32)) (func (export \"throw\") (throw $t (i32.const 1)))"
            + " (func (export \"f\")) (func (export \"trap\") (unreachable)))\n";
    final String throwing = "(invoke \"throw\")";
    assertThat(reference(thrower + "(assert_exception " + throwing + ")").status())
        .isEqualTo(Status.PASS);
    assertThat(reference(thrower + "(assert_exception (invoke \"f\"))").reason())
        .isEqualTo("no-exception");
    assertThat(reference(thrower + "(assert_exception (invoke \"trap\"))").reason())
        .isEqualTo("no-exception");
    assertThat(reference(thrower + "(assert_return " + throwing + ")").reason())
        .isEqualTo("exception");
    assertThat(reference(thrower + "(assert_trap " + throwing + " \"unreachable\")").reason())
        .isEqualTo("exception");
    unsupported(thrower + "(assert_exception " + throwing + ")", "exceptions");
  }

  private static Result reference(final String script) {
    final List<Result> results =
        SuiteRun.run("own.wast", script, List.of(new ReferenceScripts())).results().stream()
            .filter(result -> !result.engine().equals(Result.VALIDATOR))
            .toList();
    return results.get(results.size() - 1);
  }

  @Test
  void a_malformed_text_is_the_text_parsers() {
    final Result result = last("(assert_malformed (module quote \"(func\") \"unexpected\")");
    assertThat(result.engine()).isEqualTo(Result.TEXT_PARSER);
    assertThat(result.status()).isEqualTo(Status.PASS);
    assertThat(last("(assert_malformed (module quote \"(func)\") \"x\")").status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void definitions_are_instantiated_as_often_as_asked_for() {
    final String definition =
        "(module definition $d (global $g (mut i32) (i32.const 0))\n"
            + "(func (export \"next\") (result i32)"
            + " (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))\n"
            + "(module instance $x $d) (module instance $y $d) (invoke $x \"next\")\n";
    passes(definition + "(assert_return (invoke $x \"next\") (i32.const 2))");
    passes(definition + "(assert_return (invoke $y \"next\") (i32.const 1))");
  }

  @Test
  void a_script_that_cannot_be_read_is_a_failure() {
    assertThat(last("(assert_nothing)").status()).isEqualTo(Status.FAIL);
  }
}
