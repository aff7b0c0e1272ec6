package parallax.compiler.regalloc;

import java.util.Arrays;

/**
 * The live intervals of all virtual registers: ranges of positions with holes between them, and the
 * places that use the value. Immutable.
 *
 * <p>Ranges {@code [start, end)} of one register are ascending and do not touch. A use either
 * <em>needs</em> the value in a register (an operand, or the instruction's definition) or takes it
 * from wherever it is (what moves bring to a fixed register, to a tied one, to a parameter). A use
 * of the second sort in front of an instruction ends the range just before it.
 */
final class LiveIntervals {
  /** No such position. */
  static final int NEVER = Integer.MAX_VALUE;

  private final int[] firstRange;
  private final int[] starts;
  private final int[] ends;
  private final int[] firstUse;
  private final int[] uses;
  private final boolean[] needed;

  /**
   * @param firstRange by register, and one behind: index of its first range
   * @param firstUse likewise of its uses, which are ascending
   * @param needed by use: whether it needs a register
   */
  LiveIntervals(
      final int[] firstRange,
      final int[] starts,
      final int[] ends,
      final int[] firstUse,
      final int[] uses,
      final boolean[] needed) {
    this.firstRange = firstRange;
    this.starts = starts;
    this.ends = ends;
    this.firstUse = firstUse;
    this.uses = uses;
    this.needed = needed;
  }

  /** Number of registers. */
  int count() {
    return firstRange.length - 1;
  }

  boolean isEmpty(final int reg) {
    return firstRange[reg] == firstRange[reg + 1];
  }

  int start(final int reg) {
    return starts[firstRange[reg]];
  }

  int end(final int reg) {
    return ends[firstRange[reg + 1] - 1];
  }

  /** The first range of the register that ends behind the position; may be {@link #rangeEnd}. */
  int rangeBehind(final int reg, final int position) {
    final int place = Arrays.binarySearch(ends, firstRange[reg], firstRange[reg + 1], position + 1);
    return place >= 0 ? place : -place - 1;
  }

  /** The number behind those of the register's ranges. */
  int rangeEnd(final int reg) {
    return firstRange[reg + 1];
  }

  int rangeStart(final int range) {
    return starts[range];
  }

  int rangeStop(final int range) {
    return ends[range];
  }

  /** True when the register is alive at the position. */
  boolean covers(final int reg, final int position) {
    final int range = rangeBehind(reg, position);
    return range < firstRange[reg + 1] && starts[range] <= position;
  }

  /** The first use at or behind the position; may be {@link #useEnd}. */
  int useFrom(final int reg, final int position) {
    final int place = Arrays.binarySearch(uses, firstUse[reg], firstUse[reg + 1], position);
    if (place < 0) {
      return -place - 1;
    }
    int first = place;
    while (first > firstUse[reg] && uses[first - 1] == position) {
      first--;
    }
    return first;
  }

  /** The number behind those of the register's uses. */
  int useEnd(final int reg) {
    return firstUse[reg + 1];
  }

  int use(final int number) {
    return uses[number];
  }

  boolean isNeeded(final int number) {
    return needed[number];
  }

  /** Position of the first use in {@code [from, to)}, or {@link #NEVER}. */
  int nextUse(final int reg, final int from, final int to) {
    final int use = useFrom(reg, from);
    return use < firstUse[reg + 1] && uses[use] < to ? uses[use] : NEVER;
  }

  /** Position of the first use in {@code [from, to)} that needs a register, or {@link #NEVER}. */
  int nextNeed(final int reg, final int from, final int to) {
    for (int use = useFrom(reg, from); use < firstUse[reg + 1] && uses[use] < to; use++) {
      if (needed[use]) {
        return uses[use];
      }
    }
    return NEVER;
  }

  /** Position of the last use in {@code [from, to)} that needs a register, or -1. */
  int lastNeed(final int reg, final int from, final int to) {
    for (int use = useFrom(reg, to) - 1; use >= firstUse[reg] && uses[use] >= from; use--) {
      if (needed[use]) {
        return uses[use];
      }
    }
    return -1;
  }
}
