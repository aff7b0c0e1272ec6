package parallax.spec.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.spec.run.Result;
import parallax.spec.run.Result.Status;
import parallax.spec.run.ScriptResults;

/** What is different from an earlier run, of which only the JSON is left. */
public final class History {
  private History() {}

  /**
   * What passes and did not, and what fails and did not, in scripts that both runs have.
   *
   * @param earlier a spec.json
   * @throws IOException when it cannot be read
   */
  public static List<String> news(final Path earlier, final List<ScriptResults> now)
      throws IOException {
    final Map<String, Set<String>> failed = new TreeMap<>();
    final Map<String, Set<String>> unsupported = new TreeMap<>();
    for (final JsonNode file : new ObjectMapper().readTree(earlier.toFile()).path("files")) {
      final String name = file.path("file").asText();
      final Set<String> failures = failed.computeIfAbsent(name, key -> new TreeSet<>());
      for (final JsonNode failure : file.path("failures")) {
        failures.add(failure.path("line").asInt() + " " + failure.path("engine").asText());
      }
      final Set<String> others = unsupported.computeIfAbsent(name, key -> new TreeSet<>());
      file.path("unsupported")
          .properties()
          .forEach(
              engine ->
                  engine
                      .getValue()
                      .forEach(
                          lines ->
                              lines.forEach(
                                  line -> others.add(line.asInt() + " " + engine.getKey()))));
    }
    final List<String> news = new ArrayList<>();
    for (final ScriptResults script : now) {
      if (failed.containsKey(script.file())) {
        compare(script, failed.get(script.file()), unsupported.get(script.file()), news);
      }
    }
    return news;
  }

  private static void compare(
      final ScriptResults script,
      final Set<String> failed,
      final Set<String> unsupported,
      final List<String> news) {
    final Map<String, Status> worst = new TreeMap<>();
    for (final Result result : script.results()) {
      worst.merge(
          result.line() + " " + result.engine(),
          result.status(),
          (a, b) -> a == Status.FAIL || b == Status.PASS ? a : b);
    }
    worst.forEach(
        (key, status) -> {
          final String place = script.file() + ":" + key;
          if (status == Status.PASS && (failed.contains(key) || unsupported.contains(key))) {
            news.add("newly passing: " + place);
          } else if (status == Status.FAIL && !failed.contains(key)) {
            news.add("newly failing: " + place);
          }
        });
  }
}
