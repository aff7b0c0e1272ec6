package parallax.spec.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.spec.run.Result.Status;

/** Scripts whose instances import from each other, on every engine. */
final class LinkingTest {
  /** What shares a memory, a table and a global with who imports them. */
  private static final String OWNER =
      """
      (module $owner
        (type $number (func (result i32)))
        (memory (export "memory") 1 3)
        (table $t (export "table") 2 6 funcref)
        (global $g (export "global") (mut i32) (i32.const 7))
        (global (export "constant") i32 (i32.const 5))
        (func $own (export "own") (result i32) (global.get $g))
        (elem (i32.const 0) $own)
        (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
        (func (export "call") (param i32) (result i32)
          (call_indirect $t (type $number) (local.get 0)))
        (func (export "grow-memory") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "grow-table") (param i32) (result i32)
          (table.grow $t (ref.func $own) (local.get 0))))
      (register "owner" $owner)
      """;

  /** Results of one engine, without those of the decoder. */
  private static List<Result> results(final ScriptEngine engine, final String script) {
    return SuiteRun.run("own.wast", script, List.of(engine)).results().stream()
        .filter(result -> result.engine().equals(engine.name()))
        .toList();
  }

  private static void passes(final String script) {
    passes(script, SuiteRun.engines());
  }

  /** On the engines of the compiler. */
  private static void passesCompiled(final String script) {
    passes(
        script, SuiteRun.engines().stream().filter(e -> !(e instanceof ReferenceScripts)).toList());
  }

  private static void passes(final String script, final List<ScriptEngine> engines) {
    for (final ScriptEngine engine : engines) {
      assertThat(results(engine, script))
          .as(script)
          .isNotEmpty()
          .allSatisfy(result -> assertThat(result.status()).isEqualTo(Status.PASS));
    }
  }

  private static void fails(final String script, final String reason) {
    for (final ScriptEngine engine : SuiteRun.engines()) {
      final List<Result> results = results(engine, script);
      final Result last = results.get(results.size() - 1);
      assertThat(last.status()).as(last.toString()).isEqualTo(Status.FAIL);
      assertThat(last.reason()).as(last.toString()).isEqualTo(reason);
    }
  }

  @Test
  void an_imported_global_is_the_same_global() {
    passes(
        OWNER
            + """
            (module $b
              (import "owner" "global" (global $g (mut i32)))
              (import "owner" "constant" (global $c i32))
              (global $next i32 (i32.add (global.get $c) (i32.const 1)))
              (export "again" (global $g))
              (func (export "set") (param i32) (global.set $g (local.get 0)))
              (func (export "next") (result i32) (global.get $next)))
            (invoke $b "set" (i32.const 40))
            (assert_return (invoke $owner "own") (i32.const 40))
            (assert_return (get $owner "global") (i32.const 40))
            (assert_return (get $b "again") (i32.const 40))
            (assert_return (invoke $b "next") (i32.const 6))
            """);
  }

  @Test
  void a_shared_table_grows_for_both_and_calls_go_to_the_instance_of_the_function() {
    passesCompiled(
        OWNER
            + """
            (module $b
              (type $other (func (param i64 i64)))
              (type $number (func (result i32)))
              (import "owner" "table" (table $t 2 funcref))
              (global $mine i32 (i32.const 1234))
              (elem (i32.const 1) $get)
              (func $get (result i32) (global.get $mine))
              (func (export "call") (param i32) (result i32)
                (call_indirect $t (type $number) (local.get 0)))
              (func (export "size") (result i32) (table.size $t)))
            (assert_return (invoke $owner "call" (i32.const 1)) (i32.const 1234))
            (assert_return (invoke $b "call" (i32.const 0)) (i32.const 7))
            (assert_trap (invoke $b "call" (i32.const 2)) "undefined element")
            (assert_return (invoke $owner "grow-table" (i32.const 2)) (i32.const 2))
            (assert_return (invoke $b "size") (i32.const 4))
            (assert_return (invoke $b "call" (i32.const 3)) (i32.const 7))
            (assert_return (invoke $owner "grow-table" (i32.const 3)) (i32.const -1))
            """);
  }

