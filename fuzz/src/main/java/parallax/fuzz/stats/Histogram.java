package parallax.fuzz.stats;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Counts of modules by how many instructions they executed, in classes that are at most a sixteenth
 * wide, so that reports of several targets can be added. A class is named by its smallest number,
 * in twelve digits, so that names sort like numbers.
 */
public final class Histogram {
  private static final int PRECISION = 4;

  private Histogram() {}

  /** The name of the class that a number belongs to. */
  public static String classOf(final long number) {
    final int bits = Long.SIZE - Long.numberOfLeadingZeros(number);
    final int dropped = Math.max(0, bits - PRECISION - 1);
    return String.format(Locale.ROOT, "%012d", number >>> dropped << dropped);
  }

  /**
   * The smallest number of the class in which the given share of all modules is reached.
   *
   * @param share 0 to 1
   */
  public static long quantile(final SortedMap<String, Long> counts, final double share) {
    final long total = counts.values().stream().mapToLong(Long::longValue).sum();
    long seen = 0;
    for (final Map.Entry<String, Long> each : counts.entrySet()) {
      seen += each.getValue();
      if (seen >= share * total) {
        return Long.parseLong(each.getKey());
      }
    }
    return 0;
  }

  /** The share of modules in classes that begin above a number; 0 when there are none. */
  public static double shareAbove(final SortedMap<String, Long> counts, final long number) {
    long total = 0;
    long above = 0;
    for (final Map.Entry<String, Long> each : counts.entrySet()) {
      total += each.getValue();
      above += Long.parseLong(each.getKey()) > number ? each.getValue() : 0;
    }
    return total == 0 ? 0 : (double) above / total;
  }
}
