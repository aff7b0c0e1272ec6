package parallax.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ParallelMovesTest {
  private static final int SCRATCH = 99;

  @Test
  void movesToThemselvesAreDropped() {
    assertThat(ParallelMoves.order(new int[] {1, 2}, new int[] {1, 2}, SCRATCH)).isEmpty();
  }

  @Test
  void chainsNeedNoScratch() {
    assertThat(ParallelMoves.order(new int[] {1, 2, 3}, new int[] {2, 3, 4}, SCRATCH))
        .containsExactly(3, 4, 2, 3, 1, 2);
  }

  @Test
  void oneMoveMoreForEachCycle() {
    final int[] from = {1, 2, 3, 4, 5};
    final int[] to = {2, 1, 4, 5, 3};
    assertThat(ParallelMoves.order(from, to, SCRATCH)).hasSize(2 * (5 + 2)).contains(SCRATCH);
  }

  @Test
  void inOrderIsTheSameAsAtOnce() {
    final Random random = new Random(1);
    for (int round = 0; round < 5_000; round++) {
      final int slots = 1 + random.nextInt(9);
      final List<Integer> destinations = new ArrayList<>();
      for (int slot = 0; slot < slots; slot++) {
        destinations.add(slot);
      }
      Collections.shuffle(destinations, random);
      final int[] to =
          destinations.subList(0, random.nextInt(slots + 1)).stream()
              .mapToInt(slot -> slot)
              .toArray();
      final int[] from = random.ints(to.length, 0, slots).toArray();
      final long[] before = random.longs(100).toArray();
      final long[] wanted = before.clone();
      for (int i = 0; i < to.length; i++) {
        wanted[to[i]] = before[from[i]];
      }
      final long[] actual = before.clone();
      final int[] moves = ParallelMoves.order(from, to, SCRATCH);
      for (int i = 0; i < moves.length; i += 2) {
        actual[moves[i + 1]] = actual[moves[i]];
      }
      actual[SCRATCH] = before[SCRATCH];
      if (!Arrays.equals(actual, wanted)) {
        fail("%s to %s", Arrays.toString(from), Arrays.toString(to));
      }
    }
  }
}