  @Test
  void instances_reach_each_other_in_both_directions() {
    passes(
        OWNER
            + """
            (module $b
              (type $number (func (result i32)))
              (import "owner" "call" (func $call (param i32) (result i32)))
              (import "owner" "table" (table $t 2 funcref))
              (elem (i32.const 1) $back)
              (func $back (result i32)
                (i32.add (i32.const 100) (call $call (i32.const 0)))))
            (assert_return (invoke $owner "call" (i32.const 1)) (i32.const 107))
            """);
  }

  @Test
  void a_failed_instantiation_keeps_what_its_segments_have_written_before() {
    passes(
        OWNER
            + """
            (assert_trap
              (module
                (import "owner" "memory" (memory 1))
                (data (i32.const 0) "a")
                (data (i32.const 65536) "b")
                (data (i32.const 1) "c"))
              "out of bounds memory access")
            (assert_return (invoke $owner "load" (i32.const 0)) (i32.const 97))
            (assert_return (invoke $owner "load" (i32.const 1)) (i32.const 0))
            """);
  }

  @Test
  void elements_stay_and_work_although_the_instance_of_their_functions_failed() {
    passes(
        OWNER
            + """
            (assert_trap
              (module
                (import "owner" "memory" (memory 1))
                (import "owner" "table" (table 2 funcref))
                (global $mine (mut i32) (i32.const 9))
                (func $count (result i32)
                  (global.set $mine (i32.add (global.get $mine) (i32.const 1)))
                  (global.get $mine))
                (elem (i32.const 1) $count)
                (data (i32.const 0x10000) "x"))
              "out of bounds memory access")
            (assert_return (invoke $owner "call" (i32.const 1)) (i32.const 10))
            (assert_return (invoke $owner "call" (i32.const 1)) (i32.const 11))
            """);
  }

  @Test
  void a_start_function_that_traps_comes_after_the_segments() {
    passes(
        OWNER
            + """
            (assert_trap
              (module
                (import "owner" "memory" (memory 1))
                (import "owner" "global" (global $g (mut i32)))
                (data (i32.const 5) "z")
                (func $start (global.set $g (i32.load8_u (i32.const 5))) (unreachable))
                (start $start))
              "unreachable")
            (assert_return (get $owner "global") (i32.const 122))
            (assert_return (invoke $owner "own") (i32.const 122))
            """);
  }

  @Test
  void segments_are_applied_when_their_instance_comes_and_not_before() {
    passes(
        OWNER
            + """
            (assert_return (invoke $owner "load" (i32.const 3)) (i32.const 0))
            (assert_trap (invoke $owner "call" (i32.const 1)) "uninitialized element")
            (module
              (import "owner" "memory" (memory 1))
              (import "owner" "table" (table 2 funcref))
              (func $f (result i32) (i32.const 31))
              (elem (i32.const 1) $f)
              (data (i32.const 3) "q"))
            (assert_return (invoke $owner "load" (i32.const 3)) (i32.const 113))
            (assert_return (invoke $owner "call" (i32.const 1)) (i32.const 31))
            """);
  }

  @Test
  void the_same_module_twice_shares_what_it_imports_and_nothing_else() {
    passes(
        OWNER
            + """
            (module definition $d
              (import "owner" "global" (global $shared (mut i32)))
              (global $own (mut i32) (i32.const 0))
              (func (export "next") (result i32)
                (global.set $shared (i32.add (global.get $shared) (i32.const 1)))
                (global.set $own (i32.add (global.get $own) (i32.const 10)))
                (i32.add (global.get $shared) (global.get $own))))
            (module instance $x $d)
            (module instance $y $d)
            (assert_return (invoke $x "next") (i32.const 18))
            (assert_return (invoke $x "next") (i32.const 29))
            (assert_return (invoke $y "next") (i32.const 20))
            """);
  }

  @Test
  void a_name_stands_for_who_has_it_when_the_importer_is_instantiated() {
    passes(
        """
        (module $one (func (export "f") (result i32) (i32.const 1)))
        (module $two (func (export "f") (result i32) (i32.const 2)))
        (module definition $user
          (import "m" "f" (func $f (result i32)))
          (func (export "g") (result i32) (call $f)))
        (assert_unlinkable (module (import "m" "f" (func (result i32)))) "unknown import")
        (register "m" $one)
        (module instance $first $user)
        (register "m" $two)
        (module instance $second $user)
        (assert_return (invoke $first "g") (i32.const 1))
        (assert_return (invoke $second "g") (i32.const 2))
        """);
  }

