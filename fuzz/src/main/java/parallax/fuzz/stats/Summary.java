package parallax.fuzz.stats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** The text that people read after a run. */
public final class Summary {
  private static final double PERCENT = 100;
  private static final long MANY_INSTRUCTIONS = 1_000;

  private Summary() {}

  /**
   * Describes reports one by one, and together.
   *
   * @param expected targets that should have left a report
   */
  public static String of(final List<Report> reports, final List<String> expected) {
    final StringBuilder out = new StringBuilder("Fuzzing, all targets\n");
    final Counters all = new Counters();
    double seconds = 0;
    for (final Report report : reports) {
      all.addAll(report.counters());
      seconds += report.seconds();
      out.append(line("  " + report.target(), speed(report.counters(), report.seconds())));
    }
    for (final String target : expected) {
      if (reports.stream().noneMatch(report -> report.target().equals(target))) {
        out.append(line("  " + target, "left no report of this run"));
      }
    }
    return out.append(describe(all, seconds)).toString();
  }

  /** Describes one set of counters. */
  public static String describe(final Counters counters, final double seconds) {
    final SortedMap<String, Long> executed = counters.of(Group.EXECUTED);
    final StringBuilder out = new StringBuilder();
    out.append(line("runs", speed(counters, seconds)));
    out.append(line("modules", counters.of(Group.MODULES)));
    out.append(line("decoder inputs", counters.of(Group.INPUTS)));
    out.append(line("calls by outcome", counters.of(Group.CALLS)));
    out.append(line("traps by kind", counters.of(Group.TRAPS)));
    out.append(line("discards by reason", discards(counters)));
    out.append(
        line(
            "wasm instructions executed per module",
            String.format(
                Locale.ROOT,
                "p10 %d, p50 %d, p90 %d; more than %d in %.1f %%",
                Histogram.quantile(executed, 0.1),
                Histogram.quantile(executed, 0.5),
                Histogram.quantile(executed, 0.9),
                MANY_INSTRUCTIONS,
                PERCENT * Histogram.shareAbove(executed, MANY_INSTRUCTIONS))));
    out.append(
        line(
            "distinct wasm instructions executed",
            Integer.toString(counters.of(Group.OPCODES).size())));
    describePrograms(counters, out);
    out.append(line("differences by rule", counters.of(Group.DIFFERENCES)));
    return out.toString();
  }

  /** What was done with programs of the PVM, where anything was. */
  private static void describePrograms(final Counters counters, final StringBuilder out) {
    for (final Group group : List.of(Group.PROGRAMS, Group.RUNS, Group.PEER, Group.BLOBS)) {
      if (counters.total(group) > 0) {
        out.append(line("PVM " + group.label(), counters.of(group)));
      }
    }
  }

  private static String discards(final Counters counters) {
    final long run = Math.max(1, counters.of(Group.MODULES, "run"));
    final long discarded = counters.total(Group.DISCARDS);
    return String.format(
        Locale.ROOT,
        "%s (%.2f %% of modules)",
        text(counters.of(Group.DISCARDS)),
        PERCENT * discarded / run);
  }

  private static String speed(final Counters counters, final double seconds) {
    final long modules = counters.of(Group.MODULES, "run");
    final long inputs = counters.total(Group.INPUTS) + counters.total(Group.BLOBS);
    final long programs = counters.total(Group.PROGRAMS);
    return String.format(
        Locale.ROOT,
        "%d modules and %d decoder inputs%s in %.1f s, %.1f per second",
        modules,
        inputs,
        programs == 0 ? "" : " and " + programs + " PVM programs",
        seconds,
        (modules + programs + inputs) / Math.max(seconds, 1e-3));
  }

  private static String line(final String name, final SortedMap<String, Long> counts) {
    return line(name, text(counts));
  }

  private static String line(final String name, final String text) {
    return String.format(Locale.ROOT, "%-40s %s%n", name, text);
  }

  private static String text(final SortedMap<String, Long> counts) {
    if (counts.isEmpty()) {
      return "none";
    }
    final StringBuilder out = new StringBuilder();
    for (final Map.Entry<String, Long> each : counts.entrySet()) {
      out.append(out.length() == 0 ? "" : ", ").append(each.getKey()).append(' ');
      out.append(each.getValue());
    }
    return out.toString();
  }
}
