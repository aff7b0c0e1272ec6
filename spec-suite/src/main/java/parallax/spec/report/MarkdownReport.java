package parallax.spec.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.spec.run.Result.Status;

/** The report as tables in Markdown. */
public final class MarkdownReport {
  private MarkdownReport() {}

  static String write(final SuiteReport report) {
    final StringBuilder out = new StringBuilder("# WebAssembly test suite\n\n");
    report
        .commit()
        .ifPresent(
            commit -> out.append("WebAssembly/testsuite, commit ").append(commit).append(". "));
    out.append(report.scripts().size())
        .append(" scripts. Each cell: assertions that hold / failures / not supported.\n\n");
    out.append(table(report));
    out.append("\n## Kinds of assertions\n\n");
    final Map<String, SortedMap<String, Totals>> kinds = new LinkedHashMap<>();
    Totals.byKind(report.scripts()).forEach((kind, totals) -> kinds.put(kind.label(), totals));
    table(out, "kind", report, kinds);
    failures(out, report);
    unsupported(out, report);
    instructions(out, report.coverage());
    if (!report.news().isEmpty()) {
      out.append("\n## Since the earlier run\n\n");
      History.summary(report.news()).forEach(line -> out.append("* ").append(line).append('\n'));
    }
    return out.toString();
  }

  private static void failures(final StringBuilder out, final SuiteReport report) {
    out.append("\n## Failures\n\n| engine | reason | commands |\n|---|---|--:|\n");
    counts(out, report, Status.FAIL);
  }

  private static void unsupported(final StringBuilder out, final SuiteReport report) {
    out.append("\n## Not supported\n\n| engine | feature | commands |\n|---|---|--:|\n");
    counts(out, report, Status.UNSUPPORTED);
  }

  private static void counts(
      final StringBuilder out, final SuiteReport report, final Status status) {
    final SortedMap<String, Integer> reasons = new TreeMap<>();
    report
        .scripts()
        .forEach(
            script ->
                script.results().stream()
                    .filter(result -> result.status() == status)
                    .forEach(
                        result ->
                            reasons.merge(
                                result.engine() + " | " + result.reason(), 1, Integer::sum)));
    reasons.forEach(
        (name, count) -> out.append("| ").append(name).append(" | ").append(count).append(" |\n"));
  }

  private static void instructions(final StringBuilder out, final Coverage coverage) {
    out.append(
        """

        ## Instructions

        Of WebAssembly: executed by commands that pass on the engine, as the reference counts; else in modules that it
        instantiates. Of the PVM: in code that was compiled.

        | engine | instructions | executed | only instantiated | neither |
        |---|---|--:|--:|--:|
        """);
    final List<String> never = new ArrayList<>();
    for (final String engine : coverage.wasm().get(0).engines().keySet()) {
      final List<String> names = new ArrayList<>();
      int executed = 0;
      int instantiated = 0;
      for (final Coverage.WasmRow row : coverage.wasm()) {
        final Coverage.Reach reach = row.engines().get(engine);
        if (reach.executed() > 0) {
          executed++;
        } else {
          instantiated += reach.instantiated() > 0 ? 1 : 0;
          names.add(row.op().text() + (reach.instantiated() > 0 ? " (instantiated)" : ""));
        }
      }
      row(out, engine, "WebAssembly", executed, instantiated, coverage.wasm().size());
      never.add("WebAssembly, never executed on " + engine + ": " + String.join(", ", names));
    }
    for (final String engine : coverage.pvm().get(0).scripts().keySet()) {
      final List<String> names = new ArrayList<>();
      for (final Coverage.PvmRow row : coverage.pvm()) {
        if (row.scripts().get(engine) == 0) {
          names.add(row.op().mnemonic());
        }
      }
      final int all = coverage.pvm().size();
      row(out, engine, "PVM", 0, all - names.size(), all);
      never.add("PVM, never used by " + engine + ": " + String.join(", ", names));
    }
    never.forEach(line -> out.append("\n").append(line).append(".\n"));
  }

  private static void row(
      final StringBuilder out,
      final String engine,
      final String what,
      final int executed,
      final int instantiated,
      final int all) {
    out.append(
        "| %s | %s | %d | %d | %d |\n"
            .formatted(engine, what, executed, instantiated, all - executed - instantiated));
  }

  /** Families by engines; each cell is passed / failed / not supported. */
  public static String table(final SuiteReport report) {
    final Map<String, SortedMap<String, Totals>> rows = new LinkedHashMap<>();
    final SortedMap<String, Totals> standard = Totals.standard(report.scripts());
    Totals.byFamily(report.scripts())
        .forEach(
            (family, totals) -> {
              if (!Families.isStandard(family) && !standard.isEmpty()) {
                rows.putIfAbsent("**" + Families.ALL_OF_STANDARD + "**", standard);
              }
              rows.put(family, totals);
            });
    final StringBuilder out = new StringBuilder();
    table(out, "family", report, rows);
    return out.toString();
  }

  private static void table(
      final StringBuilder out,
      final String first,
      final SuiteReport report,
      final Map<String, SortedMap<String, Totals>> rows) {
    final SortedSet<String> engines = new TreeSet<>(report.totals().keySet());
    out.append("| ").append(first).append(" |");
    engines.forEach(engine -> out.append(' ').append(engine).append(" |"));
    out.append("\n|---|").append("--:|".repeat(engines.size())).append('\n');
    rows.forEach((name, totals) -> row(out, name, engines, totals));
    row(out, "**all**", engines, report.totals());
  }

  private static void row(
      final StringBuilder out,
      final String name,
      final SortedSet<String> engines,
      final SortedMap<String, Totals> totals) {
    out.append("| ").append(name).append(" |");
    engines.forEach(
        engine ->
            out.append(totals.containsKey(engine) ? " " + totals.get(engine) : "").append(" |"));
    out.append('\n');
  }
}
