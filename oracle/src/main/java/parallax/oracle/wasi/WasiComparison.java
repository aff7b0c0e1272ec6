package parallax.oracle.wasi;

import java.util.List;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;
import parallax.oracle.host.HostTape;

/**
 * What a comparison came to.
 *
 * @param verdict {@link Verdict.Difference} with the rules {@code stdout}, {@code stderr} and
 *     {@code files} beside those of {@link parallax.oracle.compare.Differential}
 * @param outcomes how it ended on each engine, the reference first
 * @param outputs likewise; none when a verdict came before the program had begun
 * @param tape the reference's host calls
 */
public record WasiComparison(
    Verdict verdict,
    List<EngineOutcome> outcomes,
    List<WasiOutput> outputs,
    List<HostTape.Entry> tape) {
  public WasiComparison {
    outcomes = List.copyOf(outcomes);
    outputs = List.copyOf(outputs);
    tape = List.copyOf(tape);
  }
}
