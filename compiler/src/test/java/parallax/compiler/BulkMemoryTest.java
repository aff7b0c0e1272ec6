package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** memory.fill, copy and init (wasm core 2.0 section 4.4.7): all or nothing. */
final class BulkMemoryTest {
  private static final String OUT = "out of bounds memory access";
  private static final int PAGE = 65_536;

  private static Rungs module() throws CompileException {
    return Rungs.of(
        """
        (module
          (memory 1 3)
          (data $d "0123456789abcdefghij")
          (func (export "fill") (param i32 i32 i32)
            (memory.fill (local.get 0) (local.get 1) (local.get 2)))
          (func (export "copy") (param i32 i32 i32)
            (memory.copy (local.get 0) (local.get 1) (local.get 2)))
          (func (export "init") (param i32 i32 i32)
            (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
          (func (export "drop") (data.drop $d))
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
        """);
  }

  @Test
  void nothing_is_written_when_any_byte_is_out_of_bounds() throws CompileException {
    final Rungs run = module();
    assertThat(run.call("fill", PAGE - 4, 0xFF, 5)).isEqualTo(OUT);
    assertThat(run.call("fill", -1, 1, 1)).isEqualTo(OUT);
    assertThat(run.call("fill", -1, 1, 2)).isEqualTo(OUT);
    assertThat(run.call("fill", 1, 1, -1)).isEqualTo(OUT);
    assertThat(run.call("init", PAGE - 4, 0, 5)).isEqualTo(OUT);
    assertThat(run.call("init", 0, 16, 5)).isEqualTo(OUT);
    assertThat(run.call("init", 0, -1, 2)).isEqualTo(OUT);
    assertThat(run.call("init", 0, 0, -1)).isEqualTo(OUT);
    assertThat(run.memory(0, 8)).containsOnly(0);
    assertThat(run.memory(PAGE - 8, 8)).containsOnly(0);
    assertThat(run.call("init", 0, 0, 20)).isEmpty();
    assertThat(run.call("copy", PAGE - 4, 0, 5)).isEqualTo(OUT);
    assertThat(run.call("copy", 0, PAGE - 4, 5)).isEqualTo(OUT);
    assertThat(run.call("copy", 0x80000000, 0, 1)).isEqualTo(OUT);
    assertThat(run.call("copy", 0, 0x80000000, 0x80000000)).isEqualTo(OUT);
    assertThat(run.memory(PAGE - 8, 8)).containsOnly(0);
    assertThat(new String(run.memory(0, 20), java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("0123456789abcdefghij");
  }

  @Test
  void a_length_of_zero_is_right_at_the_end_and_wrong_past_it() throws CompileException {
    final Rungs run = module();
    assertThat(run.call("fill", PAGE, 1, 0)).isEmpty();
    assertThat(run.call("fill", PAGE + 1, 1, 0)).isEqualTo(OUT);
    assertThat(run.call("copy", PAGE, PAGE, 0)).isEmpty();
    assertThat(run.call("copy", PAGE + 1, 0, 0)).isEqualTo(OUT);
    assertThat(run.call("copy", 0, PAGE + 1, 0)).isEqualTo(OUT);
    assertThat(run.call("init", PAGE, 20, 0)).isEmpty();
    assertThat(run.call("init", PAGE + 1, 0, 0)).isEqualTo(OUT);
    assertThat(run.call("init", 0, 21, 0)).isEqualTo(OUT);
    assertThat(run.call("drop")).isEmpty();
    assertThat(run.call("init", PAGE, 0, 0)).isEmpty();
    assertThat(run.call("init", 0, 1, 0)).isEqualTo(OUT);
  }

  @Test
  void bounds_follow_growth() throws CompileException {
    final Rungs run = module();
    assertThat(run.call("fill", PAGE, 7, 1)).isEqualTo(OUT);
    assertThat(run.call("grow", 1)).isEqualTo("1");
    assertThat(run.call("fill", PAGE - 2, 7, PAGE + 2)).isEmpty();
    assertThat(run.memory(2 * PAGE - 2, 2)).containsExactly(7, 7);
    assertThat(run.call("fill", PAGE, 7, PAGE + 1)).isEqualTo(OUT);
    assertThat(run.call("copy", PAGE, 0, PAGE)).isEmpty();
    assertThat(run.call("copy", PAGE + 1, 0, PAGE)).isEqualTo(OUT);
  }

  @Test
  void fill_uses_the_low_byte_and_copies_may_overlap_both_ways() throws CompileException {
    final Rungs run = module();
    assertThat(run.call("fill", 3, 0x1234_56FE, 13)).isEmpty();
    assertThat(run.memory(2, 15))
        .containsExactly(0, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, -2, 0);
    final byte[] model = new byte[64];
    for (int length = 0; length <= 19; length++) {
      for (int distance = -9; distance <= 9; distance++) {
        assertThat(run.call("fill", 0, 0, 64)).isEmpty();
        assertThat(run.call("init", 22, 0, 20)).isEmpty();
        Arrays.fill(model, (byte) 0);
        for (int i = 0; i < 20; i++) {
          model[22 + i] = (byte) "0123456789abcdefghij".charAt(i);
        }
        assertThat(run.call("copy", 22 + distance, 22, length)).isEmpty();
        System.arraycopy(model, 22, model, 22 + distance, length);
        assertThat(run.memory(0, 64)).as("%d by %d", length, distance).isEqualTo(model);
      }
    }
  }
}
