package parallax.fuzz.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.CompileException;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.fuzz.entropy.SeededTapes;

/**
 * In canonical modules no bit of a NaN that the specification leaves open is ever seen, though only
 * the last of several instructions of arithmetic in a row is followed by {@code x == x ? x : nan}.
 */
final class NanFlowTest {
  private static final int MODULES = 1_500;
  private static final String CANONICAL =
      "(local.tee $c) (f64.const nan) (local.get $c) (local.get $c) (f64.eq) (select)";

  @Test
  void no_instruction_of_canonical_modules_takes_open_bits() throws CompileException {
    int modules = 0;
    for (int run = 0; modules < MODULES; run++) {
      final GeneratedModule module = ModuleGenerator.generate(SeededTapes.tape(13, run));
      if (module.floats() == FloatProfile.CANONICAL) {
        modules++;
        assertThat(NanFlow.violations(module.wasm())).as("run %d", run).isEmpty();
      }
    }
  }

  @Test
  void nearly_all_raw_modules_show_open_bits_and_none_without_floats() throws CompileException {
    int raw = 0;
    int shown = 0;
    for (int run = 0; raw < 200; run++) {
      final GeneratedModule module = ModuleGenerator.generate(SeededTapes.tape(13, run));
      final boolean shows = !NanFlow.violations(module.wasm()).isEmpty();
      if (module.floats() == FloatProfile.RAW) {
        raw++;
        shown += shows ? 1 : 0;
      } else {
        assertThat(shows).isFalse();
      }
    }
    assertThat(shown).isGreaterThan(160);
  }

  private static byte[] module(final String code) throws WatException {
    return WatParser.parse(
        """
        (module
          (memory 1)
          (table 1 funcref)
          (type $sink (func (param f64)))
          (global $g (mut f64) (f64.const 0))
          (func $callee (type $sink))
          (func (param $x f64) (param $y f32) (result f64) (local $c f64) (local $d f64)
            %s))
        """
            .formatted(code));
  }

  /** Code that gets a sum, and ends with a fixed value on the stack. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUM",
        "SUM (return)",
        "(block (result f64) (br 0 SUM))",
        "(block (result f64) (br_if 0 SUM (i32.const 1)))",
        "(block (result f64) (br_table 0 0 SUM (i32.const 1)))",
        "(if (result f64) (i32.const 1) (then SUM) (else (f64.const 1)))",
        "(if (result f64) (i32.const 1) (then (f64.const 1)) (else SUM))",
        "SUM (block (param f64) (drop)) (f64.const 0)",
        "SUM (loop (param f64) (drop)) (f64.const 0)",
        "(local.set $d SUM) (f64.const 0)",
        "(drop (local.tee $d SUM)) (f64.const 0)",
        "(global.set $g SUM) (f64.const 0)",
        "(f64.store (i32.const 0) SUM) (f64.const 0)",
        "(drop (i64.reinterpret_f64 SUM)) (f64.const 0)",
        "(f64.abs SUM)",
        "(f64.neg SUM)",
        "(f64.neg (local.get $x))",
        "(f64.copysign SUM (f64.const 1))",
        "(f64.copysign (f64.const 1) SUM)",
        "(select SUM (f64.const 1) (i32.const 1)) (drop) (f64.const 0)",
        "(select (f64.const 1) SUM (i32.const 1)) (drop) (f64.const 0)",
        "(call $callee SUM) (f64.const 0)",
        "(call_indirect (type $sink) SUM (i32.const 0)) (f64.const 0)",
        "(f64.promote_f32 (f32.demote_f64 (local.get $x)))",
        "(f64.min (local.get $x) (f64.const 1))",
        "(f64.nearest (local.get $x))",
        // What the canonical one is chosen instead of is still in the local.
        "SUM CANONICAL (drop) (local.get $c)",
        "(loop SUM CANONICAL (drop) (br_if 0 (i32.const 0))) (local.get $c)",
        "(loop (f64.store (i32.const 0) (local.get $c)) SUM CANONICAL (drop)) (f64.const 0)",
        // Not the canonical one.
        "SUM (local.tee $c) (f64.const nan:0x1) (local.get $c) (local.get $c) (f64.eq) (select)",
        // Another local.
        "SUM (local.tee $c) (f64.const nan) (local.get $c) (local.get $d) (f64.eq) (select)"
      })
  void whatever_takes_an_open_value_is_found(final String code) throws Exception {
    final String raw =
        code.replace("SUM", "(f64.add (local.get $x) (f64.const 1))")
            .replace("CANONICAL", CANONICAL);
    assertThat(NanFlow.violations(module(raw))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUM",
        "SUM (return)",
        "(local.set $d (f64.abs (f64.neg SUM))) (local.get $d)",
        "(global.set $g (f64.copysign SUM (local.get $x))) (global.get $g)",
        "(f64.store (i32.const 0) SUM) (call $callee SUM) SUM",
        "(f64.sqrt (f64.add (local.get $x) (f64.promote_f32 (local.get $y)))) CANONICAL",
        "(i32.trunc_sat_f64_s (f64.add (local.get $x) (local.get $x))) (f64.convert_i32_s)",
        "(drop (f64.lt (f64.add (local.get $x) (local.get $x)) (f64.const 1))) (f64.const 1)",
        "(drop (f64.add (local.get $x) (local.get $x))) (f64.reinterpret_i64 (i64.const -1))",
        "SUM (drop) (local.set $c (f64.const 1)) (local.get $c)",
        "(f64.abs (local.get $x)) (local.tee $c) (f64.const 0) (local.get $c) (f64.abs)"
            + " (f64.const 9) (f64.lt) (select)",
        "(unreachable) (block (br 0)) (f64.store)"
      })
  void what_was_made_canonical_is_not(final String code) throws Exception {
    final String canonical =
        code.replace("SUM", "(f64.add (local.get $x) (f64.const 1)) CANONICAL")
            .replace("CANONICAL", CANONICAL);
    assertThat(NanFlow.violations(module(canonical))).isEmpty();
  }
}
