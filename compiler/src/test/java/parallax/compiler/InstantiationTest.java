package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Globals, segments and the start function (wasm core 2.0 section 4.5.4). */
final class InstantiationTest {
  private static final String LOADS =
      """
        (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
        (func (export "slot") (param i32) (result i32)
          (call_indirect (result i32) (local.get 0)))
        (func $one (result i32) i32.const 1)
        (func $two (result i32) i32.const 2))
      """;

  @Test
  void globals_have_their_initial_values() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (global $a i32 (i32.const -5))
              (global $b i64 (i64.const 0x8000000000000000))
              (global $c (mut i32) (global.get $a))
              (global $d (mut i64) (i64.const -1))
              (func (export "a") (result i32) (global.get $a))
              (func (export "b") (result i64) (global.get $b))
              (func (export "c") (result i32) (global.get $c))
              (func (export "d") (result i64)
                (global.set $d (i64.sub (global.get $d) (i64.const 1)))
                (global.get $d))
              (func (export "bump") (result i32)
                (global.set $c (i32.add (global.get $c) (i32.const 0x7fffffff)))
                (global.get $c)))
            """);
    assertThat(run.call("a")).isEqualTo("-5");
    assertThat(run.call("b")).isEqualTo(Long.toString(Long.MIN_VALUE));
    assertThat(run.call("c")).isEqualTo("-5");
    assertThat(run.call("bump")).isEqualTo(Integer.toString(-5 + Integer.MAX_VALUE));
    assertThat(run.call("bump")).isEqualTo(Integer.toString(-5 - 2));
    assertThat(run.call("d")).isEqualTo("-2");
    assertThat(run.call("d")).isEqualTo("-3");
  }

  @Test
  void later_segments_overwrite_earlier_ones() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (memory 1)
              (table 3 funcref)
              (data (i32.const 0) "abc")
              (data (i32.const 1) "X")
              (data (i32.const 65535) "z")
              (data (i32.const 65536) "")
              (elem (i32.const 0) $one $one)
              (elem (i32.const 1) $two)
              (elem (i32.const 3))
            """
                + LOADS);
    assertThat(run.instantiation()).isEmpty();
    assertThat(run.memory(0, 4)).containsExactly('a', 'X', 'c', 0);
    assertThat(run.call("load", 65_535)).isEqualTo("122");
    assertThat(run.call("slot", 0) + run.call("slot", 1)).isEqualTo("12");
    assertThat(run.call("slot", 2)).isEqualTo("uninitialized element");
  }

  @Test
  void segments_before_one_that_traps_are_applied_and_the_start_function_does_not_run()
      throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (memory 1)
              (table 3 funcref)
              (data (i32.const 0) "abc")
              (data (i32.const 65534) "xyz")
              (data (i32.const 3) "def")
              (elem (i32.const 0) $one)
              (start $start)
              (func $start (i32.store8 (i32.const 9) (i32.const 9)))
            """
                + LOADS);
    assertThat(run.instantiation()).isEqualTo("out of bounds memory access");
    assertThat(run.memory(0, 10)).containsExactly('a', 'b', 'c', 0, 0, 0, 0, 0, 0, 0);
    assertThat(run.memory(65_534, 2)).containsExactly(0, 0);
    assertThat(run.call("slot", 0)).isEqualTo("1");
  }

  @Test
  void elements_are_applied_before_data() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (memory 1)
              (table 3 funcref)
              (data (i32.const 0) "abc")
              (elem (i32.const 0) $one $two)
              (elem (i32.const 2) $one $two)
            """
                + LOADS);
    assertThat(run.instantiation()).isEqualTo("out of bounds table access");
    assertThat(run.memory(0, 3)).containsExactly(0, 0, 0);
    assertThat(run.call("slot", 1)).isEqualTo("2");
    assertThat(run.call("slot", 2)).isEqualTo("uninitialized element");
  }

  @ParameterizedTest
  @CsvSource({
    "(data (i32.const 65537) \"\"), memory",
    "(data (i32.const -1) \"\"), memory",
    "(data (i32.const -1) \"ab\"), memory",
    "(elem (i32.const 4)), table",
    "(elem (i32.const -1) $one $two), table",
    "(elem (i32.const 0x40000000) $one), table"
  })
  void a_segment_past_the_end_traps_even_when_empty(final String segment, final String what)
      throws CompileException {
    final Rungs run = Rungs.of("(module (memory 1) (table 3 funcref) " + segment + LOADS);
    assertThat(run.instantiation()).isEqualTo("out of bounds " + what + " access");
  }

  @Test
  void active_segments_are_dropped_and_passive_ones_stay() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (memory 1)
              (data $active (i32.const 0) "abc")
              (data $passive "def")
              (func (export "active") (param i32 i32)
                (memory.init $active (i32.const 10) (local.get 0) (local.get 1)))
              (func (export "passive") (param i32 i32)
                (memory.init $passive (i32.const 10) (local.get 0) (local.get 1)))
              (func (export "drop") (data.drop $passive)))
            """);
    assertThat(run.call("active", 0, 0)).isEmpty();
    assertThat(run.call("active", 0, 1)).isEqualTo("out of bounds memory access");
    assertThat(run.call("active", 1, 0)).isEqualTo("out of bounds memory access");
    assertThat(run.call("passive", 0, 3)).isEmpty();
    assertThat(run.memory(9, 5)).containsExactly(0, 'd', 'e', 'f', 0);
    assertThat(run.call("drop")).isEmpty();
    assertThat(run.call("passive", 0, 1)).isEqualTo("out of bounds memory access");
    assertThat(run.call("passive", 0, 0)).isEmpty();
  }

  @Test
  void the_start_function_runs_after_the_segments_and_may_trap() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (memory 1)
              (table 1 funcref)
              (data (i32.const 0) "*")
              (start $start)
              (func $start
                (i32.store8 (i32.const 1) (i32.add (i32.load8_u (i32.const 0)) (i32.const 1)))
                (unreachable))
            """
                + LOADS);
    assertThat(run.instantiation()).isEqualTo("unreachable");
    assertThat(run.memory(0, 2)).containsExactly('*', '+');
  }

  @Test
  void the_start_function_may_be_imported() throws CompileException {
    final int[] calls = new int[1];
    Rungs.of(
        "(module (import \"env\" \"go\" (func $go)) (start $go))",
        (name, args) -> {
          calls[0]++;
          return new long[0];
        });
    assertThat(calls[0]).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(memory 1)",
        "(memory i64 1 2)",
        "(table 1 funcref)",
        "(global (mut i32))",
        "(global f32)",
        "(tag (param i32))"
      })
  void imports_other_than_functions_need_an_instance_that_exports_them(final String type) {
    final byte[] wasm = Wat.parse("(module (import \"env\" \"x\" " + type + "))");
    assertThatThrownBy(() -> CompiledRun.of(wasm))
        .isInstanceOfSatisfying(
            CompileException.class,
            e -> {
              assertThat(e.stage()).isEqualTo("link");
              assertThat(e.isUnsupported()).isFalse();
              assertThat(e.text())
                  .isEqualTo(
                      "unknown import \"env\" \"x\" "
                          + type
                          + ": an adapter that exports it, or an instance called \"env\" that does, would satisfy it");
              assertThat(e.offset()).isPositive();
            });
  }

  @Test
  void sizes_beyond_the_caps_are_refused() {
    assertThatThrownBy(() -> Rungs.of("(module (memory 32768))"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("at most 32767");
    assertThatThrownBy(() -> Rungs.of("(module (table 4194305 funcref))"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("at most 4194304");
  }

  @Test
  void a_memory_of_the_largest_size_is_mapped_and_bounded() throws CompileException {
    final CompiledRun run =
        CompiledRun.of(
            Wat.parse(
                """
                (module
                  (memory 32767)
                  (func (export "load") (param i32) (result i32)
                    (i32.load8_u (local.get 0)))
                  (func (export "grow") (result i32) (memory.grow (i32.const 1))))
                """));
    assertThat(run.call("load", 0x7FFE_FFFF)).containsExactly(0);
    assertThat(run.trapOf("load", 0x7FFF_0000)).isNotNull();
    assertThat(run.call("grow")).containsExactly(0xFFFF_FFFFL);
  }
}
