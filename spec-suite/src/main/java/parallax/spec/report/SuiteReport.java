package parallax.spec.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.spec.run.ScriptResults;

/** Everything about one run of the suite, and the forms in which it is written. */
public final class SuiteReport {
  /** Name of the JSON in a folder of reports, which a later run is compared with. */
  public static final String JSON = "spec.json";

  private final List<ScriptResults> scripts;
  private final Optional<String> commit;
  private final List<History.Change> news;

  /**
   * @param scripts what came of each script
   * @param commit of the official suite, when it is known
   * @param news what is different from an earlier run, see {@link History}
   */
  public SuiteReport(
      final List<ScriptResults> scripts,
      final Optional<String> commit,
      final List<History.Change> news) {
    this.scripts = List.copyOf(scripts);
    this.commit = commit;
    this.news = List.copyOf(news);
  }

  /** What came of each script. */
  public List<ScriptResults> scripts() {
    return scripts;
  }

  /** Of the official suite. */
  Optional<String> commit() {
    return commit;
  }

  /** What is different from the earlier run. */
  public List<History.Change> news() {
    return news;
  }

  /** By engine. */
  public SortedMap<String, Totals> totals() {
    return Totals.sum(scripts);
  }

  Coverage coverage() {
    return Coverage.of(scripts);
  }

  /** Differences from what is expected, all families. */
  public List<String> unexpected() {
    final List<String> differences = new ArrayList<>();
    families()
        .forEach(
            (family, members) ->
                differences.addAll(Expectations.load(family).differences(members)));
    return differences;
  }

  SortedMap<String, List<ScriptResults>> families() {
    final SortedMap<String, List<ScriptResults>> families = new TreeMap<>(Families.ORDER);
    for (final ScriptResults script : scripts) {
      families.computeIfAbsent(script.family(), key -> new ArrayList<>()).add(script);
    }
    return families;
  }

  /** Writes all forms into a folder: spec.html, spec.md, spec.json, spec.xml. */
  public void write(final Path folder) throws IOException {
    Files.createDirectories(folder);
    final String json = new ObjectMapper().writeValueAsString(json());
    Files.writeString(folder.resolve(JSON), json + "\n");
    Files.writeString(folder.resolve("spec.md"), MarkdownReport.write(this));
    Files.writeString(folder.resolve("spec.xml"), JunitReport.write(this));
    Files.writeString(folder.resolve("spec.html"), HtmlReport.write(json));
  }

  /** All of it but the commands that passed. */
  public ObjectNode json() {
    return JsonReport.of(this);
  }
}
