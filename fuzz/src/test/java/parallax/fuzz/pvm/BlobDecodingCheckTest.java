package parallax.fuzz.pvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.pvm.BlobDecodingCheck.Form;
import parallax.fuzz.pvm.BlobDecodingCheck.Input;
import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.Group;

/** Programs are read or refused. */
final class BlobDecodingCheckTest {
  private static final long NANOS = 1_000_000_000L;
  private static final int LEAST_INPUTS = 300;

  @Test
  void a_second_of_bytes_and_broken_programs_breaks_nothing() {
    final Counters counters = new Counters();
    final long start = System.nanoTime();
    for (int run = 0; run < LEAST_INPUTS || System.nanoTime() - start < NANOS; run++) {
      final BlobResult result =
          BlobDecodingCheck.run(BlobDecodingCheck.input(SeededTapes.tape(31, run, 1, 1_000)));
      PvmCounts.count(result, counters);
      assertThat(result).as("run %d", run).isNotInstanceOf(BlobResult.Broken.class);
    }
    assertThat(counters.of(Group.BLOBS, "refused")).isPositive();
    assertThat(counters.of(Group.BLOBS, "accepted")).isPositive();
    assertThat(counters.of(Group.BLOBS, "well-formed")).isPositive();
  }

  @Test
  void numbers_that_are_not_the_shortest_are_refused() {
    // No table, one byte of code, a trap.
    assertThat(BlobDecodingCheck.run(new Input(Form.BLOB, new byte[] {0, 0, 1, 0, 1})))
        .isEqualTo(new BlobResult.Accepted(true));
    assertThat(BlobDecodingCheck.run(new Input(Form.BLOB, new byte[] {0, 0, (byte) 0x80, 1, 0, 1})))
        .isInstanceOf(BlobResult.Refused.class);
    assertThat(BlobDecodingCheck.run(new Input(Form.BLOB, new byte[] {0, 0, 1, 0, 3})))
        .isInstanceOf(BlobResult.Refused.class);
  }

  @Test
  void entries_of_no_position_are_held_short() {
    // One entry of five bytes, beyond every code.
    final byte[] blob = {1, 5, 1, 0, 0, 0, 0, 1, 0, 1};
    assertThat(BlobDecodingCheck.run(new Input(Form.BLOB, blob)))
        .isEqualTo(new BlobResult.Accepted(true));
  }
}
