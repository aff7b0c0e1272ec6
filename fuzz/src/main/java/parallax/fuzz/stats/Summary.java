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

  /** Describes one set of counters: modules, programs of the PVM, whatever there was. */
  public static String describe(final Counters counters, final double seconds) {
    final StringBuilder out = new StringBuilder(line("runs", speed(counters, seconds)));
    if (counters.total(Group.MODULES) > 0) {
      describeModules(counters, out);
    }
    describeOthers(counters, out);
    return out.append(line("differences by rule", counters.of(Group.DIFFERENCES))).toString();
  }

  private static void describeModules(final Counters counters, final StringBuilder out) {
    final SortedMap<String, Long> executed = counters.of(Group.EXECUTED);
    out.append(line("modules", counters.of(Group.MODULES)));
    out.append(line("modules by floats", counters.of(Group.FLOATS)));
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
    out.append(line("distinct wasm instructions executed", distinct(counters, Group.OPCODES)));
  }

  private static void describeOthers(final Counters counters, final StringBuilder out) {
    if (counters.total(Group.INPUTS) > 0) {
      out.append(line("decoder inputs", counters.of(Group.INPUTS)));
    }
    for (final Group group :
        List.of(Group.PROGRAMS, Group.RUNS, Group.REACHED, Group.PEER, Group.BLOBS)) {
      if (counters.total(group) > 0) {
        out.append(line("PVM " + group.label(), counters.of(group)));
      }
    }
    if (counters.total(Group.INSTRUCTIONS) > 0) {
      out.append(
          line("distinct PVM instructions executed", distinct(counters, Group.INSTRUCTIONS)));
    }
  }

  private static String distinct(final Counters counters, final Group group) {
    return Integer.toString(counters.of(group).size());
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
        "%d modules, %d PVM programs and %d inputs of readers in %.1f s, %.1f per second",
        modules,
        programs,
        inputs,
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
