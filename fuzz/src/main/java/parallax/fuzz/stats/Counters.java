package parallax.fuzz.stats;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts by group and name. Adding and reading may happen in different threads. */
public final class Counters {
  private final Map<Group, SortedMap<String, Long>> groups = new EnumMap<>(Group.class);

  /** A set of counters that are all 0. */
  public Counters() {
    for (final Group group : Group.values()) {
      groups.put(group, new TreeMap<>());
    }
  }

  /** Counts one more. */
  public void add(final Group group, final String name) {
    add(group, name, 1);
  }

  /** Counts more. */
  public synchronized void add(final Group group, final String name, final long amount) {
    groups.get(group).merge(name, amount, Long::sum);
  }

  /** Adds all of the other's. */
  public void addAll(final Counters other) {
    for (final Group group : Group.values()) {
      other.of(group).forEach((name, amount) -> add(group, name, amount));
    }
  }

  /** A copy of a group's counters. */
  public synchronized SortedMap<String, Long> of(final Group group) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(groups.get(group)));
  }

  /** One counter, 0 when nothing was counted. */
  public synchronized long of(final Group group, final String name) {
    return groups.get(group).getOrDefault(name, 0L);
  }

  /** The sum of a group. */
  public synchronized long total(final Group group) {
    return groups.get(group).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public boolean equals(final Object other) {
    if (!(other instanceof Counters that)) {
      return false;
    }
    for (final Group group : Group.values()) {
      if (!of(group).equals(that.of(group))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public synchronized int hashCode() {
    return groups.hashCode();
  }

  @Override
  public synchronized String toString() {
    return groups.toString();
  }
}
