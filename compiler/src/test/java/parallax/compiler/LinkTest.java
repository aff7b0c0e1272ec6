package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.InstanceSpec.Sizes;

/** Several instances in one program: what they share, and what they do not. */
final class LinkTest {
  private static final String MEMORY_OWNER =
      """
      (module
        (memory (export "m") 1 3)
        (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
      """;

  @Test
  void a_shared_memory_has_one_size_and_its_bounds_follow_growth_by_either() throws Exception {
    final LinkedRungs run =
        LinkedRungs.running(
            "a",
            MEMORY_OWNER,
            "b",
            """
            (module
              (import "a" "m" (memory 1))
              (func (export "store") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
              (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
              (func (export "size") (result i32) (memory.size)))
            """);
    assertThat(run.call(1, "store", 65_535, 7)).isEmpty();
    assertThat(run.call(0, "load", 65_535)).isEqualTo("7");
    assertThat(run.call(1, "store", 65_536, 8)).isEqualTo("out of bounds memory access");
    assertThat(run.call(0, "grow", 1)).isEqualTo("1");
    assertThat(run.call(1, "size")).isEqualTo("2");
    assertThat(run.call(1, "store", 131_071, 9)).isEmpty();
    assertThat(run.call(0, "load", 131_071)).isEqualTo("9");
    assertThat(run.call(1, "grow", 1)).isEqualTo("2");
    assertThat(run.call(0, "load", 196_607)).isEqualTo("0");
    assertThat(run.call(0, "load", 196_608)).isEqualTo("out of bounds memory access");
    assertThat(run.call(0, "grow", 1)).isEqualTo("-1");
    assertThat(run.program().layout().memories()).hasSize(1);
  }

  @Test
  void a_mutable_global_is_one_and_an_immutable_one_can_be_read_by_constants() throws Exception {
    final LinkedRungs run =
        LinkedRungs.running(
            "a",
            """
            (module
              (global $n (export "n") (mut i64) (i64.const 40))
              (global (export "base") i32 (i32.add (i32.const 5) (i32.mul (i32.const 2) (i32.const 8))))
              (func (export "get") (result i64) (global.get $n)))
            """,
            "b",
            """
            (module
              (import "a" "n" (global $n (mut i64)))
              (import "a" "base" (global $base i32))
              (global $next i32 (i32.sub (global.get $base) (i32.const 1)))
              (global $again i32 (i32.add (global.get $next) (global.get $base)))
              (memory 1)
              (data (offset (i32.add (global.get $next) (i32.const 80))) "x")
              (table $t 64 funcref)
              (elem (table $t) (offset (global.get $next)) func $seven)
              (func $seven (result i32) (i32.const 7))
              (func (export "bump") (global.set $n (i64.add (global.get $n) (i64.const 2))))
              (func (export "again") (result i32) (global.get $again))
              (func (export "at") (param i32) (result i32) (i32.load8_u (local.get 0)))
              (func (export "call") (param i32) (result i32)
                (call_indirect $t (result i32) (local.get 0))))
            """);
    assertThat(run.call(1, "bump")).isEmpty();
    assertThat(run.call(0, "get")).isEqualTo("42");
    assertThat(run.call(1, "again")).isEqualTo("41");
    assertThat(run.call(1, "at", 100)).isEqualTo("120");
    assertThat(run.call(1, "call", 20)).isEqualTo("7");
    assertThat(run.call(1, "call", 21)).isEqualTo("uninitialized element");
  }

  @Test
  void a_shared_table_grows_for_both_and_holds_functions_of_both() throws Exception {
    final LinkedRungs run =
        LinkedRungs.running(
            "a",
            """
            (module
              (type $unused (func (param i64 i64)))
              (global $n (mut i32) (i32.const 100))
              (table $t (export "t") 3 20 funcref)
              (elem (i32.const 0) $next $wide)
              (func $next (result i32)
                (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n))
              (func $wide (result i64) (i64.const -1))
              (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0)))
              (func (export "grow") (param i32) (result i32)
                (table.grow (ref.func $next) (local.get 0))))
            """,
            "b",
            """
            (module
              (import "a" "t" (table $t 3 funcref))
              (elem (i32.const 2) $mine)
              (func $mine (result i32) (i32.const 55))
              (func (export "call") (param i32) (result i32)
                (call_indirect (result i32) (local.get 0)))
              (func (export "clear") (param i32) (table.set (local.get 0) (ref.null func)))
              (func (export "size") (result i32) (table.size)))
            """);
    assertThat(run.call(1, "call", 0)).isEqualTo("101");
    assertThat(run.call(0, "call", 0)).isEqualTo("102");
    assertThat(run.call(1, "call", 1)).isEqualTo("indirect call type mismatch");
    assertThat(run.call(0, "call", 2)).isEqualTo("55");
    assertThat(run.call(1, "call", 3)).isEqualTo("undefined element");
    assertThat(run.call(0, "grow", 2)).isEqualTo("3");
    assertThat(run.call(1, "size")).isEqualTo("5");
    assertThat(run.call(1, "call", 4)).isEqualTo("103");
    assertThat(run.call(1, "clear", 4)).isEmpty();
    assertThat(run.call(0, "call", 4)).isEqualTo("uninitialized element");
    assertThat(run.call(0, "grow", 16)).isEqualTo("-1");
  }

