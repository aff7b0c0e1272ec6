package parallax.fuzz.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Choices come from bytes in order, and are the smallest ones behind the end. */
final class TapeTest {
  @Test
  void choices_are_bytes_in_order() {
    final Tape tape = new Tape(new byte[] {7, -1, 1, 2, 9});
    assertThat(tape.u8()).isEqualTo(7);
    assertThat(tape.below(16)).isEqualTo(255 % 16);
    assertThat(tape.below(1_000)).isEqualTo(0x102);
    assertThat(tape.below(1)).isZero();
    assertThat(tape.remaining()).isEqualTo(1);
    assertThat(tape.bits(2)).isEqualTo(9);
    assertThat(tape.isAtEnd()).isTrue();
  }

  @Test
  void behind_the_end_every_choice_is_the_smallest() {
    final Tape tape = new Tape(new byte[0]);
    assertThat(tape.u8()).isZero();
    assertThat(tape.below(70)).isZero();
    assertThat(tape.oneIn(2)).isFalse();
    assertThat(tape.bits(8)).isZero();
  }

  @Test
  void a_slice_ends_where_it_should_and_the_rest_goes_on_behind_it() {
    final Tape tape = new Tape(new byte[] {1, 2, 3, 4});
    final Tape slice = tape.slice(2);
    assertThat(slice.u8()).isEqualTo(1);
    assertThat(tape.u8()).isEqualTo(3);
    assertThat(slice.u8()).isEqualTo(2);
    assertThat(slice.u8()).isZero();
    assertThat(tape.slice(100).remaining()).isEqualTo(1);
    assertThat(tape.isAtEnd()).isTrue();
  }

  @Test
  void seeded_tapes_are_the_same_in_every_version() {
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(SeededTapes.tape(1, 0), 8)))
        .isEqualTo("e807f7832cb6c5f8");
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(SeededTapes.tape(2, 41), 8)))
        .isEqualTo("ebb4ade9ee2c1070");
    assertThat(SeededTapes.tape(1, 5)).isEqualTo(SeededTapes.tape(1, 5));
    assertThat(SeededTapes.tape(1, 5)).isNotEqualTo(SeededTapes.tape(1, 6));
  }

  @Test
  void lengths_of_seeded_tapes_spread_over_their_range() {
    int shorter = 0;
    for (int run = 0; run < 1_000; run++) {
      final int length = SeededTapes.tape(3, run).length;
      assertThat(length).isBetween(SeededTapes.MIN_LENGTH, SeededTapes.MAX_LENGTH);
      shorter += length < (SeededTapes.MIN_LENGTH + SeededTapes.MAX_LENGTH) / 2 ? 1 : 0;
    }
    assertThat(shorter).isBetween(400, 600);
  }
}
