package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks, branches, calls and traps (wasm core 2.0 section 4.4.8). */
final class ControlSemanticsTest {
  @Test
  void blocks_loops_and_ifs_take_and_leave_several_values() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (func (export "fib") (param i32) (result i64)
                (i64.const 0) (i64.const 1)
                (loop $l (param i64 i64) (result i64 i64)
                  (call $step)
                  (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                  (br_if $l (local.get 0)))
                (drop))
              (func $step (param i64 i64) (result i64 i64)
                (local.get 1) (i64.add (local.get 0) (local.get 1)))
              (func (export "pick") (param i32 i32) (result i32 i64 i32)
                (i32.const 7) (i64.const 8)
                (block $out (param i32 i64) (result i32 i64 i32)
                  (local.get 0)
                  (if (param i32 i64) (result i32 i64 i32)
                    (then (local.get 1) (br 1))
                    (else (drop) (i64.const -1) (i32.const 9)))))
              (func (export "swapIf") (param i32) (result i32 i32)
                (i32.const 1) (i32.const 2) (local.get 0)
                (if (param i32 i32) (result i32 i32) (then (call $swap))))
              (func $swap (param i32 i32) (result i32 i32) (local.get 1) (local.get 0))
              (func (export "keep") (param i32) (result i32)
                (i32.const 5)
                (block (param i32) (result i32)
                  (br_if 0 (local.get 0))
                  (i32.const 10)
                  (i32.mul))))
            """);
    assertThat(run.call("fib", 50)).isEqualTo("12586269025");
    assertThat(run.call("pick", 1, 3)).isEqualTo("7 8 3");
    assertThat(run.call("pick", 0, 3)).isEqualTo("7 -1 9");
    assertThat(run.call("swapIf", 1)).isEqualTo("2 1");
    assertThat(run.call("swapIf", 0)).isEqualTo("1 2");
    assertThat(run.call("keep", 1)).isEqualTo("5");
    assertThat(run.call("keep", 0)).isEqualTo("50");
  }

  @Test
  void a_table_of_labels_reads_its_index_unsigned() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (func (export "f") (param i32) (result i32)
                (block $d (result i32)
                  (block $b (result i32)
                    (block $a (result i32)
                      (i32.const 100)
                      (br_table $a $b $a $d $b (local.get 0)))
                    (i32.add (i32.const 1)))
                  (i32.add (i32.const 10))))
              (func (export "only") (param i32) (result i32)
                (block (result i32) (br_table 0 (i32.const 3) (local.get 0))))
              (func (export "loops") (param i32) (result i32)
                (local $n i32)
                (loop $l
                  (local.set $n (i32.add (local.get $n) (i32.const 1)))
                  (block $out
                    (br_table $l $out $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
                (local.get $n)))
            """);
    assertThat(run.call("f", 0)).isEqualTo("111");
    assertThat(run.call("f", 1)).isEqualTo("110");
    assertThat(run.call("f", 2)).isEqualTo("111");
    assertThat(run.call("f", 3)).isEqualTo("100");
    for (final int index : new int[] {4, 5, 1 << 30, Integer.MIN_VALUE, -1, 1 << 31 | 1}) {
      assertThat(run.call("f", index)).as("%d", index).isEqualTo("110");
      assertThat(run.call("only", index)).isEqualTo("3");
    }
    assertThat(run.call("loops", 5)).isEqualTo("4");
  }

  @Test
  void code_that_is_never_reached_is_compiled_away_whatever_it_says() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (memory 1)
              (func (export "a") (result i32)
                (return (i32.const 1))
                (i32.add)
                (if (then (loop (br 0)) (unreachable)) (else (br 1 (i32.const 4))))
                (block (result i32) (unreachable) (select) (drop) (br_table 0 0)))
              (func (export "b") (param i32) (result i32)
                (block (br 0) (drop (i64.div_u)) (call 0) (drop))
                (loop (br_if 1 (i32.const 5) (local.get 0)) (drop) (unreachable))
                (i32.const 6))
              (func (export "c") (param i32) (result i32)
                (if (result i32) (local.get 0)
                  (then (unreachable))
                  (else (unreachable))))
              (func (export "d") (unreachable) (i32.store)))
            """);
    assertThat(run.call("a")).isEqualTo("1");
    assertThat(run.call("b", 1)).isEqualTo("5");
    assertThat(run.call("b", 0)).isEqualTo("unreachable");
    assertThat(run.call("c", 0)).isEqualTo("unreachable");
    assertThat(run.call("d")).isEqualTo("unreachable");
  }

  @Test
  void division_checks_zero_before_overflow_and_operands_before_both() throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (func (export "s32") (param i32 i32) (result i32)
                (i32.div_s (local.get 0) (local.get 1)))
              (func (export "r32") (param i32 i32) (result i32)
                (i32.rem_s (local.get 0) (local.get 1)))
              (func (export "u32") (param i32 i32) (result i32)
                (i32.div_u (local.get 0) (local.get 1)))
              (func (export "s64") (param i64 i64) (result i64)
                (i64.div_s (local.get 0) (local.get 1)))
              (func (export "r64") (param i64 i64) (result i64)
                (i64.rem_s (local.get 0) (local.get 1)))
              (func (export "order") (result i32)
                (i32.div_u (unreachable) (i32.const 0)))
              (func (export "unused") (param i32)
                (drop (i32.rem_u (i32.const 1) (local.get 0)))))
            """);
    assertThat(run.call("s32", Integer.MIN_VALUE, -1)).isEqualTo("integer overflow");
    assertThat(run.call("s32", Integer.MIN_VALUE, 0)).isEqualTo("integer divide by zero");
    assertThat(run.call("r32", Integer.MIN_VALUE, -1)).isEqualTo("0");
    assertThat(run.call("r32", -7, 0)).isEqualTo("integer divide by zero");
    assertThat(run.call("u32", Integer.MIN_VALUE, -1)).isEqualTo("0");
    assertThat(run.call("u32", -1, 2)).isEqualTo("2147483647");
    assertThat(run.call("s64", Long.MIN_VALUE, -1)).isEqualTo("integer overflow");
    assertThat(run.call("s64", Long.MIN_VALUE, 0)).isEqualTo("integer divide by zero");
    assertThat(run.call("r64", Long.MIN_VALUE, -1)).isEqualTo("0");
    assertThat(run.call("s64", Integer.MIN_VALUE, -1)).isEqualTo("2147483648");
    assertThat(run.call("order")).isEqualTo("unreachable");
    assertThat(run.call("unused", 0)).isEqualTo("integer divide by zero");
  }

  @Test
  void locals_begin_as_zeros_and_keep_their_values_over_joins_that_write_others()
      throws CompileException {
    final Rungs run =
        Rungs.of(
            """
            (module
              (func (export "f") (param i32 i32) (result i32)
                (local $a i32) (local $b i64) (local $c i32) (local $z i32)
                (local.set $a (i32.const 3))
                (if (local.get 0)
                  (then (local.set $c (i32.const 4)))
                  (else
                    (block $out
                      (br_if $out (local.get 1))
                      (local.set $a (i32.const 30))
                      (loop $l
                        (local.set $b (i64.add (local.get $b) (i64.const 5)))
                        (br_if $l (i64.lt_s (local.get $b) (i64.const 20)))))))
                (i32.add
                  (i32.add (local.get $a) (i32.mul (local.get $c) (i32.const 100)))
                  (i32.add (local.get $z)
                    (i32.mul (i32.wrap_i64 (local.get $b)) (i32.const 1000)))))
              (func (export "loop") (param i32) (result i32)
                (local $kept i32) (local $inner i32)
                (local.set $kept (i32.const 7))
                (loop $l
                  (block $skip
                    (br_if $skip (i32.and (local.get 0) (i32.const 1)))
                    (local.set $inner (i32.add (local.get $inner) (local.get $kept))))
                  (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                  (br_if $l (local.get 0)))
                (i32.add (local.get $kept) (local.get $inner))))
            """);
    assertThat(run.call("f", 1, 0)).isEqualTo("403");
    assertThat(run.call("f", 0, 1)).isEqualTo("3");
    assertThat(run.call("f", 0, 0)).isEqualTo("20030");
    assertThat(run.call("loop", 9)).isEqualTo(Integer.toString(7 + 4 * 7));
  }

  /** Frames of some hundred bytes, and some far above 32 KiB, with little and much stack. */
  @ParameterizedTest
  @ValueSource(ints = {10, 3_000, 20_000})
  void endless_recursion_exhausts_the_stack_with_frames_of_every_size(final int locals)
      throws CompileException {
    final StringBuilder wat = new StringBuilder("(module (func $f (export \"f\") (param i64)");
    wat.append(" (result i64)");
    for (int i = 0; i < locals; i++) {
      wat.append("(local.get 0) (i64.mul (i64.const ").append(i + 3).append("))\n");
    }
    wat.append("(call $f)\n");
    for (int i = 1; i < locals; i++) {
      wat.append("(i64.xor)\n");
    }
    wat.append(") (func (export \"ok\") (result i32) (i32.const 1)))");
    final CompiledRun run = CompiledRun.of(Wat.parse(wat.toString()));
    assertThat(run.trapOf("f", 1).text()).isEqualTo("call stack exhausted");
    assertThat(run.call("ok")).containsExactly(1);
    final CompiledRun small =
        CompiledRun.of(Wat.parse(wat.toString()), CompilerOptions.DEFAULT.withStackSize(4_096));
    assertThat(small.trapOf("f", 1).text()).isEqualTo("call stack exhausted");
    assertThat(small.call("ok")).containsExactly(1);
  }
}
