package parallax.fuzz.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.generate.ModuleGenerator;
import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.Group;

/** Bytes are compiled or refused. */
final class DecoderCheckTest {
  private static final long NANOS = 1_000_000_000L;
  private static final int LEAST_INPUTS = 100;

  @Test
  void a_second_of_bytes_and_broken_modules_breaks_nothing() {
    final Counters counters = new Counters();
    final long start = System.nanoTime();
    for (int run = 0; run < LEAST_INPUTS || System.nanoTime() - start < NANOS; run++) {
      final byte[] input = DecoderCheck.input(SeededTapes.tape(4, run, 0, 1_000));
      final DecoderResult result = DecoderCheck.run(input);
      DecoderCounts.count(result, counters);
      assertThat(result).as("run %d", run).isNotInstanceOf(DecoderResult.Broken.class);
    }
    assertThat(counters.of(Group.INPUTS, "malformed")).isPositive();
    assertThat(counters.of(Group.INPUTS, "invalid")).isPositive();
    assertThat(counters.of(Group.INPUTS, "compiled")).isPositive();
  }

  @Test
  void generated_modules_are_compiled() {
    for (int run = 0; run < 10; run++) {
      final byte[] wasm = ModuleGenerator.generate(SeededTapes.tape(6, run)).wasm();
      assertThat(DecoderCheck.run(wasm)).isEqualTo(new DecoderResult.Accepted());
    }
  }

  @Test
  void an_input_that_begins_with_0_is_the_bytes_themselves() {
    assertThat(DecoderCheck.input(new byte[] {0, 5, 6})).containsExactly(5, 6);
    assertThat(DecoderCheck.input(DecoderCheck.asIs(new byte[] {7, 8}))).containsExactly(7, 8);
    assertThat(DecoderCheck.input(new byte[0])).isEmpty();
    assertThat(DecoderCheck.input(new byte[] {1, 2, 3})).isNotEqualTo(new byte[] {2, 3});
  }

  @Test
  void seeds_are_changed_and_never_written_to() {
    final byte[] seed = ModuleGenerator.generate(SeededTapes.tape(6, 1)).wasm();
    final byte[] before = seed.clone();
    int near = 0;
    for (int run = 0; run < 200; run++) {
      final byte[] input = DecoderCheck.input(SeededTapes.tape(8, run, 4, 400), List.of(seed));
      near += Math.abs(input.length - seed.length) < 64 ? 1 : 0;
      assertThat(DecoderCheck.run(input)).isNotInstanceOf(DecoderResult.Broken.class);
    }
    assertThat(seed).isEqualTo(before);
    assertThat(near).isGreaterThan(40);
  }
}
