package parallax.compiler.regalloc;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;
import parallax.compiler.CompilerBug;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.VReg;

/**
 * The walk over the live intervals, by their beginnings: places each in a register or in memory,
 * and splits where neither holds to the end.
 *
 * <p>Source: Wimmer and Mössenböck, "Optimized Interval Splitting in a Linear Scan Register
 * Allocator" (2005), for splitting; Wimmer and Franz (2010) for SSA form. Other than there, what is
 * in a register is kept as a tree of ranges ({@link RegisterOccupancy}) in place of sets of active
 * and inactive intervals.
 *
 * <p>A value is in memory only between uses that need a register: a part in memory ends before the
 * next such use, outside of loops that do not contain its beginning, and what follows is a new
 * part. Splits are at even positions, where moves can stand; only a value that is read and has to
 * give way to the result of the same instruction leaves at an odd one, without a move.
 */
final class LinearScan {
  /** So many others lose their register to a part; it is cut before it meets more. */
  private static final int CONFLICTS = 16;

  private final LiveIntervals intervals;
  private final RegisterOccupancy occupancy;
  private final RegisterHints hints;
  private final LoopPositions loops;
  private final ConstantDefinitions constants;
  private final RegisterSet registers;
  private final SpillCost cost;
  private final Parts parts;
  private final TreeSet<Integer> saved = new TreeSet<>();
  private final PriorityQueue<Part> queue =
      new PriorityQueue<>(Comparator.comparingInt(Part::from).thenComparingInt(Part::reg));

  // The best register found for the part at hand.
  private int best;
  private int bestUntil;

  LinearScan(
      final LiveIntervals intervals,
      final RegisterOccupancy occupancy,
      final RegisterHints hints,
      final LoopPositions loops,
      final ConstantDefinitions constants,
      final RegisterSet registers,
      final SpillCost cost,
      final Parts parts) {
    this.intervals = intervals;
    this.occupancy = occupancy;
    this.hints = hints;
    this.loops = loops;
    this.constants = constants;
    this.registers = registers;
    this.cost = cost;
    this.parts = parts;
  }

  /** Places all parts; gives the numbers of the callee-saved registers that are used. */
  SortedSet<Integer> run() {
    for (int reg = 0; reg < intervals.count(); reg++) {
      queue.addAll(parts.of(reg));
    }
    while (!queue.isEmpty()) {
      place(queue.remove());
    }
    return saved;
  }

  private boolean isFirst(final Part part) {
    return part.from() == intervals.start(part.reg());
  }

  private void place(final Part part) {
    final int need = intervals.nextNeed(part.reg(), part.from(), part.to());
    final boolean constant = constants.of(new VReg(part.reg())) != null;
    if (isFirst(part) ? constant : need == LiveIntervals.NEVER) {
      leaveInMemory(part, need, part.from());
    } else if (!placeFree(part, need)) {
      if (need == LiveIntervals.NEVER) {
        leaveInMemory(part, need, part.from());
      } else {
        placeByEviction(part, need);
      }
    }
  }

  /**
   * Puts a part into memory up to the next use that needs a register; the rest is a new part.
   *
   * @param after the rest must begin behind this position
   */
  private void leaveInMemory(final Part part, final int need, final int after) {
    if (need != LiveIntervals.NEVER) {
      queue.add(parts.split(part, loops.cheapest(after, need)));
    }
    part.setPlace(Part.MEMORY);
  }

  private void assign(final Part part, final int register) {
    occupancy.assign(part, register);
    hints.placed(part);
    if (registers.saved().contains(register)) {
      saved.add(register);
    }
  }

  // With what is free.

