package parallax.spec.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.spec.run.Result;
import parallax.spec.run.Result.Status;
import parallax.spec.run.ScriptResults;

/** What is different from an earlier run, of which only the JSON is left. */
public final class History {
  /** A line with more than one command counts as the worst of them. */
  private record Place(int line, String engine) implements Comparable<Place> {
    @Override
    public int compareTo(final Place other) {
      final int order = Integer.compare(line, other.line);
      return order != 0 ? order : engine.compareTo(other.engine);
    }
  }

  /**
   * Something that is different now.
   *
   * @param passes true when it passes and did not, false when it fails and did not
   */
  public record Change(boolean passes, String family, String file, int line, String engine) {
    @Override
    public String toString() {
      return "newly %s: %s:%d %s".formatted(passes ? "passing" : "failing", file, line, engine);
    }
  }

  private History() {}

  /**
   * What passes and did not, and what fails and did not, in scripts that both runs have and on
   * engines that both had.
   *
   * @param earlier a spec.json
   * @throws IOException when it cannot be read
   */
  public static List<Change> news(final Path earlier, final List<ScriptResults> now)
      throws IOException {
    final JsonNode root = new ObjectMapper().readTree(earlier.toFile());
    if (!root.path("files").isArray()) {
      throw new IOException(earlier + " is not a spec.json");
    }
    final Set<String> engines = new TreeSet<>();
    root.path("totals").fieldNames().forEachRemaining(engines::add);
    final Map<String, Map<Place, Status>> files = new TreeMap<>();
    root.path("files").forEach(file -> files.put(file.path("file").asText(), places(file)));
    final List<Change> news = new ArrayList<>();
    for (final ScriptResults script : now) {
      if (files.containsKey(script.file())) {
        compare(script, engines, files.get(script.file()), news);
      }
    }
    return news;
  }

  /** What did not pass. */
  private static Map<Place, Status> places(final JsonNode file) {
    final Map<Place, Status> places = new TreeMap<>();
    file.path("unsupported")
        .properties()
        .forEach(
            engine ->
                engine
                    .getValue()
                    .forEach(
                        lines ->
                            lines.forEach(
                                line ->
                                    places.put(
                                        new Place(line.asInt(), engine.getKey()),
                                        Status.UNSUPPORTED))));
    for (final JsonNode failure : file.path("failures")) {
      places.put(
          new Place(failure.path("line").asInt(), failure.path("engine").asText()), Status.FAIL);
    }
    return places;
  }

  private static void compare(
      final ScriptResults script,
      final Set<String> engines,
      final Map<Place, Status> before,
      final List<Change> news) {
    final SortedMap<Place, Status> worst = new TreeMap<>();
    for (final Result result : script.results()) {
      worst.merge(
          new Place(result.line(), result.engine()),
          result.status(),
          (a, b) -> a == Status.FAIL || b == Status.PASS ? a : b);
    }
    worst.forEach(
        (place, status) -> {
          final Status old = before.getOrDefault(place, Status.PASS);
          final boolean passes = status == Status.PASS && old != Status.PASS;
          final boolean fails = status == Status.FAIL && old != Status.FAIL;
          if (engines.contains(place.engine()) && (passes || fails)) {
            news.add(
                new Change(passes, script.family(), script.file(), place.line(), place.engine()));
          }
        });
  }

  /**
   * Changes for people: what newly fails line by line, what newly passes as counts of families and
   * engines.
   */
  public static List<String> summary(final List<Change> news) {
    final List<String> lines = new ArrayList<>();
    final SortedMap<String, Integer> passing = new TreeMap<>();
    for (final Change change : news) {
      if (change.passes()) {
        passing.merge(change.engine() + ", " + change.family(), 1, Integer::sum);
      } else {
        lines.add(change.toString());
      }
    }
    passing.forEach((where, count) -> lines.add("newly passing: " + where + ": " + count));
    return lines;
  }
}
