package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import parallax.corpus.wat.WatException;
import parallax.fuzz.FuzzOptions;
import parallax.fuzz.pvm.MachineEqualityCheck;
import parallax.fuzz.pvm.PvmFuzzRun;
import parallax.fuzz.stats.Group;
import parallax.fuzz.stats.Summary;
import parallax.oracle.peer.Peer;

/** The part of {@code parallax fuzz} that is about bytes and programs of the PVM. */
final class PvmFuzzReport {
  private final PvmFuzzRun.Result result;
  private final long seed;

  private PvmFuzzReport(final PvmFuzzRun.Result result, final long seed) {
    this.result = result;
    this.seed = seed;
  }

  /**
   * Runs.
   *
   * @param peer whether the peer takes part; it must be there then
   * @throws IOException when the peer or seeds cannot be loaded, or a finding cannot be written
   * @throws WatException when a module of the project's own is none
   */
  static PvmFuzzReport run(
      final FuzzTarget target,
      final FuzzOptions options,
      final boolean peer,
      final FuzzProgress progress)
      throws IOException, WatException {
    final Optional<Path> findings = options.findings();
    final PvmFuzzRun.Target check =
        switch (target) {
          case DECODER -> DecoderTarget.of(findings);
          case BLOB -> PvmFuzzRun.blobs(findings);
          case MACHINE, MODULE ->
              PvmFuzzRun.machines(
                  new MachineEqualityCheck(peer ? Optional.of(Peer.load()) : Optional.empty()),
                  findings);
        };
    return new PvmFuzzReport(PvmFuzzRun.run(options, progress, check), options.seed());
  }

  int exitCode() {
    return result.found().isEmpty() ? ExitCodes.OK : ExitCodes.DIFFERENCE;
  }

  void print(final StandardOptions standard) {
    if (standard.json()) {
      standard.print(json());
      return;
    }
    standard.print("seed " + seed + "\n" + Summary.describe(result.counters(), result.seconds()));
    for (final Map.Entry<Long, PvmFuzzRun.Found> each : result.found().entrySet()) {
      standard
          .out()
          .println("DIFFERENT in run %d: %s".formatted(each.getKey(), each.getValue().what()));
      each.getValue().folder().ifPresent(to -> standard.out().println("  written to " + to));
    }
  }

  private ObjectNode json() {
    final ObjectNode root = StandardOptions.object();
    root.put("seed", seed);
    root.put("runs", result.runs());
    root.put("seconds", result.seconds());
    final ObjectNode counters = root.putObject("counters");
    for (final Group group : Group.values()) {
      final ObjectNode names = counters.putObject(group.label());
      result.counters().of(group).forEach(names::put);
    }
    final ArrayNode differences = root.putArray("differences");
    result
        .found()
        .forEach(
            (run, found) -> {
              final ObjectNode node = differences.addObject();
              node.put("run", run);
              node.put("what", found.what());
              found.folder().ifPresent(folder -> node.put("folder", folder.toString()));
            });
    return root;
  }
}