  private boolean placeFree(final Part part, final int need) {
    final long[] scores = scores(part);
    search(part, scores, registers.free());
    final int partly = best;
    final int conflict = bestUntil;
    if (conflict != LiveIntervals.NEVER && searchSaved(part, scores, conflict)) {
      return true;
    }
    if (conflict == LiveIntervals.NEVER) {
      assign(part, better(part, scores, partly));
      return true;
    }
    if (need == LiveIntervals.NEVER || partly < 0) {
      return false;
    }
    if (need >= conflict) {
      if (need == part.from()) {
        return false;
      }
      leaveInMemory(part, need, conflict);
      return true;
    }
    cutBefore(part, conflict);
    assign(part, partly);
    return true;
  }

  private long[] scores(final Part part) {
    final long[] scores = hints.scores(part);
    final Part before = part.from() == 0 ? null : parts.at(part.reg(), part.from() - 1);
    if (before != null && before.isInRegister()) {
      scores[before.place()] += 2 * loops.weightAt(part.from());
    }
    return scores;
  }

  /**
   * Finds the register that is free longest; of several that are, the one that saves most, then the
   * first.
   */
  private void search(final Part part, final long[] scores, final Iterable<Integer> candidates) {
    best = -1;
    bestUntil = part.from();
    for (final int register : candidates) {
      final int until = occupancy.firstConflict(part, register);
      if (until > bestUntil
          || (best >= 0 && until == bestUntil && scores[register] > scores[best])) {
        best = register;
        bestUntil = until;
      }
    }
  }

  /** A callee-saved register that is in use already and saves more than this one. */
  private int better(final Part part, final long[] scores, final int found) {
    int chosen = found;
    for (final int register : saved) {
      if (scores[register] > scores[chosen]
          && occupancy.firstConflict(part, register) == LiveIntervals.NEVER) {
        chosen = register;
      }
    }
    return chosen;
  }

  /** Tries callee-saved registers, where they save more than saving them costs. */
  private boolean searchSaved(final Part part, final long[] scores, final int conflict) {
    final long gain = cost.of(part, part.from(), conflict);
    for (final int register : registers.saved()) {
      if (saved.contains(register) || gain > 2 * LoopPositions.ONCE) {
        search(part, scores, List.of(register));
        if (bestUntil == LiveIntervals.NEVER) {
          assign(part, register);
          return true;
        }
      }
    }
    for (final int register : registers.saved()) {
      if (gain > LoopPositions.ONCE && displace(part, register, gain)) {
        assign(part, register);
        return true;
      }
    }
    return false;
  }

  /** Takes the register from those that gain less by it. */
  private boolean displace(final Part part, final int register, final long gain) {
    final List<Part> others = occupancy.conflicts(part, register, CONFLICTS);
    if (others.isEmpty()) {
      return false;
    }
    if (!others.stream().allMatch(other -> canLeave(other, part.from()))
        || gain <= 2 * loss(others, part.from())) {
      return false;
    }
    evict(others, part);
    return occupancy.firstConflict(part, register) == LiveIntervals.NEVER;
  }

  /** What it costs that these lose their register at a position. */
  private long loss(final List<Part> others, final int position) {
    long loss = 0;
    for (final Part other : others) {
      final int from = Math.max(position, other.from());
      loss += cost.of(other, from, from) + loops.weightAt(other.from());
    }
    return loss;
  }

  /** A callee-saved register that the function does not use yet, or -1. */
  private int unsaved(final Part part) {
    for (final int register : registers.saved()) {
      if (!saved.contains(register)
          && occupancy.firstConflict(part, register) == LiveIntervals.NEVER) {
        return register;
      }
    }
    return -1;
  }

  /** Ends the part before the position where it loses its register; queues the rest. */
  private void cutBefore(final Part part, final int conflict) {
    final int last = intervals.lastNeed(part.reg(), part.from(), conflict);
    final int even = loops.cheapest(Math.max(last, part.from()), conflict);
    if (even > last && even > part.from()) {
      queue.add(parts.split(part, even));
    } else {
      queueBehindOdd(parts.split(part, conflict));
    }
  }