  @Test
  void sizes_of_imports_are_compared_with_those_of_now() {
    final String larger =
        """
        (%s
          (import "owner" "memory" (memory 2 3))
          (import "owner" "table" (table 4 funcref)))
        """;
    passes(
        OWNER
            + "(assert_unlinkable "
            + larger.formatted("module")
            + " \"incompatible import type\")\n"
            + "(assert_return (invoke $owner \"grow-memory\" (i32.const 1)) (i32.const 1))"
            + "(assert_unlinkable "
            + larger.formatted("module")
            + " \"incompatible import type\")\n"
            + "(assert_return (invoke $owner \"grow-table\" (i32.const 2)) (i32.const 2))"
            + larger.formatted("module")
            + "(assert_unlinkable (module (import \"owner\" \"memory\" (memory 3)))"
            + " \"incompatible import type\")");
  }

  @Test
  void what_does_not_fit_is_refused_and_says_why() {
    for (final String wrong :
        List.of(
            "\"own\" (func (result i64))",
            "\"own\" (func (param i32) (result i32))",
            "\"own\" (global i32)",
            "\"global\" (global i32)",
            "\"global\" (global (mut i64))",
            "\"constant\" (global (mut i32))",
            "\"memory\" (memory 1 2)",
            "\"memory\" (table 1 funcref)",
            "\"table\" (table 2 5 funcref)",
            "\"table\" (table 2 externref)",
            "\"table\" (table 3 funcref)",
            "\"table\" (func)")) {
      final String module = "(module (import \"owner\" " + wrong + "))";
      passes(OWNER + "(assert_unlinkable " + module + " \"incompatible import type\")");
      fails(OWNER + "(assert_unlinkable " + module + " \"unknown import\")", "rejected");
    }
    for (final String unknown :
        List.of("\"owner\" \"nothing\"", "\"nobody\" \"own\"", "\"spectest\" \"nothing\"")) {
      final String module = "(module (import " + unknown + " (func (result i32))))";
      passes(OWNER + "(assert_unlinkable " + module + " \"unknown import\")");
      fails(OWNER + "(assert_unlinkable " + module + " \"incompatible import type\")", "rejected");
      fails(OWNER + module, "rejected");
    }
    fails(
        OWNER
            + "(assert_unlinkable (module (import \"owner\" \"own\" (func (result i32))))"
            + " \"unknown import\")",
        "linked");
  }

  private static final String TYPES =
      """
      (module $a
        (type (func (param i64)))
        (type $t (func (param i32) (result i32)))
        (table (export "t") 3 funcref)
        (elem (i32.const 0) $double)
        (func $double (param i32) (result i32) (i32.mul (i32.const 2) (local.get 0))))
      (register "a" $a)
      (module $b
        (type $t (func (param i32) (result i32)))
        (type $u (func (param i64) (result i32)))
        (import "a" "t" (table $t 3 funcref))
        (func (export "call") (param i32 i32) (result i32)
          (call_indirect $t (type $t) (local.get 0) (local.get 1)))
        (func (export "other") (result i32)
          (call_indirect $t (type $u) (i64.const 0) (i32.const 0))))
      """;

  @Test
  void types_are_the_same_in_all_instances_when_they_are_written_alike() {
    passesCompiled(
        TYPES
            + """
            (assert_return (invoke $b "call" (i32.const 21) (i32.const 0)) (i32.const 42))
            (assert_trap (invoke $b "other") "indirect call type mismatch")
            """);
  }

  @Test
  void the_reference_compares_indices_of_types_of_different_modules_and_is_wrong() {
    final List<Result> results =
        results(
            new ReferenceScripts(),
            TYPES + "(assert_trap (invoke $b \"other\") \"indirect call type mismatch\")");
    assertThat(results.get(results.size() - 1).reason()).isEqualTo("no-trap");
  }