  @Test
  void functions_are_imported_in_both_directions() throws Exception {
    final LinkedRungs run =
        LinkedRungs.running(
            "even",
            """
            (module
              (import "odd" "odd" (func $odd (param i32) (result i32)))
              (func (export "even") (param i32) (result i32)
                (if (result i32) (i32.eqz (local.get 0))
                  (then (i32.const 1))
                  (else (call $odd (i32.sub (local.get 0) (i32.const 1)))))))
            """,
            "odd",
            """
            (module
              (import "even" "even" (func $even (param i32) (result i32)))
              (export "again" (func $even))
              (func (export "odd") (param i32) (result i32)
                (if (result i32) (i32.eqz (local.get 0))
                  (then (i32.const 0))
                  (else (call $even (i32.sub (local.get 0) (i32.const 1)))))))
            """);
    assertThat(run.call(0, "even", 10)).isEqualTo("1");
    assertThat(run.call(1, "odd", 10)).isEqualTo("0");
    assertThat(run.call(1, "again", 11)).isEqualTo("0");
    assertThat(run.program().export(1, ExportKind.FUNCTION, "again").orElseThrow().index())
        .isEqualTo(run.program().export(0, ExportKind.FUNCTION, "even").orElseThrow().index());
  }

  @Test
  void the_same_module_twice_has_two_states() throws Exception {
    final String counter =
        """
        (module
          (global $n (mut i32) (i32.const 0))
          (memory 1)
          (data $d "ab")
          (elem $e func $f)
          (table $t 1 funcref)
          (func $f)
          (func (export "next") (result i32)
            (global.set $n (i32.add (global.get $n) (i32.const 1)))
            (i32.store8 (i32.const 9) (global.get $n))
            (global.get $n))
          (func (export "read") (result i32) (i32.load8_u (i32.const 9)))
          (func (export "drop") (data.drop $d) (elem.drop $e))
          (func (export "init") (param i32)
            (memory.init $d (i32.const 0) (i32.const 0) (local.get 0)))
          (func (export "fill") (param i32)
            (table.init $t $e (i32.const 0) (i32.const 0) (local.get 0))))
        """;
    final LinkedRungs run = LinkedRungs.running("c", counter, "c", counter);
    assertThat(run.call(0, "next")).isEqualTo("1");
    assertThat(run.call(0, "next")).isEqualTo("2");
    assertThat(run.call(1, "next")).isEqualTo("1");
    assertThat(run.call(0, "read")).isEqualTo("2");
    assertThat(run.call(1, "read")).isEqualTo("1");
    assertThat(run.call(0, "drop")).isEmpty();
    assertThat(run.call(0, "init", 1)).isEqualTo("out of bounds memory access");
    assertThat(run.call(1, "init", 2)).isEmpty();
    assertThat(run.call(0, "fill", 1)).isEqualTo("out of bounds table access");
    assertThat(run.call(1, "fill", 1)).isEmpty();
  }

  @Test
  void an_instance_that_fails_to_initialise_leaves_what_it_has_written() throws Exception {
    final LinkedRungs run =
        LinkedRungs.of(
            "a",
            MEMORY_OWNER,
            "b",
            """
            (module
              (import "a" "m" (memory 1))
              (data (i32.const 10) "hello")
              (data (i32.const 65534) "long")
              (data (i32.const 20) "never"))
            """,
            "c",
            """
            (module
              (import "a" "m" (memory 1))
              (data (i32.const 30) "c")
              (func $start (unreachable))
              (start $start))
            """);
    assertThat(run.init(0)).isEmpty();
    assertThat(run.call(0, "load", 10)).isEqualTo("0");
    assertThat(run.init(1)).isEqualTo("out of bounds memory access");
    assertThat(run.call(0, "load", 10)).isEqualTo("104");
    assertThat(run.call(0, "load", 20)).isEqualTo("0");
    assertThat(run.call(0, "load", 65_534)).isEqualTo("0");
    assertThat(run.call(0, "load", 30)).isEqualTo("0");
    assertThat(run.init(2)).isEqualTo("unreachable");
    assertThat(run.call(0, "load", 30)).isEqualTo("99");
  }

