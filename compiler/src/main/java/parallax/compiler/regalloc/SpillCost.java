package parallax.compiler.regalloc;

import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.VReg;

/** Estimates what it costs that a value has no register which it could keep all the time. */
final class SpillCost {
  /** Of the uses of a part, so many are looked at. */
  private static final int LOOK = 64;

  private final LiveIntervals intervals;
  private final FixedRanges fixed;
  private final LoopPositions loops;
  private final ConstantDefinitions constants;

  SpillCost(
      final LiveIntervals intervals,
      final FixedRanges fixed,
      final LoopPositions loops,
      final ConstantDefinitions constants) {
    this.intervals = intervals;
    this.fixed = fixed;
    this.loops = loops;
    this.constants = constants;
  }

  /**
   * Loads and stores that are executed when the part loses its register at calls.
   *
   * @param part which
   * @param from where to begin counting, inside of it
   * @param conflict where it loses the register first
   */
  long of(final Part part, final int from, final int conflict) {
    final int reg = part.reg();
    long cost = 0;
    if (from == intervals.start(reg) && constants.of(new VReg(reg)) == null) {
      cost += loops.weightAt(from);
    }
    int before = -1;
    int use = intervals.useFrom(reg, from);
    for (int looked = 0; use < intervals.useEnd(reg) && looked < LOOK; use++, looked++) {
      final int at = intervals.use(use);
      if (at >= part.to()) {
        break;
      }
      if (intervals.isNeeded(use) && at != intervals.start(reg)) {
        final boolean lost =
            (before < conflict && at > conflict) || (before >= 0 && fixed.callWithin(before, at));
        if (lost || isLostAround(part, before, at)) {
          cost += loops.weightAt(at);
        }
        before = at;
      }
    }
    return cost;
  }

  /** True for the first use in a loop whose calls destroy the value before it comes round again. */
  private boolean isLostAround(final Part part, final int before, final int at) {
    for (final int header : loops.around(at)) {
      final int start = loops.startOf(header);
      return start > before
          && loops.endOf(header) <= part.to()
          && intervals.covers(part.reg(), start)
          && fixed.callWithin(start, loops.endOf(header));
    }
    return false;
  }

  /**
   * The position where the value is used next, in the order of execution as far as loops go: a
   * value that the loop around the position has used before is used again at its end.
   */
  int nextUse(final int reg, final int position) {
    final int next = intervals.nextUse(reg, position, intervals.end(reg));
    for (final int header : loops.around(position)) {
      if (next < loops.endOf(header)) {
        break;
      }
      final int start = loops.startOf(header);
      if (intervals.covers(reg, start)
          && intervals.nextUse(reg, start, position) != LiveIntervals.NEVER) {
        return loops.endOf(header) - 1;
      }
    }
    return next;
  }
}
