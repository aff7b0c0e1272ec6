package parallax.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Everything that one run of the benchmarks measured.
 *
 * @param quick whether it was a short run, whose figures are rough
 * @param jvm which JVM
 * @param processors how many there were
 * @param measurements in the order of their making
 * @param leftOut what could not be run, and why
 */
public record BenchReport(
    boolean quick,
    String jvm,
    int processors,
    List<Measurement> measurements,
    List<String> leftOut) {
  public BenchReport {
    measurements = List.copyOf(measurements);
    leftOut = List.copyOf(leftOut);
  }

  /** The whole as data. */
  public ObjectNode json() {
    final ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("quick", quick);
    root.put("jvm", jvm);
    root.put("processors", processors);
    final ArrayNode all = root.putArray("measurements");
    for (final Measurement measurement : measurements) {
      final ObjectNode node = all.addObject();
      node.put("kind", measurement.kind().name().toLowerCase(Locale.ROOT));
      node.put("workload", measurement.workload());
      node.put("engine", measurement.engine());
      node.put("instructions", measurement.instructions());
      node.put("millionsPerSecond", measurement.speed());
      node.put("bestMillionsPerSecond", measurement.bestSpeed());
      final ArrayNode nanos = node.putArray("nanoseconds");
      for (final double sample : measurement.nanos()) {
        nanos.add(sample);
      }
    }
    leftOut.forEach(root.putArray("leftOut")::add);
    return root;
  }

  /** A Markdown table for each kind of measurement. */
  public String markdown() {
    final StringBuilder out = new StringBuilder();
    out.append("Million PVM instructions per second, median (best). ")
        .append(jvm)
        .append(", ")
        .append(processors)
        .append(" processors")
        .append(quick ? "; a short run, figures are rough.\n" : ".\n");
    for (final Measurement.Kind kind : Measurement.Kind.values()) {
      final List<Measurement> of = measurements.stream().filter(m -> m.kind() == kind).toList();
      if (!of.isEmpty()) {
        out.append("\n**").append(kind.label()).append("**\n\n");
        table(out, of);
      }
    }
    leftOut.forEach(text -> out.append("\nLEFT OUT: ").append(text).append('\n'));
    return out.toString();
  }

  /** A row for each workload and number of instructions, a column for each engine. */
  private static void table(final StringBuilder out, final List<Measurement> measurements) {
    final List<String> engines = measurements.stream().map(Measurement::engine).distinct().toList();
    out.append("| workload | instructions |");
    engines.forEach(engine -> out.append(' ').append(engine).append(" |"));
    out.append("\n|---|--:|").append("--:|".repeat(engines.size())).append('\n');
    for (final String workload :
        measurements.stream().map(Measurement::workload).distinct().toList()) {
      final List<Measurement> row =
          measurements.stream().filter(m -> m.workload().equals(workload)).toList();
      for (final long instructions :
          new TreeSet<>(row.stream().map(Measurement::instructions).toList())) {
        out.append(String.format(Locale.ROOT, "| %s | %,d |", workload, instructions));
        for (final String engine : engines) {
          final List<Measurement> cell =
              row.stream()
                  .filter(m -> m.engine().equals(engine) && m.instructions() == instructions)
                  .toList();
          out.append(cell.isEmpty() ? " |" : cell(cell.get(0)));
        }
        out.append('\n');
      }
    }
    mean(out, measurements, engines, true);
    mean(out, measurements, engines, false);
  }

  /** A row with geometric means over kernels, or over the other workloads, if there are several. */
  private static void mean(
      final StringBuilder out,
      final List<Measurement> measurements,
      final List<String> engines,
      final boolean kernels) {
    final List<Measurement> of =
        measurements.stream()
            .filter(m -> m.workload().contains(Workload.KERNEL) == kernels)
            .toList();
    if (of.stream().map(Measurement::workload).distinct().count() < 2) {
      return;
    }
    out.append("| *geometric mean").append(kernels ? " of kernels" : "").append("* | |");
    for (final String engine : engines) {
      final List<Measurement> column = of.stream().filter(m -> m.engine().equals(engine)).toList();
      out.append(
          column.isEmpty()
              ? " |"
              : String.format(
                  Locale.ROOT,
                  " %.1f (%.1f) |",
                  geometric(column, Measurement::speed),
                  geometric(column, Measurement::bestSpeed)));
    }
    out.append('\n');
  }

  private static double geometric(
      final List<Measurement> of, final ToDoubleFunction<Measurement> speed) {
    return Math.exp(
        of.stream().mapToDouble(m -> Math.log(speed.applyAsDouble(m))).average().orElseThrow());
  }

  private static String cell(final Measurement m) {
    return String.format(
        Locale.ROOT,
        m.speed() < 10 ? " %.2f (%.2f) |" : " %.1f (%.1f) |",
        m.speed(),
        m.bestSpeed());
  }

  /** Writes {@code vm.json} and {@code vm.md}. */
  public void write(final Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      Files.writeString(
          folder.resolve("vm.json"),
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
    } catch (JsonProcessingException e) {
      throw new BenchException("the report cannot be written as JSON", e);
    }
    Files.writeString(folder.resolve("vm.md"), markdown());
  }
}