  @Test
  void segments_are_not_there_before_their_instance_is_initialised() throws Exception {
    final LinkedRungs run =
        LinkedRungs.of(
            "a",
            """
            (module
              (import "b" "m" (memory 1))
              (import "b" "t" (table 1 funcref))
              (global $seen (mut i32) (i32.const 0))
              (func $start
                (global.set $seen
                  (i32.add (i32.load8_u (i32.const 0))
                    (ref.is_null (table.get (i32.const 0))))))
              (start $start)
              (func (export "seen") (result i32) (global.get $seen))
              (func (export "load") (result i32) (i32.load8_u (i32.const 0))))
            """,
            "b",
            """
            (module
              (memory (export "m") 1)
              (table (export "t") 1 funcref)
              (elem (i32.const 0) $f)
              (data (i32.const 0) "A")
              (func $f))
            """);
    assertThat(run.init(0)).isEmpty();
    assertThat(run.call(0, "seen")).isEqualTo("1");
    assertThat(run.call(0, "load")).isEqualTo("0");
    assertThat(run.init(1)).isEmpty();
    assertThat(run.call(0, "load")).isEqualTo("65");
  }

  @Test
  void start_functions_run_in_order_and_the_whole_program_initialises_at_once() throws Exception {
    final String log =
        """
        (module
          (memory (export "m") 1)
          (global $at (mut i32) (i32.const 0))
          (func (export "log") (param i32)
            (i32.store8 (global.get $at) (local.get 0))
            (global.set $at (i32.add (global.get $at) (i32.const 1))))
          (func (export "read") (result i64) (i64.load (i32.const 0))))
        """;
    final String[] all = {"log", log, "x", starts(1), "y", starts(2), "x", starts(3)};
    final LinkedRungs run = LinkedRungs.running(all);
    assertThat(run.call(0, "read")).isEqualTo(String.valueOf(0x030201));
    final CompiledRun whole =
        CompiledRun.of(
            WasmCompiler.compile(LinkedRungs.specs(all), CompilerOptions.DEFAULT),
            (index, machine) -> {
              throw new AssertionError("host call " + index);
            });
    assertThat(whole.call("read")).containsExactly(0x030201);
  }

  private static String starts(final int number) {
    return "(module (import \"log\" \"log\" (func $log (param i32))) (func $s (call $log (i32.const "
        + number
        + "))) (start $s))";
  }

  @Test
  void names_stand_for_the_last_instance_before_and_providers_for_any() throws Exception {
    final String user = "(module (import \"m\" \"f\" (func (result i32))) (export \"g\" (func 0)))";
    final List<InstanceSpec> specs =
        new ArrayList<>(
            LinkedRungs.specs(
                "m", constant(1), "u", user, "m", constant(2), "v", user, "m", constant(3)));
    final TreeMap<String, Integer> first = new TreeMap<>();
    first.put("m", 0);
    specs.add(new InstanceSpec("w", Wat.parse(user), first));
    final LinkedRungs run = LinkedRungs.of(specs);
    assertThat(run.call(1, "g")).isEqualTo("1");
    assertThat(run.call(3, "g")).isEqualTo("2");
    assertThat(run.call(5, "g")).isEqualTo("1");
  }

  private static String constant(final int value) {
    return "(module (func (export \"f\") (result i32) (i32.const " + value + ")))";
  }

  @Test
  void tables_begin_with_the_value_that_they_are_given() throws Exception {
    final LinkedRungs run =
        LinkedRungs.running(
            "a",
            "(module (func $f (result i32) (i32.const 3))"
                + "(global (export \"g\") funcref (ref.func $f)))",
            "b",
            """
            (module
              (import "a" "g" (global $g funcref))
              (func $h (result i32) (i32.const 4))
              (table $small 5 funcref (global.get $g))
              (table $large 2000 funcref (ref.func $h))
              (elem (table $large) (i32.const 7) funcref (item (global.get $g)) (item (ref.null func)))
              (func (export "small") (param i32) (result i32)
                (call_indirect $small (result i32) (local.get 0)))
              (func (export "large") (param i32) (result i32)
                (call_indirect $large (result i32) (local.get 0))))
            """);
    assertThat(run.call(1, "small", 4)).isEqualTo("3");
    assertThat(run.call(1, "large", 6)).isEqualTo("4");
    assertThat(run.call(1, "large", 7)).isEqualTo("3");
    assertThat(run.call(1, "large", 8)).isEqualTo("uninitialized element");
    assertThat(run.call(1, "large", 1999)).isEqualTo("4");
    assertThat(run.call(1, "large", 2000)).isEqualTo("undefined element");
  }

