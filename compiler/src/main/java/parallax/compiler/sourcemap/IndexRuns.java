package parallax.compiler.sourcemap;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists of indices as text: runs of ascending numbers, {@code 0-3,7}; a dash for none. Modules have
 * thousands of functions, which nearly always are one run.
 */
final class IndexRuns {
  /** More than any module has of anything: bounds what a damaged text can ask for. */
  private static final int MAX_COUNT = 1 << 24;

  private IndexRuns() {}

  static String write(final List<Integer> indices) {
    final StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < indices.size()) {
      final int first = indices.get(at);
      int last = first;
      for (at++; at < indices.size() && indices.get(at) == last + 1; at++) {
        last++;
      }
      out.append(out.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        out.append('-').append(last);
      }
    }
    return out.isEmpty() ? "-" : out.toString();
  }

  /** The list that has this text, or null when none has. */
  static List<Integer> read(final String text) {
    final List<Integer> found = new ArrayList<>();
    if (text.equals("-")) {
      return found;
    }
    for (final String run : text.split(",", -1)) {
      final int dash = run.indexOf('-');
      final int first = number(dash < 0 ? run : run.substring(0, dash));
      final int last = dash < 0 ? first : number(run.substring(dash + 1));
      if (first < 0 || last < first || found.size() + (long) last - first >= MAX_COUNT) {
        return null;
      }
      for (int i = first; i <= last; i++) {
        found.add(i);
      }
    }
    return found;
  }

  /** A number of at most eight digits, or -1. */
  private static int number(final String digits) {
    if (digits.isEmpty() || digits.length() > 8) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      final char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + c - '0';
    }
    return value;
  }
}
