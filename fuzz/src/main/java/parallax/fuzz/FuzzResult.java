package parallax.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.generate.Instructions;
import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.Group;
import parallax.fuzz.stats.Summary;
import parallax.oracle.compare.Verdict;

/**
 * What a run of the fuzzer did.
 *
 * @param counters counts by outcome, trap kind, discard reason, instruction
 * @param executed wasm instructions that each module executed, in ascending order
 * @param differences in the order they were found
 * @param seconds how long it took
 */
public record FuzzResult(
    Counters counters, List<Long> executed, List<Found> differences, double seconds) {
  private static final long MANY_INSTRUCTIONS = 1_000;

  /**
   * A difference.
   *
   * @param run number of the tape
   * @param folder the reproducer, when one was written
   */
  public record Found(long run, Verdict.Difference difference, Optional<Path> folder) {}

  public FuzzResult {
    executed = executed.stream().sorted().toList();
    differences = List.copyOf(differences);
  }

  /** How many modules were made. */
  public int modules() {
    return executed.size();
  }

  /**
   * The number of executed instructions that a share of all modules stays below or at; 0 for none.
   *
   * @param share 0 to 1
   */
  public long executedQuantile(final double share) {
    return executed.isEmpty() ? 0 : executed.get((int) Math.round(share * (executed.size() - 1)));
  }

  /** The share of modules that executed more than 1,000 instructions. */
  public double shareExecutingMany() {
    final long many = executed.stream().filter(count -> count > MANY_INSTRUCTIONS).count();
    return executed.isEmpty() ? 0 : (double) many / executed.size();
  }

  /** The share of modules that could not be compared to the end. */
  public double discardedShare() {
    return executed.isEmpty() ? 0 : (double) counters.total(Group.DISCARDS) / executed.size();
  }

  /** Supported instructions that were never executed, in the order of the table. */
  public List<WasmOp> neverExecuted() {
    return Instructions.supported().stream()
        .filter(op -> counters.of(Group.OPCODES, op.name()) == 0)
        .toList();
  }

  /** The text that people read. */
  public String summary() {
    final List<String> never = neverExecuted().stream().map(WasmOp::text).toList();
    return Summary.describe(counters, seconds)
        + String.format(
            "%-40s %s%n", "supported but never executed", never.isEmpty() ? "none" : never);
  }
}
