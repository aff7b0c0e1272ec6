package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Gives every value that is in memory somewhere a slot. Values whose intervals, from their first to
 * their last position, do not overlap may share one; a parameter likes that of its arguments, which
 * makes moves between slots unnecessary.
 */
final class SlotSharing {
  private static final int NONE = -1;

  private final int[] slot;
  private int count;

  private SlotSharing(final int registers) {
    slot = new int[registers];
    Arrays.fill(slot, NONE);
  }

  static SlotSharing of(
      final LiveIntervals intervals, final SpillPlacement placement, final RegisterHints hints) {
    final SlotSharing sharing = new SlotSharing(intervals.count());
    final List<Integer> waiting = new ArrayList<>();
    for (int reg = 0; reg < intervals.count(); reg++) {
      if (placement.isInSlot(reg)) {
        waiting.add(reg);
      }
    }
    waiting.sort(Comparator.comparingInt(intervals::start));
    final PriorityQueue<Integer> alive =
        new PriorityQueue<>(Comparator.<Integer>comparingInt(intervals::end).thenComparing(r -> r));
    final NavigableSet<Integer> free = new TreeSet<>();
    for (final int reg : waiting) {
      while (!alive.isEmpty() && intervals.end(alive.element()) <= intervals.start(reg)) {
        free.add(sharing.slot[alive.remove()]);
      }
      sharing.slot[reg] = sharing.take(free, hints.related(reg));
      alive.add(reg);
    }
    return sharing;
  }

  private int take(final NavigableSet<Integer> free, final List<Integer> related) {
    for (final int other : related) {
      if (free.remove(slot[other])) {
        return slot[other];
      }
    }
    return free.isEmpty() ? count++ : free.pollFirst();
  }

  /** The slot of a value that has one. */
  int slot(final int reg) {
    return slot[reg];
  }

  /** Number of slots. */
  int count() {
    return count;
  }
}
