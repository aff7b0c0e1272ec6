package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of all live intervals. In front of a part whose beginning is no place for moves (an odd
 * position) the value has to be in memory already, so its definition must store it: such registers
 * are marked.
 */
final class Parts {
  private final List<List<Part>> parts;
  private final boolean[] stored;

  Parts(final LiveIntervals intervals) {
    parts = new ArrayList<>(intervals.count());
    stored = new boolean[intervals.count()];
    for (int reg = 0; reg < intervals.count(); reg++) {
      final List<Part> own = new ArrayList<>(1);
      if (!intervals.isEmpty(reg)) {
        own.add(new Part(reg, intervals.start(reg), intervals.end(reg)));
      }
      parts.add(own);
    }
  }

  /** The parts of a register in their order; none when it is never alive. */
  List<Part> of(final int reg) {
    return parts.get(reg);
  }

  /** The part that the position falls into, or null when it is before or behind the interval. */
  Part at(final int reg, final int position) {
    final int index = index(parts.get(reg), position);
    if (index < 0) {
      return null;
    }
    final Part part = parts.get(reg).get(index);
    return position < part.to() ? part : null;
  }

  /** The last part that begins at or before the position, or -1. */
  private static int index(final List<Part> list, final int position) {
    int low = 0;
    int high = list.size() - 1;
    while (low <= high) {
      final int middle = (low + high) >>> 1;
      if (list.get(middle).from() <= position) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /**
   * Cuts a part in two.
   *
   * @param position strictly inside of it
   * @return the second one, not placed
   */
  Part split(final Part part, final int position) {
    if (position <= part.from() || position >= part.to()) {
      throw new IllegalArgumentException(
          "split at " + position + " of " + part.from() + ".." + part.to());
    }
    final Part tail = new Part(part.reg(), position, part.to());
    part.cut(position);
    final List<Part> list = parts.get(part.reg());
    list.add(index(list, part.from()) + 1, tail);
    if (position % 2 != 0) {
      stored[part.reg()] = true;
    }
    return tail;
  }

  /** True when the definition has to store the value. */
  boolean mustBeStored(final int reg) {
    return stored[reg];
  }
}
