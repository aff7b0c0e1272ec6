package parallax.spec.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.spec.run.Result;
import parallax.spec.run.Result.Status;
import parallax.spec.run.ScriptResults;

/** Everything about one run of the suite, and the forms in which it is written. */
public final class SuiteReport {
  private final List<ScriptResults> scripts;
  private final List<String> news;

  /**
   * @param scripts what came of each script
   * @param news what is different from an earlier run, see {@link History}
   */
  public SuiteReport(final List<ScriptResults> scripts, final List<String> news) {
    this.scripts = List.copyOf(scripts);
    this.news = List.copyOf(news);
  }

  /** The same results, compared with an earlier run. */
  public List<ScriptResults> scripts() {
    return scripts;
  }

  /** What is different from the earlier run. */
  public List<String> news() {
    return news;
  }

  /** By engine. */
  public SortedMap<String, Totals> totals() {
    return Totals.sum(scripts);
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
    final SortedMap<String, List<ScriptResults>> families = new TreeMap<>();
    for (final ScriptResults script : scripts) {
      families.computeIfAbsent(script.family(), key -> new ArrayList<>()).add(script);
    }
    return families;
  }

  /** Wasm instructions that passing commands executed, by engine. */
  public SortedMap<String, SortedSet<String>> wasmOps() {
    final SortedMap<String, SortedSet<String>> names = new TreeMap<>();
    scripts.forEach(script -> join(names, script.wasmOps()));
    return names;
  }

  /** PVM instructions in compiled code, by engine. */
  public SortedMap<String, SortedSet<String>> pvmOps() {
    final SortedMap<String, SortedSet<String>> names = new TreeMap<>();
    scripts.forEach(script -> join(names, script.pvmOps()));
    return names;
  }

  private static void join(
      final SortedMap<String, SortedSet<String>> into,
      final SortedMap<String, SortedSet<String>> more) {
    more.forEach((name, ops) -> into.computeIfAbsent(name, key -> new TreeSet<>()).addAll(ops));
  }

  /** Writes all forms into a folder: spec.html, spec.md, spec.json, spec.xml. */
  public void write(final Path folder) throws IOException {
    Files.createDirectories(folder);
    final ObjectNode json = json();
    final ObjectMapper mapper = new ObjectMapper();
    Files.writeString(folder.resolve("spec.json"), mapper.writeValueAsString(json) + "\n");
    Files.writeString(folder.resolve("spec.md"), MarkdownReport.write(this));
    Files.writeString(folder.resolve("spec.xml"), JunitReport.write(this));
    Files.write(folder.resolve("spec.html"), page(mapper.writeValueAsString(json)));
  }

  private static byte[] page(final String json) throws IOException {
    try (var in = SuiteReport.class.getResourceAsStream("/parallax/spec/report.html")) {
      final String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // Nothing in the data may end the script element.
      return template
          .replace("@DATA@", json.replace("<", "\\u003c"))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /** All of it but the commands that passed. */
  public ObjectNode json() {
    final ObjectNode root = JsonNodeFactory.instance.objectNode();
    final ObjectNode totals = root.putObject("totals");
    totals().forEach((engine, count) -> totals(totals.putObject(engine), count));
    final ObjectNode wasm = root.putObject("wasmInstructions");
    wasmOps().forEach((engine, names) -> names.forEach(wasm.withArray("/" + engine)::add));
    final ObjectNode pvm = root.putObject("pvmInstructions");
    pvmOps().forEach((engine, names) -> names.forEach(pvm.withArray("/" + engine)::add));
    news.forEach(root.putArray("news")::add);
    final ArrayNode files = root.putArray("files");
    scripts.forEach(script -> file(files.addObject(), script));
    return root;
  }

  private static void totals(final ObjectNode node, final Totals count) {
    node.put("pass", count.pass());
    node.put("fail", count.fail());
    node.put("unsupported", count.unsupported());
  }

  private static void file(final ObjectNode node, final ScriptResults script) {
    node.put("file", script.file()).put("family", script.family());
    final ObjectNode engines = node.putObject("engines");
    Totals.of(script).forEach((engine, count) -> totals(engines.putObject(engine), count));
    final ArrayNode failures = node.putArray("failures");
    final ObjectNode unsupported = node.putObject("unsupported");
    for (final Result result : script.results()) {
      if (result.status() == Status.FAIL) {
        failures
            .addObject()
            .put("line", result.line())
            .put("engine", result.engine())
            .put("kind", result.kind().name())
            .put("reason", result.reason())
            .put("source", script.line(result.line()))
            .put("expected", result.expected())
            .put("got", result.got());
      } else if (result.status() == Status.UNSUPPORTED) {
        final ObjectNode features =
            unsupported.has(result.engine())
                ? (ObjectNode) unsupported.get(result.engine())
                : unsupported.putObject(result.engine());
        final ArrayNode lines =
            features.has(result.reason())
                ? (ArrayNode) features.get(result.reason())
                : features.putArray(result.reason());
        lines.add(result.line());
      }
    }
  }
}
