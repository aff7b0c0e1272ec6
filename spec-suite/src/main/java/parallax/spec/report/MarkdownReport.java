package parallax.spec.report;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.spec.run.Result.Status;

/** The report as tables in Markdown. */
public final class MarkdownReport {
  private MarkdownReport() {}

  static String write(final SuiteReport report) {
    final StringBuilder out = new StringBuilder("# Official test suite\n\n");
    out.append(table(report));
    out.append("\n## Not supported\n\n| engine | feature | commands |\n|---|---|--:|\n");
    final SortedMap<String, Integer> features = new TreeMap<>();
    report
        .scripts()
        .forEach(
            script ->
                script.results().stream()
                    .filter(result -> result.status() == Status.UNSUPPORTED)
                    .forEach(
                        result ->
                            features.merge(
                                result.engine() + " | " + result.reason(), 1, Integer::sum)));
    features.forEach(
        (name, count) -> out.append("| ").append(name).append(" | ").append(count).append(" |\n"));
    out.append(
        "\n## Instructions\n\n| engine | wasm, executed by commands that pass |\n|---|--:|\n");
    counts(out, report.wasmOps());
    out.append("\n| engine | PVM, in compiled code |\n|---|--:|\n");
    counts(out, report.pvmOps());
    if (!report.news().isEmpty()) {
      out.append("\n## News\n\n");
      report.news().forEach(line -> out.append("* ").append(line).append('\n'));
    }
    return out.toString();
  }

  private static void counts(
      final StringBuilder out, final SortedMap<String, SortedSet<String>> names) {
    names.forEach(
        (engine, ops) ->
            out.append("| ").append(engine).append(" | ").append(ops.size()).append(" |\n"));
  }

  /** Families by engines; each cell is passed / failed / not supported. */
  public static String table(final SuiteReport report) {
    final SortedSet<String> engines = new TreeSet<>(report.totals().keySet());
    final StringBuilder out = new StringBuilder("| family |");
    engines.forEach(engine -> out.append(' ').append(engine).append(" |"));
    out.append("\n|---|").append("--:|".repeat(engines.size())).append('\n');
    Totals.byFamily(report.scripts())
        .forEach((family, totals) -> row(out, family, engines, totals));
    row(out, "**all**", engines, report.totals());
    return out.toString();
  }

  private static void row(
      final StringBuilder out,
      final String name,
      final SortedSet<String> engines,
      final SortedMap<String, Totals> totals) {
    out.append("| ").append(name).append(" |");
    engines.forEach(
        engine -> out.append(' ').append(totals.getOrDefault(engine, Totals.none())).append(" |"));
    out.append('\n');
  }
}
