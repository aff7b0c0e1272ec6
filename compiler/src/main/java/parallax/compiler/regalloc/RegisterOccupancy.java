package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import parallax.pvm.isa.Register;

/**
 * Which part of which interval is in which physical register, range by range, and what instructions
 * occupy. A conflict is found in logarithmic time per range that is looked at.
 */
final class RegisterOccupancy {
  private final LiveIntervals intervals;
  private final FixedRanges fixed;

  /** By register: start of a range to what it is. */
  private final List<NavigableMap<Integer, Held>> held = new ArrayList<>();

  private record Held(int end, Part part) {}

  RegisterOccupancy(final LiveIntervals intervals, final FixedRanges fixed) {
    this.intervals = intervals;
    this.fixed = fixed;
    for (int i = 0; i < Register.COUNT; i++) {
      held.add(new TreeMap<>());
    }
  }

  /**
   * The first position where the part cannot be in the register, or {@link LiveIntervals#NEVER}.
   */
  int firstConflict(final Part part, final int register) {
    final NavigableMap<Integer, Held> occupied = held.get(register);
    return walk(
        part,
        (start, end) ->
            Math.min(firstHeld(occupied, start, end), fixed.first(register, start, end)));
  }

  /** Likewise, by instructions alone. */
  int firstFixed(final Part part, final int register) {
    return walk(part, (start, end) -> fixed.first(register, start, end));
  }

  /** What to do with the piece of a range that lies in a part; gives a position to stop at. */
  private interface RangeVisitor {
    int visit(int start, int end);
  }

  /** Visits the ranges of the part until one gives a position; {@link LiveIntervals#NEVER} else. */
  private int walk(final Part part, final RangeVisitor visitor) {
    int range = intervals.rangeBehind(part.reg(), part.from());
    for (; range < intervals.rangeEnd(part.reg()); range++) {
      if (intervals.rangeStart(range) >= part.to()) {
        break;
      }
      final int found =
          visitor.visit(
              Math.max(part.from(), intervals.rangeStart(range)),
              Math.min(part.to(), intervals.rangeStop(range)));
      if (found != LiveIntervals.NEVER) {
        return found;
      }
    }
    return LiveIntervals.NEVER;
  }

  private static int firstHeld(
      final NavigableMap<Integer, Held> occupied, final int start, final int end) {
    final Map.Entry<Integer, Held> before = occupied.floorEntry(start);
    if (before != null && before.getValue().end() > start) {
      return start;
    }
    final Integer next = occupied.higherKey(start);
    return next != null && next < end ? next : LiveIntervals.NEVER;
  }

  /**
   * The parts in the register that are alive together with this one, in the order in which they
   * meet; when there are many, the first ones, at least {@code limit}.
   */
  List<Part> conflicts(final Part part, final int register, final int limit) {
    final List<Part> found = new ArrayList<>();
    final NavigableMap<Integer, Held> occupied = held.get(register);
    int range = intervals.rangeBehind(part.reg(), part.from());
    int looked = 0;
    for (; range < intervals.rangeEnd(part.reg()); range++) {
      if (intervals.rangeStart(range) >= part.to()) {
        break;
      }
      final int start = Math.max(part.from(), intervals.rangeStart(range));
      final int end = Math.min(part.to(), intervals.rangeStop(range));
      final Integer before = occupied.floorKey(start);
      for (final Map.Entry<Integer, Held> entry :
          occupied.tailMap(before == null ? start : before, true).entrySet()) {
        if (entry.getKey() >= end) {
          break;
        }
        if (entry.getValue().end() > start && !found.contains(entry.getValue().part())) {
          found.add(entry.getValue().part());
        }
        if (found.size() > limit || (++looked > 8 * limit && !found.isEmpty())) {
          return found;
        }
      }
    }
    return found;
  }

  /** Puts the part into the register; there is no conflict. */
  void assign(final Part part, final int register) {
    final NavigableMap<Integer, Held> occupied = held.get(register);
    walk(
        part,
        (start, end) -> {
          occupied.put(start, new Held(end, part));
          return LiveIntervals.NEVER;
        });
    part.setPlace(register);
  }

  /** Takes the part out of its register from this position on. */
  void release(final Part part, final int from) {
    final NavigableMap<Integer, Held> occupied = held.get(part.place());
    int range = intervals.rangeBehind(part.reg(), from);
    for (; range < intervals.rangeEnd(part.reg()); range++) {
      if (intervals.rangeStart(range) >= part.to()) {
        break;
      }
      final int start = Math.max(part.from(), intervals.rangeStart(range));
      if (start < from) {
        occupied.put(start, new Held(from, part));
      } else {
        occupied.remove(start);
      }
    }
  }

  /** The part that is in the register at the position, or null. */
  Part holder(final int register, final int position) {
    final Map.Entry<Integer, Held> before = held.get(register).floorEntry(position);
    return before != null && before.getValue().end() > position ? before.getValue().part() : null;
  }

  /** True when nothing is in the register at the position, and no instruction occupies it. */
  boolean isFree(final int register, final int position) {
    return holder(register, position) == null
        && fixed.first(register, position, position + 1) == LiveIntervals.NEVER;
  }
}
