package parallax.compiler.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerBug;
import parallax.pvm.isa.Register;

class ParallelMoveTest {
  private static final Register COPY = Register.T2;

  private static final List<Location> PLACES = places();

  private static List<Location> places() {
    final List<Location> places = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      places.add(Location.slot(i));
    }
    for (final Register register : List.of(Register.T0, Register.A0, Register.A1, Register.S0)) {
      places.add(Location.of(register));
    }
    return places;
  }

  @Test
  void sequencesDoWhatTheMovesDoAtOnce() {
    for (int seed = 0; seed < 20_000; seed++) {
      final Random random = new Random(seed);
      final List<Location> destinations = new ArrayList<>(PLACES);
      Collections.shuffle(destinations, random);
      final List<Location> permuted = new ArrayList<>(destinations);
      Collections.shuffle(permuted, random);
      final List<Move> moves = new ArrayList<>();
      final int count = random.nextInt(PLACES.size() + 1);
      for (int i = 0; i < count; i++) {
        // Whole permutations make cycles, free choice makes sources that are read twice.
        final Location from =
            seed % 2 == 0 ? permuted.get(i) : PLACES.get(random.nextInt(PLACES.size()));
        moves.add(new Move(from, destinations.get(i)));
      }
      final Location temporary = seed % 3 == 0 ? Location.slot(99) : Location.of(Register.T1);
      check(moves, temporary);
    }
  }

  private static void check(final List<Move> moves, final Location temporary) {
    final Map<Location, String> state = new LinkedHashMap<>();
    PLACES.forEach(place -> state.put(place, "old " + place));
    final Map<Location, String> expected = new LinkedHashMap<>(state);
    moves.forEach(move -> expected.put(move.to(), state.get(move.from())));
    final List<Move> sequence = ParallelMove.sequence(moves, temporary, COPY);
    for (final Move move : sequence) {
      assertThat(move.from().isRegister() || move.to().isRegister()).isTrue();
      state.put(move.to(), state.get(move.from()));
    }
    state.keySet().retainAll(expected.keySet());
    assertThat(state).as("%s by %s", moves, sequence).isEqualTo(expected);
  }

  @Test
  void nothingIsDoneForMovesToThemselves() {
    final Location place = Location.slot(1);
    assertThat(ParallelMove.sequence(List.of(new Move(place, place)), Location.slot(9), COPY))
        .isEmpty();
  }

  @Test
  void movesThatWriteTwiceOrTouchTheTemporariesAreBugs() {
    final Location a = Location.slot(0);
    final Location b = Location.slot(1);
    final Location temporary = Location.of(Register.T1);
    assertThatThrownBy(
            () -> ParallelMove.sequence(List.of(new Move(a, b), new Move(temporary, b)), a, COPY))
        .isInstanceOf(CompilerBug.class);
    assertThatThrownBy(
            () ->
                ParallelMove.sequence(
                    List.of(new Move(a, b), new Move(Location.slot(2), b)), temporary, COPY))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(
            () -> ParallelMove.sequence(List.of(new Move(a, temporary)), temporary, COPY))
        .isInstanceOf(CompilerBug.class)
        .hasMessageContaining("temporary");
  }

  @Test
  void longChainsTakeTimeInProportion() {
    final List<Move> moves = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      moves.add(new Move(Location.slot(i), Location.slot((i + 1) % 100_000)));
    }
    final long start = System.nanoTime();
    assertThat(ParallelMove.sequence(moves, Location.of(Register.T1), COPY)).hasSize(200_000);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }
}
