package parallax.fuzz.check;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import parallax.fuzz.generate.GeneratedModule;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;

/**
 * What came of one tape.
 *
 * @param module what the tape stands for
 * @param verdicts of the instantiation, then of the calls as far as they were made
 * @param executed wasm instructions that the reference executed
 * @param opcodes which ones, by name, and how often
 * @param lastOutcomes how the last of them ended on each engine
 */
public record DifferentialResult(
    GeneratedModule module,
    List<Verdict> verdicts,
    long executed,
    SortedMap<String, Long> opcodes,
    List<EngineOutcome> lastOutcomes) {
  public DifferentialResult {
    verdicts = List.copyOf(verdicts);
    lastOutcomes = List.copyOf(lastOutcomes);
  }

  /** How the last comparison ended. */
  public Verdict last() {
    return verdicts.get(verdicts.size() - 1);
  }

  /** The difference, which is always the last verdict. */
  public Optional<Verdict.Difference> difference() {
    return last() instanceof Verdict.Difference difference
        ? Optional.of(difference)
        : Optional.empty();
  }

  /** How many calls were made, the last one among them even if it differed. */
  public int calls() {
    return verdicts.size() - 1;
  }
}
