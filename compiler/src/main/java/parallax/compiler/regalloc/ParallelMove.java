package parallax.compiler.regalloc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.CompilerBug;
import parallax.pvm.isa.Register;

/**
 * Puts moves that happen all at once into an order in which they can happen one after the other.
 *
 * <p>A move may go when nobody still has to read its destination. When none may go, what is left
 * are cycles, in which every location is read once: one location is saved in the cycle temporary,
 * its reader reads that instead, and the cycle unwinds before the next one is opened. A move from
 * slot to slot, or of a constant to a slot, goes through the copy register. Linear in the number of
 * moves.
 */
final class ParallelMove {
  private final Location[] from;
  private final Location[] to;
  private final Location cycleTemporary;
  private final Location copyRegister;

  /** Moves that still have to read a location. */
  private final Map<Location, Integer> reads = new HashMap<>();

  /** The move that writes a location. */
  private final Map<Location, Integer> writer = new HashMap<>();

  private final Deque<Integer> ready = new ArrayDeque<>();
  private final List<Move> sequence = new ArrayList<>();

  private ParallelMove(
      final List<Move> moves, final Location cycleTemporary, final Register copyRegister) {
    from = moves.stream().map(Move::from).toArray(Location[]::new);
    to = moves.stream().map(Move::to).toArray(Location[]::new);
    this.cycleTemporary = cycleTemporary;
    this.copyRegister = copyRegister == null ? null : Location.of(copyRegister);
  }

  /**
   * Moves with the same effect, one after the other; at most one side of each is a slot.
   *
   * @param moves what happens at once: destinations are all different, sides may both be slots
   * @param cycleTemporary a location that is no source and no destination; may be overwritten
   * @param copyRegister another such register; null when no side of these moves, nor of one with
   *     the temporary, needs it
   */
  static List<Move> sequence(
      final List<Move> moves, final Location cycleTemporary, final Register copyRegister) {
    final ParallelMove parallel = new ParallelMove(moves, cycleTemporary, copyRegister);
    parallel.run();
    return parallel.sequence;
  }

  private void run() {
    final boolean[] done = new boolean[to.length];
    count(done);
    for (int i = 0; i < to.length; i++) {
      if (!done[i] && !reads.containsKey(to[i])) {
        ready.add(i);
      }
    }
    drain(done);
    for (int i = 0; i < to.length; i++) {
      if (!done[i]) {
        emit(to[i], cycleTemporary);
        int last = i;
        while (!from[last].equals(to[i])) {
          last = writer.get(from[last]);
        }
        from[last] = cycleTemporary;
        reads.put(cycleTemporary, 1);
        ready.add(i);
        drain(done);
      }
    }
  }

  private void count(final boolean[] done) {
    for (int i = 0; i < to.length; i++) {
      if (from[i].equals(to[i])) {
        done[i] = true;
        continue;
      }
      for (final Location side : Arrays.asList(from[i], to[i])) {
        if (side.equals(cycleTemporary) || side.equals(copyRegister)) {
          throw new CompilerBug("parallel move of its own temporary " + side);
        }
      }
      if (writer.put(to[i], i) != null) {
        throw new CompilerBug("parallel move writes " + to[i] + " twice");
      }
      reads.merge(from[i], 1, Integer::sum);
    }
  }

  private void drain(final boolean[] done) {
    while (!ready.isEmpty()) {
      final int i = ready.remove();
      done[i] = true;
      emit(from[i], to[i]);
      final Integer waiting = writer.get(from[i]);
      if (reads.merge(from[i], -1, Integer::sum) == 0 && waiting != null && !done[waiting]) {
        ready.add(waiting);
      }
    }
  }

  private void emit(final Location source, final Location destination) {
    if (source.isRegister() || destination.isRegister()) {
      sequence.add(new Move(source, destination));
    } else if (copyRegister == null) {
      throw new CompilerBug("a move from " + source + " to " + destination + " has no register");
    } else {
      sequence.add(new Move(source, copyRegister));
      sequence.add(new Move(copyRegister, destination));
    }
  }
}
