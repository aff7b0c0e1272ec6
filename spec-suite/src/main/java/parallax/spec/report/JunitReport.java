package parallax.spec.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.spec.run.Result;
import parallax.spec.run.Result.Status;
import parallax.spec.run.ScriptResults;

/** The report as JUnit XML: a test suite for each script, a test for each engine and kind. */
final class JunitReport {
  private JunitReport() {}

  static String write(final SuiteReport report) {
    final StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    report.scripts().forEach(script -> script(out, script));
    return out.append("</testsuites>\n").toString();
  }

  private static void script(final StringBuilder out, final ScriptResults script) {
    final Map<String, List<Result>> tests = new LinkedHashMap<>();
    for (final Result result : script.results()) {
      tests
          .computeIfAbsent(result.engine() + " " + result.kind().label(), key -> new ArrayList<>())
          .add(result);
    }
    final long failures = tests.values().stream().filter(test -> has(test, Status.FAIL)).count();
    out.append(
        "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\">\n"
            .formatted(escape(script.file()), tests.size(), failures));
    tests.forEach((name, results) -> test(out, script, name, results));
    out.append("</testsuite>\n");
  }

  private static void test(
      final StringBuilder out,
      final ScriptResults script,
      final String name,
      final List<Result> results) {
    out.append(
        "<testcase classname=\"%s\" name=\"%s\">".formatted(escape(script.file()), escape(name)));
    if (has(results, Status.FAIL)) {
      out.append("<failure message=\"").append(escape(name)).append("\">");
      results.stream()
          .filter(result -> result.status() == Status.FAIL)
          .forEach(
              result ->
                  out.append(
                      escape(
                          "line %d: %s: expected %s, got %s%n"
                              .formatted(
                                  result.line(),
                                  result.reason(),
                                  result.expected(),
                                  result.got()))));
      out.append("</failure>");
    } else if (!has(results, Status.PASS)) {
      out.append("<skipped message=\"").append(escape(results.get(0).reason())).append("\"/>");
    }
    out.append("</testcase>\n");
  }

  private static boolean has(final List<Result> results, final Status status) {
    return results.stream().anyMatch(result -> result.status() == status);
  }

  /** XML has no way to write most control characters. */
  private static String escape(final String text) {
    return text.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
