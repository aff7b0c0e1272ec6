package parallax.oracle.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.corpus.program.Program;
import parallax.corpus.program.ProgramWriter;
import parallax.corpus.program.Step;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatPrinter;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.Engine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.program.ProgramResult;
import parallax.oracle.program.ProgramRunner;
import parallax.oracle.program.ProgramRunner.ResolvedCall;

/**
 * A finding as a folder: {@code module.wasm}, {@code module.wat} (when the module can be printed),
 * {@code calls.json} (a program without expectations), {@code outcomes.txt} and {@code
 * outcomes.json} (what every engine did, call by call; seed, versions). The corpus takes the folder
 * as a regression as it is.
 *
 * <p>What is written does not depend on when or where it was run, apart from the Java version.
 */
public final class ReproducerBundle {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final String name;
  private final byte[] wasm;
  private final List<Step> steps;
  private final SortedMap<String, String> facts = new TreeMap<>();
  private final StringBuilder text = new StringBuilder();
  private final ObjectNode json = JSON.createObjectNode();
  private final ArrayNode calls = JSON.createArrayNode();
  private ProgramResult result;

  private ReproducerBundle(final String name, final byte[] wasm, final List<Step> steps) {
    this.name = name;
    this.wasm = wasm;
    this.steps = List.copyOf(steps);
  }

  /**
   * Runs the steps and notes what happens.
   *
   * @param name of the program, for people
   * @param steps calls and memory writes
   * @param fuel for each call
   * @param facts more to be written down, such as {@code seed} and {@code host}; nothing that
   *     depends on the time or the machine
   */
  public static ReproducerBundle record(
      final String name,
      final byte[] wasm,
      final List<Step> steps,
      final List<Engine> engines,
      final HostFunctions host,
      final long fuel,
      final Map<String, String> facts) {
    final ReproducerBundle bundle = new ReproducerBundle(name, wasm, steps);
    bundle.facts.putAll(versions());
    bundle.facts.put("fuel", Long.toString(fuel));
    bundle.facts.putAll(facts);
    bundle.result =
        ProgramRunner.run(
            wasm, Program.of(name, bundle.steps), engines, host, fuel, bundle::observe);
    return bundle;
  }

  private static Map<String, String> versions() {
    final Properties read = new Properties();
    try (InputStream in = ReproducerBundle.class.getResourceAsStream("versions.properties")) {
      read.load(in);
    } catch (final IOException broken) {
      throw new UncheckedIOException(broken);
    }
    final Map<String, String> versions = new TreeMap<>();
    read.stringPropertyNames().forEach(key -> versions.put(key, read.getProperty(key)));
    versions.put("java", System.getProperty("java.version", ""));
    return versions;
  }

  private void observe(
      final int step,
      final Optional<ResolvedCall> call,
      final Verdict verdict,
      final Differential run) {
    final String what = call.map(ResolvedCall::toString).orElse("instantiation");
    text.append(step < 0 ? "" : "step " + step + ": ").append(what).append('\n');
    final ObjectNode entry = calls.addObject();
    entry.put("step", step);
    entry.put("call", what);
    final ArrayNode outcomes = entry.putArray("outcomes");
    for (final EngineOutcome outcome : run.outcomes()) {
      text.append(
          "    %-14s %s  (cost %d)\n"
              .formatted(outcome.engine(), outcome.outcome(), outcome.cost()));
      outcomes
          .addObject()
          .put("engine", outcome.engine())
          .put("outcome", outcome.outcome().toString())
          .put("cost", outcome.cost());
    }
    text.append("    ").append(verdict).append('\n');
    entry.put("verdict", verdict.toString());
  }

  /** What became of the steps. */
  public ProgramResult result() {
    return result;
  }

  /** What every engine did, call by call, for people. */
  public String text() {
    final StringBuilder all = new StringBuilder(name).append('\n').append(text);
    all.append(result).append('\n');
    facts.forEach((key, value) -> all.append(key).append(" = ").append(value).append('\n'));
    return all.toString();
  }

  /** The same as JSON. */
  public String json() {
    json.removeAll();
    json.put("name", name);
    json.put("result", result.toString());
    json.set("calls", calls);
    final ObjectNode known = json.putObject("facts");
    facts.forEach(known::put);
    try {
      return JSON.writeValueAsString(json) + "\n";
    } catch (final JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Writes the folder, which is made when it is not there. */
  public void write(final Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("module.wasm"), wasm);
    ProgramWriter.write(folder.resolve("calls.json"), List.of(Program.of(name, steps)));
    Files.writeString(folder.resolve("outcomes.txt"), text(), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("outcomes.json"), json(), StandardCharsets.UTF_8);
    final Optional<String> wat = printed();
    if (wat.isPresent()) {
      Files.writeString(folder.resolve("module.wat"), wat.get(), StandardCharsets.UTF_8);
    }
  }

  /** Empty for modules that are too broken to be printed, which are findings too. */
  private Optional<String> printed() {
    try {
      return Optional.of(WatPrinter.print(wasm));
    } catch (final WatException broken) {
      return Optional.empty();
    }
  }
}
