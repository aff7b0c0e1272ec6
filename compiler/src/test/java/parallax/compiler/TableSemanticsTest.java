package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tables, references and calls through them (wasm core 2.0 sections 4.4.2, 4.4.6, 4.4.8). */
final class TableSemanticsTest {
  private static final String OUT_OF_BOUNDS = "out of bounds table access";

  @Test
  void an_indirect_call_checks_the_index_then_null_then_the_type() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (type $a (func (result i32)))
              (type $same (func (result i32)))
              (type $b (func (result i64)))
              (type $c (func (param i32) (result i32)))
              (table 5 5 funcref)
              (elem (i32.const 0) $one $two $long $id)
              (func $one (type $a) i32.const 1)
              (func $two (type $same) i32.const 2)
              (func $long (type $b) i64.const 3)
              (func $id (type $c) local.get 0)
              (func (export "call") (param i32) (result i32)
                (call_indirect (type $a) (local.get 0)))
              (func (export "callSame") (param i32) (result i32)
                (call_indirect (type $same) (local.get 0)))
              (func (export "callLong") (param i32) (result i64)
                (call_indirect (type $b) (local.get 0)))
              (func (export "callId") (param i32 i32) (result i32)
                (call_indirect (type $c) (local.get 1) (local.get 0))))
            """);
    assertThat(run.call("call", 0)).isEqualTo("1");
    assertThat(run.call("call", 1)).isEqualTo("2");
    assertThat(run.call("callSame", 0)).isEqualTo("1");
    assertThat(run.call("callLong", 2)).isEqualTo("3");
    assertThat(run.call("callId", 3, -7)).isEqualTo("-7");
    assertThat(run.call("call", 2)).isEqualTo("indirect call type mismatch");
    assertThat(run.call("call", 3)).isEqualTo("indirect call type mismatch");
    assertThat(run.call("callLong", 0)).isEqualTo("indirect call type mismatch");
    assertThat(run.call("callId", 0, 5)).isEqualTo("indirect call type mismatch");
    assertThat(run.call("call", 4)).isEqualTo("uninitialized element");
    for (final int index : new int[] {5, 6, 1 << 28, 1 << 29, Integer.MAX_VALUE, -1, 1 << 31}) {
      assertThat(run.call("call", index)).as("%d", index).isEqualTo("undefined element");
    }
  }

  @Test
  void get_and_set_trap_outside_of_the_current_size() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (table $t 2 10 funcref)
              (elem declare func $f)
              (func $f)
              (func (export "isNull") (param i32) (result i32)
                (ref.is_null (table.get $t (local.get 0))))
              (func (export "set") (param i32) (table.set $t (local.get 0) (ref.func $f)))
              (func (export "clear") (param i32)
                (table.set $t (local.get 0) (ref.null func)))
              (func (export "grow") (param i32) (result i32)
                (table.grow $t (ref.func $f) (local.get 0)))
              (func (export "size") (result i32) (table.size $t)))
            """);
    assertThat(run.call("isNull", 0)).isEqualTo("1");
    assertThat(run.call("set", 1)).isEmpty();
    assertThat(run.call("isNull", 1)).isEqualTo("0");
    assertThat(run.call("clear", 1)).isEmpty();
    assertThat(run.call("isNull", 1)).isEqualTo("1");
    assertThat(run.call("isNull", 2)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("set", 2)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("set", -1)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("grow", 9)).isEqualTo("-1");
    assertThat(run.call("grow", -1)).isEqualTo("-1");
    assertThat(run.call("size")).isEqualTo("2");
    assertThat(run.call("grow", 0)).isEqualTo("2");
    assertThat(run.call("grow", 8)).isEqualTo("2");
    assertThat(run.call("size")).isEqualTo("10");
    assertThat(run.call("isNull", 9)).isEqualTo("0");
    assertThat(run.call("isNull", 10)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("grow", 1)).isEqualTo("-1");
  }

  @Test
  void a_table_without_a_maximum_grows_to_the_cap() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (table $t 0 externref)
              (func (export "grow") (param i32) (result i32)
                (table.grow $t (ref.null extern) (local.get 0)))
              (func (export "isNull") (param i32) (result i32)
                (ref.is_null (table.get $t (local.get 0)))))
            """);
    assertThat(run.call("isNull", 0)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("grow", 16_385)).isEqualTo("-1");
    assertThat(run.call("grow", 16_384)).isEqualTo("0");
    assertThat(run.call("isNull", 16_383)).isEqualTo("1");
    assertThat(run.call("isNull", 16_384)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("grow", 1)).isEqualTo("-1");
  }

  @Test
  void fill_copy_and_init_check_everything_before_they_write() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (type $r (func (result i32)))
              (table $t 10 funcref)
              (table $u 6 funcref)
              (elem (table $t) (i32.const 0) func $f0 $f1 $f2 $f3)
              (elem $p func $f0 $f1 $f2 $f3)
              (func $f0 (result i32) i32.const 0)
              (func $f1 (result i32) i32.const 1)
              (func $f2 (result i32) i32.const 2)
              (func $f3 (result i32) i32.const 3)
              (func (export "t") (param i32) (result i32)
                (call_indirect $t (type $r) (local.get 0)))
              (func (export "u") (param i32) (result i32)
                (call_indirect $u (type $r) (local.get 0)))
              (func (export "fill") (param i32 i32)
                (table.fill $t (local.get 0) (ref.func $f3) (local.get 1)))
              (func (export "copy") (param i32 i32 i32)
                (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
              (func (export "across") (param i32 i32 i32)
                (table.copy $u $t (local.get 0) (local.get 1) (local.get 2)))
              (func (export "init") (param i32 i32 i32)
                (table.init $t $p (local.get 0) (local.get 1) (local.get 2)))
              (func (export "drop") (elem.drop $p)))
            """);
    assertThat(run.call("fill", 10, 0)).isEmpty();
    assertThat(run.call("fill", 11, 0)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("fill", 8, 3)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("fill", -1, 2)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("fill", 2, -1)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("t", 8)).isEqualTo("uninitialized element");
    assertThat(run.call("copy", 1, 0, 4)).isEmpty();
    assertThat(run.call("t", 1) + run.call("t", 2) + run.call("t", 4)).isEqualTo("013");
    assertThat(run.call("copy", 0, 1, 4)).isEmpty();
    assertThat(run.call("t", 0) + run.call("t", 1) + run.call("t", 3)).isEqualTo("013");
    assertThat(run.call("copy", 7, 0, 4)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("copy", 0, 7, 4)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("t", 7)).isEqualTo("uninitialized element");
    assertThat(run.call("copy", 10, 10, 0)).isEmpty();
    assertThat(run.call("copy", 11, 0, 0)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("copy", 0, 11, 0)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("across", 2, 0, 4)).isEmpty();
    assertThat(run.call("u", 5)).isEqualTo("3");
    assertThat(run.call("across", 3, 0, 4)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("across", 6, 10, 0)).isEmpty();
    assertThat(run.call("init", 6, 1, 3)).isEmpty();
    assertThat(run.call("t", 6) + run.call("t", 8)).isEqualTo("13");
    assertThat(run.call("init", 0, 2, 3)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("init", 8, 0, 3)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("init", 10, 4, 0)).isEmpty();
    assertThat(run.call("init", 0, 5, 0)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("drop")).isEmpty();
    assertThat(run.call("drop")).isEmpty();
    assertThat(run.call("init", 10, 0, 0)).isEmpty();
    assertThat(run.call("init", 0, 0, 1)).isEqualTo(OUT_OF_BOUNDS);
    assertThat(run.call("init", 0, 1, 0)).isEqualTo(OUT_OF_BOUNDS);
  }

  @Test
  void references_pass_through_globals_locals_selects_and_calls() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (type $r (func (result i32)))
              (global $g (mut funcref) (ref.func $one))
              (global $null (mut externref) (ref.null extern))
              (table 1 funcref)
              (elem declare func $two)
              (func $one (result i32) i32.const 1)
              (func $two (result i32) i32.const 2)
              (func $pick (param i32 funcref funcref) (result funcref)
                (select (result funcref) (local.get 1) (local.get 2) (local.get 0)))
              (func (export "run") (param i32) (result i32)
                (local $f funcref)
                (local.set $f (call $pick (local.get 0) (global.get $g) (ref.func $two)))
                (table.set (i32.const 0) (local.get $f))
                (call_indirect (type $r) (i32.const 0)))
              (func (export "swap") (global.set $g (ref.func $two)))
              (func (export "unset") (result i32)
                (local $f funcref)
                (global.set $g (local.get $f))
                (ref.is_null (global.get $g)))
              (func (export "nulls") (result i32)
                (i32.and (ref.is_null (global.get $null)) (ref.is_null (ref.null func)))))
            """);
    assertThat(run.call("run", 1)).isEqualTo("1");
    assertThat(run.call("run", 0)).isEqualTo("2");
    assertThat(run.call("swap")).isEmpty();
    assertThat(run.call("run", 1)).isEqualTo("2");
    assertThat(run.call("unset")).isEqualTo("1");
    assertThat(run.call("run", 1)).isEqualTo("uninitialized element");
    assertThat(run.call("nulls")).isEqualTo("1");
  }

  @Test
  void imported_functions_can_be_referred_to_called_indirectly_and_exported()
      throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (type $f (func (param i32) (result i32)))
              (import "env" "twice" (func $twice (type $f)))
              (import "env" "many" (func $many
                (param i32 i64 i32 i64 i32 i64 i32 i64) (result i64 i32)))
              (import "env" "echo" (func $echo (param externref) (result externref)))
              (import "env" "eight" (func $eight
                (result i32 i32 i32 i32 i32 i32 i32 i32)))
              (table funcref (elem $twice $local))
              (func $local (type $f) (i32.add (local.get 0) (i32.const 100)))
              (func (export "indirect") (param i32 i32) (result i32)
                (call_indirect (type $f) (local.get 1) (local.get 0)))
              (func (export "many") (result i64 i32)
                (call $many (i32.const 1) (i64.const 2) (i32.const 3) (i64.const 4)
                  (i32.const 5) (i64.const 6) (i32.const -7) (i64.const -8)))
              (func (export "isNull") (param externref) (result i32)
                (ref.is_null (call $echo (local.get 0))))
              (export "twice" (func $twice))
              (export "eight" (func $eight)))
            """,
            (name, args) ->
                switch (name) {
                  case "twice" -> new long[] {(int) (2 * args[0])};
                  case "echo" -> new long[] {args[0]};
                  case "eight" -> new long[] {1, 2, 3, 4, 5, 6, 7, -8};
                  default -> {
                    long sum = 0;
                    for (int i = 0; i < args.length; i++) {
                      sum += args[i] * (i + 1);
                    }
                    yield new long[] {sum, args[6]};
                  }
                });
    assertThat(run.call("indirect", 0, 21)).isEqualTo("42");
    assertThat(run.call("indirect", 1, 21)).isEqualTo("121");
    assertThat(run.call("twice", -4)).isEqualTo("-8");
    assertThat(run.call("many")).isEqualTo((1 + 4 + 9 + 16 + 25 + 36 - 49 - 64) + " -7");
    assertThat(run.call("isNull", 0)).isEqualTo("1");
    assertThat(run.call("isNull", 77)).isEqualTo("0");
    assertThat(run.call("eight")).isEqualTo("1 2 3 4 5 6 7 -8");
  }
}
