package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import parallax.compiler.CompilerBug;
import parallax.pvm.isa.Register;

/**
 * Orders moves that happen at once, and finds the temporaries for that: registers that are free
 * both before and behind, otherwise slots of its own; when a register is needed and none is free,
 * one is put away for the time.
 */
final class MoveSequencer {
  private final RegisterOccupancy occupancy;
  private final List<Integer> registers;
  private final int firstSlot;
  private int slots;

  /**
   * @param registers numbers of those that may be written
   * @param firstSlot number of the first slot that no value has
   */
  MoveSequencer(
      final RegisterOccupancy occupancy, final List<Integer> registers, final int firstSlot) {
    this.occupancy = occupancy;
    this.registers = List.copyOf(registers);
    this.firstSlot = firstSlot;
  }

  /** Number of slots that were needed for temporaries. */
  int slots() {
    return slots;
  }

  /**
   * Puts moves in order.
   *
   * @param moves what happens at once
   * @param before the position in front of them
   * @param behind the position behind them
   */
  List<Move> sequence(final List<Move> moves, final int before, final int behind) {
    if (moves.isEmpty() || (moves.size() == 1 && isSingle(moves.get(0)))) {
      return moves.isEmpty() || moves.get(0).from().equals(moves.get(0).to())
          ? List.of()
          : List.copyOf(moves);
    }
    final Set<Location> sides = new HashSet<>();
    moves.forEach(move -> sides.addAll(List.of(move.from(), move.to())));
    final List<Register> free = free(sides, before, behind);
    if (free.size() > 1) {
      return ParallelMove.sequence(moves, Location.of(free.get(1)), free.get(0));
    }
    if (free.size() == 1 && !needsCopy(moves)) {
      return ParallelMove.sequence(moves, Location.of(free.get(0)), null);
    }
    if (free.size() == 1) {
      return ParallelMove.sequence(moves, temporary(0), free.get(0));
    }
    return needsCopy(moves)
        ? withBorrowed(moves, sides)
        : ParallelMove.sequence(moves, temporary(0), null);
  }

  private static boolean isSingle(final Move move) {
    return move.from().isRegister() || move.to().isRegister() || move.from().equals(move.to());
  }

  /** Registers for temporaries, at most two. */
  private List<Register> free(final Set<Location> sides, final int before, final int behind) {
    final List<Register> free = new ArrayList<>(2);
    for (final int register : registers) {
      if (free.size() < 2
          && !sides.contains(Location.of(Register.of(register)))
          && occupancy.isFree(register, before)
          && occupancy.isFree(register, behind)) {
        free.add(Register.of(register));
      }
    }
    return free;
  }

  /** True when a slot gets a constant or the value of a slot, or might be on a cycle. */
  private static boolean needsCopy(final List<Move> moves) {
    return moves.stream()
        .filter(move -> !move.to().isRegister())
        .anyMatch(
            move ->
                !move.from().isRegister()
                    || moves.stream().anyMatch(other -> other.from().equals(move.to())));
  }

  private Location temporary(final int number) {
    slots = Math.max(slots, number + 1);
    return Location.slot(firstSlot + number);
  }

  /** Slots stand for one of the registers, which copies instead. */
  private List<Move> withBorrowed(final List<Move> moves, final Set<Location> sides) {
    final Location borrowed =
        Stream.concat(
                registers.stream().filter(r -> !sides.contains(Location.of(Register.of(r)))),
                registers.stream())
            .map(register -> Location.of(Register.of(register)))
            .findFirst()
            .orElseThrow(() -> new CompilerBug("no register for moves"));
    final Location kept = temporary(1);
    final Location result = temporary(2);
    final List<Move> changed = new ArrayList<>();
    boolean written = false;
    for (final Move move : moves) {
      written |= move.to().equals(borrowed);
      changed.add(
          new Move(
              move.from().equals(borrowed) ? kept : move.from(),
              move.to().equals(borrowed) ? result : move.to()));
    }
    final List<Move> sequence = new ArrayList<>();
    sequence.add(new Move(borrowed, kept));
    sequence.addAll(ParallelMove.sequence(changed, temporary(0), borrowed.register()));
    sequence.add(new Move(written ? result : kept, borrowed));
    return sequence;
  }
}