  /** What begins at an odd position is in memory at first. */
  private void queueBehindOdd(final Part part) {
    leaveInMemory(part, intervals.nextNeed(part.reg(), part.from(), part.to()), part.from());
  }

  // With what others have.

  private void placeByEviction(final Part part, final int need) {
    final long[] scores = scores(part);
    int chosen = -1;
    int farthest = -1;
    List<Part> inTheWay = List.of();
    for (int i = 0; i < registers.free().size() + registers.saved().size(); i++) {
      final boolean free = i < registers.free().size();
      final int register =
          free ? registers.free().get(i) : registers.saved().get(i - registers.free().size());
      if (occupancy.firstFixed(part, register) <= need) {
        continue;
      }
      final List<Part> others = occupancy.conflicts(part, register, CONFLICTS);
      final int use = nextUse(others, part.from());
      final boolean unsaved = !free && !saved.contains(register);
      if (use < 0 || (unsaved && chosen >= 0)) {
        continue;
      }
      if (use > farthest || (use == farthest && scores[register] > scores[chosen])) {
        chosen = register;
        farthest = use;
        inTheWay = others;
      }
    }
    if (need > part.from() && farthest <= need) {
      leaveInMemory(part, need, part.from());
      return;
    }
    if (chosen < 0) {
      throw new CompilerBug(new VReg(part.reg()) + " finds no register at position " + part.from());
    }
    final int unsaved = inTheWay.isEmpty() ? -1 : unsaved(part);
    if (unsaved >= 0 && loss(inTheWay, part.from()) > 2 * LoopPositions.ONCE) {
      assign(part, unsaved);
      return;
    }
    evict(inTheWay, part);
    final int conflict = occupancy.firstConflict(part, chosen);
    if (conflict != LiveIntervals.NEVER) {
      cutBefore(part, conflict);
    }
    assign(part, chosen);
  }

  /** Where the first of them is used next, or -1 when one cannot leave at the position. */
  private int nextUse(final List<Part> others, final int position) {
    int next = LiveIntervals.NEVER;
    for (final Part other : others) {
      if (!canLeave(other, position)) {
        return -1;
      }
      next = Math.min(next, cost.nextUse(other.reg(), Math.max(position, other.from())));
    }
    return next;
  }

  /** True when the part may be somewhere else than in its register at the position. */
  private boolean canLeave(final Part part, final int position) {
    return leaves(part, position) >= 0;
  }

  /** The position where the part leaves its register so that it is free at the position; or -1. */
  private int leaves(final Part part, final int position) {
    if (part.from() > position || !intervals.covers(part.reg(), position)) {
      return nextStart(part, position);
    }
    final int even = position & ~1;
    if (intervals.nextNeed(part.reg(), even, position + 1) == LiveIntervals.NEVER) {
      return Math.max(even, part.from());
    }
    return position % 2 != 0
            && part.from() < position
            && intervals.nextNeed(part.reg(), position, position + 1) == LiveIntervals.NEVER
        ? position
        : -1;
  }

  /** Where a part that is in a hole goes on. */
  private int nextStart(final Part part, final int position) {
    final int range = intervals.rangeBehind(part.reg(), position);
    return Math.max(part.from(), intervals.rangeStart(range));
  }

  /** Takes parts out of their register so that it is free for another one. */
  private void evict(final List<Part> others, final Part winner) {
    for (final Part other : others) {
      final int at = leaves(other, winner.from());
      occupancy.release(other, at);
      if (at > winner.from()) {
        // Not alive before: it may look for another register when its turn comes.
        queue.add(at == other.from() ? unplaced(other) : parts.split(other, at));
        continue;
      }
      final Part rest = at == other.from() ? unplaced(other) : parts.split(other, at);
      final int need = intervals.nextNeed(rest.reg(), winner.from() + 1, rest.to());
      leaveInMemory(rest, need, winner.from());
    }
  }

  private static Part unplaced(final Part part) {
    part.setPlace(Part.UNPLACED);
    return part;
  }
}
