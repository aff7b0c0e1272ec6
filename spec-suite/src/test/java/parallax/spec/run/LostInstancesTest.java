package parallax.spec.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerOptions;
import parallax.spec.run.Result.Status;

/** What is still said of a script after something in it was not supported. */
final class LostInstancesTest {
  private static final String FEATURE = "SIMD";

  /** A module that no engine here can have, and that imports something. */
  private static String unsupported(final String imports) {
    return "(module $wide " + imports + " (global v128 (v128.const i64x2 1 2)))\n";
  }

  private static final String OWNER =
      """
      (module $owner
        (global $g (export "g") (mut i32) (i32.const 1))
        (global (export "c") i32 (i32.const 2))
        (memory (export "m") 1)
        (func (export "get") (result i32) (global.get $g)))
      (register "owner" $owner)
      """;

  private static final String GET = "(assert_return (invoke $owner \"get\") (i32.const 1))";

  private static void ends(final String script, final Status status) {
    for (final ScriptEngine engine :
        List.of(new ReferenceScripts(), new PvmScripts(CompilerOptions.DEFAULT))) {
      final List<Result> results =
          SuiteRun.run("own.wast", script, List.of(engine)).results().stream()
              .filter(result -> result.engine().equals(engine.name()))
              .toList();
      final Result last = results.get(results.size() - 1);
      assertThat(last.status()).as(script + last).isEqualTo(status);
      if (status == Status.UNSUPPORTED) {
        assertThat(last.reason()).isEqualTo(FEATURE);
      }
    }
  }

  private static void lost(final String script) {
    ends(script, Status.UNSUPPORTED);
  }

  private static void kept(final String script) {
    ends(script, Status.PASS);
  }

  @Test
  void an_instance_that_one_which_could_not_be_had_would_have_changed_is_lost_from_then_on() {
    kept(OWNER + GET);
    for (final String joint :
        List.of("\"g\" (global (mut i32))", "\"m\" (memory 1)", "\"get\" (func (result i32))")) {
      final String wide = unsupported("(import \"owner\" " + joint + ")");
      lost(OWNER + wide + GET);
      lost(OWNER + wide + "(module (import \"owner\" \"m\" (memory 1)))");
      kept(OWNER + wide + "(module (import \"owner\" \"c\" (global i32)) (memory 1))");
    }
  }

  @Test
  void what_imports_from_it_cannot_be_had_either_and_is_as_missed() {
    final String chain =
        unsupported("(func (export \"f\"))")
            + "(register \"wide\" $wide)\n"
            + "(module $b (import \"wide\" \"f\" (func)) (import \"owner\" \"m\" (memory 1)))\n";
    lost(OWNER + chain);
    lost(OWNER + chain + GET);
  }

  @Test
  void constants_and_instances_without_state_pass_nothing_on() {
    kept(OWNER + unsupported("(import \"owner\" \"c\" (global i32))") + GET);
    kept(OWNER + unsupported("") + GET);
    kept(
        OWNER
            + """
            (module $pure (func (export "one") (result i32) (i32.const 1)))
            (register "pure" $pure)
            (module $b
              (import "pure" "one" (func $one (result i32)))
              (memory 1)
              (func (export "f") (result i32) (call $one)))
            """
            + unsupported("(import \"pure\" \"one\" (func (result i32)))")
            + "(assert_return (invoke $pure \"one\") (i32.const 1))\n"
            + "(assert_return (invoke $b \"f\") (i32.const 1))");
  }

  @Test
  void a_wrapper_without_state_passes_on_what_it_wraps() {
    lost(
        OWNER
            + """
            (module $wrapper (import "owner" "get" (func (result i32))) (export "f" (func 0)))
            (register "wrapper" $wrapper)
            """
            + unsupported("(import \"wrapper\" \"f\" (func (result i32)))")
            + GET);
  }

  @Test
  void users_of_the_memory_of_spectest_are_lost_together() {
    final String user =
        """
        (module $user
          (import "spectest" "memory" (memory 1))
          (func (export "get") (result i32) (i32.load (i32.const 0))))
        """;
    final String get = "(assert_return (invoke $user \"get\") (i32.const 0))";
    kept(user + unsupported("(import \"spectest\" \"global_i32\" (global i32))") + get);
    lost(user + unsupported("(import \"spectest\" \"memory\" (memory 1))") + get);
  }

  @Test
  void imports_are_judged_although_the_instance_could_not_be_had() {
    kept(
        unsupported("(global (export \"g\") i32 (i32.const 1))")
            + "(register \"wide\" $wide)\n"
            + "(assert_unlinkable (module (import \"owner\" \"g\" (global i64)))"
            + " \"unknown import\")");
  }
}