  @Test
  void functions_that_no_instance_provides_are_host_calls_of_the_instance_that_asks()
      throws CompileException {
    final CompiledProgram program =
        WasmCompiler.compile(
            LinkedRungs.specs(
                "a",
                "(module (import \"env\" \"f\" (func (param i32))) (export \"f\" (func 0)))",
                "b",
                "(module (import \"a\" \"f\" (func (param i32))) (import \"env\" \"g\" (func)))"),
            CompilerOptions.DEFAULT);
    assertThat(program.hostCalls().calls().stream().map(c -> c.index() + " " + c.name()))
        .containsExactly("1024 f", "1025 g");
    assertThat(program.instances().get(1).indices().functions()).containsExactly(0, 1);
  }

  @Test
  void host_calls_are_known_without_the_program() throws CompileException {
    final List<InstanceSpec> specs =
        LinkedRungs.specs(
            "a",
            "(module (import \"b\" \"h\" (func)) (import \"env\" \"f\" (func (param i64))))",
            "b",
            "(module (import \"env\" \"g\" (func (result i32)))"
                + "(import \"env\" \"h\" (func)) (export \"h\" (func 1)))");
    assertThat(WasmCompiler.hostCalls(specs, CompilerOptions.DEFAULT))
        .isEqualTo(WasmCompiler.compile(specs, CompilerOptions.DEFAULT).hostCalls());
    assertThat(WasmCompiler.hostCalls(specs, CompilerOptions.DEFAULT).calls())
        .extracting(call -> call.index() + " " + call.name())
        .containsExactly("1024 f", "1025 g", "1026 h");
  }

  @Test
  void sizes_may_be_left_to_who_knows_them_later_but_not_what_growth_cannot_mend()
      throws Exception {
    final String owner =
        "(module (memory (export \"m\") 1 3) (table (export \"t\") 1 4 funcref)"
            + "(func (export \"grow\") (result i32) (memory.grow (i32.const 1))))";
    final String fits =
        "(module (import \"a\" \"m\" (memory 3)) (import \"a\" \"t\" (table 4 funcref))"
            + "(data (i32.const 65536) \"x\")"
            + "(func (export \"load\") (param i32) (result i32) (i32.load8_u (local.get 0))))";
    assertThatThrownBy(() -> LinkedRungs.of(specs(owner, fits, Sizes.INITIAL)))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("incompatible import type");
    final LinkedRungs run = LinkedRungs.of(specs(owner, fits, Sizes.CURRENT));
    assertThat(run.init(0)).isEmpty();
    assertThat(run.call(0, "grow")).isEqualTo("1");
    assertThat(run.init(1)).isEmpty();
    assertThat(run.call(1, "load", 65_536)).isEqualTo("120");
    assertThat(run.call(1, "load", 131_072)).isEqualTo("out of bounds memory access");
    for (final String never :
        List.of("\"m\" (memory 4)", "\"m\" (memory 1 2)", "\"t\" (table 5 funcref)")) {
      final String module = "(module (import \"a\" " + never + "))";
      assertThatThrownBy(() -> LinkedRungs.of(specs(owner, module, Sizes.CURRENT)))
          .hasMessageContaining("incompatible import type");
    }
  }

  private static List<InstanceSpec> specs(
      final String owner, final String user, final Sizes sizes) {
    return List.of(
        new InstanceSpec("a", Wat.parse(owner)),
        new InstanceSpec("b", Wat.parse(user), new TreeMap<>(), sizes));
  }

  @Test
  void the_same_list_gives_the_same_program() throws CompileException {
    final String[] all = {"a", MEMORY_OWNER, "b", MEMORY_OWNER, "log", starts(1)};
    final CompiledProgram first =
        WasmCompiler.compile(LinkedRungs.specs(all), CompilerOptions.DEFAULT);
    final CompiledProgram second =
        WasmCompiler.compile(LinkedRungs.specs(all), CompilerOptions.DEFAULT);
    assertThat(first.toBytes()).isEqualTo(second.toBytes());
  }
}