  @Test
  void all_instances_share_the_memory_and_the_table_of_spectest() {
    passes(
        """
        (module $a
          (import "spectest" "memory" (memory 1))
          (import "spectest" "table" (table 10 funcref))
          (func $f (result i32) (i32.const 77))
          (elem (i32.const 4) $f)
          (data (i32.const 8) "k")
          (func (export "grow") (result i32) (memory.grow (i32.const 1))))
        (module $b
          (type $t (func (result i32)))
          (import "spectest" "memory" (memory 1 2))
          (import "spectest" "table" (table $t 10 20 funcref))
          (import "spectest" "global_i32" (global $i i32))
          (import "spectest" "global_i64" (global $l i64))
          (import "spectest" "print" (func $print))
          (import "spectest" "print_i32" (func $print-i32 (param i32)))
          (export "again" (func $print-i32))
          (func (export "load") (result i32) (i32.load8_u (i32.const 8)))
          (func (export "size") (result i32) (memory.size))
          (func (export "call") (result i32) (call_indirect $t (type $t) (i32.const 4)))
          (func (export "globals") (result i32 i64)
            (call $print) (call $print-i32 (i32.const 3)) (global.get $i) (global.get $l)))
        (assert_return (invoke $b "load") (i32.const 107))
        (assert_return (invoke $b "call") (i32.const 77))
        (assert_return (invoke $a "grow") (i32.const 1))
        (assert_return (invoke $a "grow") (i32.const -1))
        (assert_return (invoke $b "size") (i32.const 2))
        (assert_return (invoke $b "globals") (i32.const 666) (i64.const 666))
        (assert_return (invoke $b "again" (i32.const 1)))
        (assert_unlinkable
          (module (import "spectest" "table" (table 11 funcref))) "incompatible import type")
        """);
  }

  @Test
  void what_nobody_has_imported_of_spectest_is_as_large_as_it_begins() {
    for (final String larger : List.of("memory\" (memory 2)", "table\" (table 11 funcref)")) {
      passes(
          "(assert_unlinkable (module (import \"spectest\" \"%s)) \"incompatible import type\")"
              .formatted(larger));
    }
    fails(
        "(assert_unlinkable (module (import \"spectest\" \"memory\" (memory 1))) \"\")", "linked");
  }

  @Test
  void every_script_begins_with_a_fresh_spectest() {
    final String script =
        """
        (module
          (import "spectest" "memory" (memory 1))
          (func (export "next") (result i32)
            (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
            (i32.load (i32.const 0))))
        (assert_return (invoke "next") (i32.const 1))
        (assert_return (invoke "next") (i32.const 2))
        """;
    passes(script);
    passes(script);
  }

  @Test
  void imports_that_are_passed_on_are_still_the_same() {
    passes(
        OWNER
            + """
            (module $b
              (import "owner" "memory" (memory 1))
              (import "owner" "global" (global (mut i32)))
              (import "owner" "own" (func (result i32)))
              (export "memory" (memory 0)) (export "global" (global 0)) (export "own" (func 0)))
            (register "b" $b)
            (module $c
              (import "b" "memory" (memory 1 3))
              (import "b" "global" (global $g (mut i32)))
              (import "b" "own" (func $own (result i32)))
              (func (export "f") (result i32)
                (global.set $g (i32.const 3)) (i32.store8 (i32.const 9) (i32.const 4)) (call $own)))
            (assert_return (invoke $c "f") (i32.const 3))
            (assert_return (invoke $owner "load" (i32.const 9)) (i32.const 4))
            """);
  }

  @Test
  void a_trap_in_one_instance_ends_the_call_of_another_and_nothing_else() {
    passes(
        OWNER
            + """
            (module $b
              (import "owner" "call" (func $call (param i32) (result i32)))
              (import "owner" "global" (global $g (mut i32)))
              (func (export "f") (result i32)
                (global.set $g (i32.const 1)) (call $call (i32.const 1))))
            (assert_trap (invoke $b "f") "uninitialized element")
            (assert_return (invoke $owner "own") (i32.const 1))
            (module $deep
              (import "owner" "table" (table 2 funcref))
              (type $number (func (result i32)))
              (func $again (result i32)
                (i32.add (i32.const 1) (call_indirect (type $number) (i32.const 1))))
              (elem (i32.const 1) $again))
            (assert_exhaustion (invoke $owner "call" (i32.const 1)) "call stack exhausted")
            (assert_return (invoke $owner "own") (i32.const 1))
            """);
  }
}
