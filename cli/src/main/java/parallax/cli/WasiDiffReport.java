package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostTape;
import parallax.oracle.wasi.WasiComparison;
import parallax.oracle.wasi.WasiInput;
import parallax.oracle.wasi.WasiOutput;

/** What {@code diff --wasi} found. */
record WasiDiffReport(WasiComparison result) {
  private static final int COLUMN = 20;

  int exitCode() {
    return result.verdict().isFine() ? ExitCodes.OK : ExitCodes.DIFFERENCE;
  }

  /**
   * For people.
   *
   * @param quiet print only a difference and the sum
   */
  void print(final PrintWriter out, final boolean quiet) {
    if (!quiet || !result.verdict().isFine()) {
      for (final EngineOutcome each : result.outcomes()) {
        out.println(each.engine() + " ".repeat(pad(each.engine())) + each.outcome());
      }
    }
    out.println(verdict());
    if (!result.outputs().isEmpty()) {
      final WasiOutput reference = result.outputs().get(0);
      out.printf(
          "%d host calls, %d bytes of output, %d of errors, %d files and folders%n",
          result.tape().size(),
          reference.output().length,
          reference.errors().length,
          files(reference));
    }
    out.flush();
  }

  private static int pad(final String engine) {
    return Math.max(2, COLUMN - engine.length());
  }

  private static int files(final WasiOutput output) {
    return output.folders().stream().mapToInt(f -> f.image().entries().size()).sum();
  }

  private String verdict() {
    if (result.verdict() instanceof Verdict.Difference difference) {
      return "DIFFERENT: "
          + difference.engine()
          + ": "
          + difference.rule()
          + ": "
          + difference.detail();
    }
    if (result.verdict() instanceof Verdict.Inconclusive inconclusive) {
      return "inconclusive: " + inconclusive.reason().label() + ": " + inconclusive.detail();
    }
    return result.verdict() instanceof Verdict.AgreeTrap trap
        ? "agree on a trap: " + trap.kind().text()
        : "agree";
  }

  /** As data. */
  void json(final ObjectNode node) {
    DiffReport.json(node, result.verdict(), result.outcomes());
    if (!result.outputs().isEmpty()) {
      final WasiOutput reference = result.outputs().get(0);
      WasiRun.put(node, "stdout", reference.output());
      WasiRun.put(node, "stderr", reference.errors());
      final ArrayNode folders = node.putArray("folders");
      for (final WasiInput.GuestFolder folder : reference.folders()) {
        final ObjectNode each = folders.addObject().put("name", folder.name());
        List.copyOf(folder.image().entries().keySet()).forEach(each.putArray("files")::add);
      }
    }
    final ArrayNode tape = node.putArray("hostCalls");
    for (final HostTape.Entry entry : result.tape()) {
      tape.add(entry.toString());
    }
  }
}
