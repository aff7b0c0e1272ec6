package parallax.spec.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import parallax.pvm.isa.Profile;
import parallax.spec.run.Result;
import parallax.spec.run.Result.Status;
import parallax.spec.run.ScriptResults;

/**
 * The report as JSON, all of it but the commands that passed. Counts of assertions are {@code
 * {"pass", "fail", "unsupported"}} by engine; of instructions, zeros are left out.
 */
final class JsonReport {
  private JsonReport() {}

  static ObjectNode of(final SuiteReport report) {
    final ObjectNode root = JsonNodeFactory.instance.objectNode();
    report.commit().ifPresent(commit -> root.put("commit", commit));
    engines(root.putObject("totals"), report.totals());
    engines(root.putObject("standard"), Totals.standard(report.scripts()));
    final ArrayNode members = root.putArray("standardFamilies");
    report.families().keySet().stream().filter(Families::isStandard).forEach(members::add);
    final ObjectNode families = root.putObject("families");
    Totals.byFamily(report.scripts())
        .forEach((family, engines) -> engines(families.putObject(family), engines));
    final ObjectNode kinds = root.putObject("kinds");
    Totals.byKind(report.scripts())
        .forEach((kind, engines) -> engines(kinds.putObject(kind.label()), engines));
    instructions(root.putObject("instructions"), report.coverage());
    final ArrayNode news = root.putArray("news");
    for (final History.Change change : report.news()) {
      news.addObject()
          .put("change", change.passes() ? "passes" : "fails")
          .put("file", change.file())
          .put("family", change.family())
          .put("line", change.line())
          .put("engine", change.engine());
    }
    final ArrayNode files = root.putArray("files");
    report.scripts().forEach(script -> file(files.addObject(), script));
    return root;
  }

  private static void engines(final ObjectNode node, final SortedMap<String, Totals> engines) {
    engines.forEach(
        (engine, count) ->
            node.putObject(engine)
                .put("pass", count.pass())
                .put("fail", count.fail())
                .put("unsupported", count.unsupported()));
  }

  private static void instructions(final ObjectNode node, final Coverage coverage) {
    final ArrayNode wasm = node.putArray("wasm");
    for (final Coverage.WasmRow row : coverage.wasm()) {
      final ObjectNode op =
          wasm.addObject()
              .put("name", row.op().text())
              .put("code", code(row.op().prefix(), row.op().code()))
              .put("feature", row.op().feature().label())
              .put("modules", row.modules());
      final ObjectNode executed = op.putObject("executed");
      final ObjectNode instantiated = op.putObject("instantiated");
      row.engines()
          .forEach(
              (engine, reach) -> {
                put(executed, engine, reach.executed());
                put(instantiated, engine, reach.instantiated());
              });
    }
    final ArrayNode pvm = node.putArray("pvm");
    for (final Coverage.PvmRow row : coverage.pvm()) {
      final ObjectNode op = pvm.addObject().put("name", row.op().mnemonic());
      for (final Profile profile : Profile.values()) {
        if (row.op().existsIn(profile)) {
          op.put(profile.label(), row.op().code(profile));
        }
      }
      final ObjectNode scripts = op.putObject("scripts");
      row.scripts().forEach((engine, count) -> put(scripts, engine, count));
    }
  }

  private static void put(final ObjectNode node, final String engine, final long count) {
    if (count > 0) {
      node.put(engine, count);
    }
  }

  private static String code(final int prefix, final int code) {
    return prefix == 0 ? "0x%02X".formatted(code) : "0x%02X %d".formatted(prefix, code);
  }

  private static void file(final ObjectNode node, final ScriptResults script) {
    node.put("file", script.file()).put("family", script.family());
    engines(node.putObject("engines"), Totals.of(script));
    final ArrayNode failures = node.putArray("failures");
    final ObjectNode unsupported = node.putObject("unsupported");
    for (final Result result : script.results()) {
      if (result.status() == Status.FAIL) {
        failures
            .addObject()
            .put("line", result.line())
            .put("engine", result.engine())
            .put("kind", result.kind().label())
            .put("reason", result.reason())
            .put("source", script.line(result.line()))
            .put("expected", result.expected())
            .put("got", result.got());
      } else if (result.status() == Status.UNSUPPORTED) {
        child(unsupported, result.engine())
            .withArray("/" + pointer(result.reason()))
            .add(result.line());
      }
    }
  }

  private static ObjectNode child(final ObjectNode node, final String name) {
    return node.has(name) ? (ObjectNode) node.get(name) : node.putObject(name);
  }

  /** A name as a part of a JSON pointer. */
  private static String pointer(final String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
