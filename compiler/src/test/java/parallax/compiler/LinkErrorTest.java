package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports that do not fit what an instance exports (core 3.0, matching of external types). */
final class LinkErrorTest {
  private static final String PROVIDER =
      """
      (module
        (func (export "f") (param i32) (result i64) (i64.const 0))
        (table (export "t") 5 10 funcref)
        (table (export "open") 5 externref)
        (memory (export "m") 2 4)
        (memory (export "unbounded") 2)
        (global (export "g") i32 (i32.const 0))
        (global (export "v") (mut i32) (i32.const 0))
        (global (export "r") funcref (ref.null func)))
      """;

  private static CompileException refused(final String... namesAndTexts) {
    final CompileException[] caught = new CompileException[1];
    assertThatThrownBy(
            () -> WasmCompiler.compile(LinkedRungs.specs(namesAndTexts), CompilerOptions.DEFAULT))
        .isInstanceOfSatisfying(CompileException.class, e -> caught[0] = e);
    assertThat(caught[0].stage()).as(caught[0].getMessage()).isEqualTo("link");
    assertThat(caught[0].isUnsupported()).isFalse();
    return caught[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f|(func (param i64) (result i64))|(func (param i32) (result i64))",
        "f|(func (param i32))|(func (param i32) (result i64))",
        "f|(memory 1)|(func (param i32) (result i64))",
        "t|(table 6 funcref)|(table 5 10 funcref)",
        "t|(table 5 9 funcref)|(table 5 10 funcref)",
        "t|(table 5 10 externref)|(table 5 10 funcref)",
        "t|(func)|(table 5 10 funcref)",
        "open|(table 1 10 externref)|(table 5 externref)",
        "m|(memory 3)|(memory 2 4)",
        "m|(memory 2 3)|(memory 2 4)",
        "m|(memory i64 2 4)|(memory 2 4)",
        "m|(table 1 funcref)|(memory 2 4)",
        "unbounded|(memory 1 100)|(memory 2)",
        "g|(global i64)|(global i32)",
        "g|(global (mut i32))|(global i32)",
        "v|(global i32)|(global (mut i32))",
        "v|(global (mut i64))|(global (mut i32))",
        "r|(global externref)|(global funcref)",
        "r|(tag)|(global funcref)"
      })
  void types_that_do_not_match(final String name, final String wanted, final String actual) {
    final CompileException e =
        refused("p", PROVIDER, "q", "(module (import \"p\" \"" + name + "\" " + wanted + "))");
    assertThat(e.text())
        .startsWith(
            "incompatible import type \"p\" \"" + name + "\" " + wanted + " of instance 1 \"q\": ")
        .endsWith(actual);
    assertThat(e.offset()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f|(func (param i32) (result i64))",
        "t|(table 0 funcref)",
        "t|(table 5 10 funcref)",
        "t|(table 5 11 funcref)",
        "open|(table 5 externref)",
        "m|(memory 0)",
        "m|(memory 2 4)",
        "m|(memory 1 65536)",
        "unbounded|(memory 2)",
        "g|(global i32)",
        "v|(global (mut i32))",
        "r|(global funcref)"
      })
  void types_that_match(final String name, final String wanted) throws CompileException {
    final String user = "(module (import \"p\" \"" + name + "\" " + wanted + "))";
    assertThat(LinkedRungs.running("p", PROVIDER, "q", user).program().instances()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p|x|(func)",
        "p|x|(memory 1)",
        "z|m|(memory 1)",
        "z|t|(table 1 funcref)",
        "z|g|(global i32)",
        "z|e|(tag)"
      })
  void imports_that_nothing_provides(final String module, final String name, final String wanted) {
    final CompileException e =
        refused(
            "p",
            PROVIDER,
            "q",
            "(module (import \"" + module + "\" \"" + name + "\" " + wanted + "))");
    assertThat(e.text())
        .startsWith("unknown import \"" + module + "\" \"" + name + "\" " + wanted)
        .contains("\"" + module + "\"");
  }

  @Test
  void what_counts_is_the_definition_and_not_what_it_is_passed_on_as() throws CompileException {
    final String owner = "(module (memory (export \"m\") 2 4))";
    final String relay = "(module (import \"o\" \"m\" (memory 1)) (export \"m\" (memory 0)))";
    assertThat(
            LinkedRungs.running(
                    "o", owner, "p", relay, "q", "(module (import \"p\" \"m\" (memory 2 4)))")
                .program()
                .layout()
                .memories())
        .hasSize(1);
    assertThat(
            refused("o", owner, "p", relay, "q", "(module (import \"p\" \"m\" (memory 3)))").text())
        .endsWith("instance 0 \"o\" has a (memory 2 4)");
  }

  @Test
  void what_instances_only_pass_around_exists_nowhere() {
    final CompileException e =
        refused(
            "p",
            "(module (import \"q\" \"g\" (global i32)) (export \"g\" (global 0)))",
            "q",
            "(module (import \"p\" \"g\" (global i32)) (export \"g\" (global 0)))");
    assertThat(e.text()).startsWith("unknown import").endsWith("only pass it around");
  }

  @Test
  void initial_values_must_not_depend_on_themselves() {
    final CompileException e =
        refused(
            "p",
            "(module (import \"q\" \"g\" (global i32)) (global i32 (global.get 0))"
                + " (export \"g\" (global 1)))",
            "q",
            "(module (import \"p\" \"g\" (global i32)) (global i32 (global.get 0))"
                + " (export \"g\" (global 1)))");
    assertThat(e.text())
        .isEqualTo("the initial value of global 1 of instance 0 \"p\" depends on itself");
  }

  @Test
  void functions_of_equal_groups_match_and_of_others_do_not() throws CompileException {
    final String provider =
        "(module (rec (type $a (func (param i32))) (type $b (func)))"
            + " (func (export \"f\") (type $a) (unreachable)))";
    final String equal =
        "(module (type (func)) (rec (type $a (func (param i32))) (type $b (func)))"
            + " (import \"p\" \"f\" (func (type $a))))";
    assertThat(LinkedRungs.running("p", provider, "q", equal).program().instances()).hasSize(2);
    assertThat(
            refused("p", provider, "q", "(module (import \"p\" \"f\" (func (param i32))))").text())
        .startsWith("incompatible import type");
  }
}
