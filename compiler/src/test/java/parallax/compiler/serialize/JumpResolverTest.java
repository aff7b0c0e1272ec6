package parallax.compiler.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import parallax.pvm.codec.InstructionWriter;

final class JumpResolverTest {

  private static void checkFits(
      final int[] lengths, final int[] targets, final int forced, final JumpResolver.Positions at) {
    int position = 0;
    for (int i = 0; i < lengths.length; i++) {
      assertThat(at.positions()[i]).isEqualTo(position);
      position += lengths[i] + at.offsetBytes()[i];
      if (targets[i] == JumpResolver.NONE) {
        assertThat(at.offsetBytes()[i]).isZero();
      } else {
        final long offset = (long) at.positions()[targets[i]] - at.positions()[i];
        final int needed = InstructionWriter.immediateBytes(offset);
        // No offset is longer than it has to be.
        assertThat((int) at.offsetBytes()[i]).isEqualTo(i < forced ? 4 : needed);
      }
    }
    assertThat(at.positions()[lengths.length]).isEqualTo(position);
  }

  @Test
  void offsetsFitAndNoneIsLongerThanItsDistanceNeeds() {
    final SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      final int count = 1 + random.nextInt(400);
      final int[] lengths = random.ints(count, 1, 11).toArray();
      final int[] targets = new int[count];
      for (int i = 0; i < count; i++) {
        targets[i] = random.nextInt(3) == 0 ? JumpResolver.NONE : random.nextInt(count);
      }
      final int forced = targets[0] == JumpResolver.NONE ? 0 : 1;
      checkFits(lengths, targets, forced, JumpResolver.resolve(lengths, targets, forced));
    }
  }

  @Test
  void aJumpToItselfHasNoOffset() {
    final JumpResolver.Positions at =
        JumpResolver.resolve(new int[] {1, 1}, new int[] {0, JumpResolver.NONE}, 0);
    assertThat(at.positions()).containsExactly(0, 1, 2);
  }

  @Test
  void oneOffsetThatGrowsMakesOthersGrow() {
    // Each jump spans the next one; the last one's distance is just past what a byte holds.
    final int count = 130;
    final int[] lengths = new int[count];
    final int[] targets = new int[count];
    Arrays.fill(lengths, 1);
    for (int i = 0; i < count; i++) {
      targets[i] = Math.min(count - 1, i + 63);
    }
    checkFits(lengths, targets, 0, JumpResolver.resolve(lengths, targets, 0));
  }

  @Test
  void aMillionInstructionsTakeSeconds() {
    final SplittableRandom random = new SplittableRandom(4);
    final int count = 1_000_000;
    final int[] lengths = random.ints(count, 1, 6).toArray();
    final int[] targets = new int[count];
    for (int i = 0; i < count; i++) {
      final int near = Math.floorMod(i + random.nextInt(-2_000, 2_000), count);
      targets[i] = i % 4 != 0 ? JumpResolver.NONE : i % 20 == 0 ? random.nextInt(count) : near;
    }
    Assertions.assertThatCode(() -> JumpResolver.resolve(lengths, targets, 0))
        .doesNotThrowAnyException();
    final long start = System.nanoTime();
    JumpResolver.resolve(lengths, targets, 0);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
