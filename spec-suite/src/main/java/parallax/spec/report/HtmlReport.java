package parallax.spec.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The report as one page that needs nothing else: the JSON, and what shows it. The parts are
 * resources: {@code report.html}, {@code report.css}, {@code report.js}.
 */
final class HtmlReport {
  private HtmlReport() {}

  static String write(final String json) throws IOException {
    // Nothing in the data may end the script element.
    return part("report.html")
        .replace("@STYLE@", part("report.css"))
        .replace("@SCRIPT@", part("report.js"))
        .replace("@DATA@", json.replace("<", "\\u003c"));
  }

  private static String part(final String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("/parallax/spec/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
