package parallax.fuzz.pvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parallax.fuzz.FuzzOptions;
import parallax.fuzz.FuzzRun;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.stats.Counters;

/**
 * Seeded random tapes on the checks of programs, one after another, in the calling thread. Run k of
 * a seed is the same wherever and whenever it is made.
 */
public final class PvmFuzzRun {
  private static final int MIN_TAPE = 384;
  private static final int MAX_TAPE = 2_048;
  private static final double NANOS_PER_SECOND = 1e9;

  /** What is checked. */
  public interface Target {
    /**
     * One tape.
     *
     * @return what is wrong, if anything is
     * @throws IOException when a reproducer cannot be written
     */
    Optional<Found> run(byte[] tape, Map<String, String> facts, Counters counters)
        throws IOException;
  }

  /**
   * Something wrong.
   *
   * @param what one line
   * @param folder the reproducer, when one was written
   */
  public record Found(String what, Optional<Path> folder) {}

  /**
   * What was done.
   *
   * @param runs how many tapes
   * @param found in order, with the number of the tape
   */
  public record Result(long runs, Counters counters, Map<Long, Found> found, double seconds) {}

  private PvmFuzzRun() {}

  /** All machines do the same. */
  public static Target machines(final MachineEqualityCheck check, final Optional<Path> findings) {
    return (tape, facts, counters) -> {
      final MachineResult result = check.run(tape);
      PvmCounts.count(result, counters);
      if (result.difference().isEmpty()) {
        return Optional.empty();
      }
      final Optional<Path> folder =
          findings.isPresent()
              ? Optional.of(new PvmFindings(findings.get()).write(result, facts))
              : Optional.empty();
      return Optional.of(new Found(result.difference().get().toString(), folder));
    };
  }

  /** Readers of programs refuse, or read what is written again. */
  public static Target blobs(final Optional<Path> findings) {
    return (tape, facts, counters) -> {
      final BlobDecodingCheck.Input input = BlobDecodingCheck.input(tape);
      final BlobResult result = BlobDecodingCheck.run(input);
      PvmCounts.count(result, counters);
      if (!(result instanceof BlobResult.Broken broken)) {
        return Optional.empty();
      }
      final Optional<Path> folder =
          findings.isPresent()
              ? Optional.of(new PvmFindings(findings.get()).write(input.bytes(), broken))
              : Optional.empty();
      return Optional.of(new Found(input.form() + " " + broken.rule(), folder));
    };
  }

  /** Runs. */
  public static Result run(
      final FuzzOptions options, final FuzzRun.Progress progress, final Target target)
      throws IOException {
    final long start = System.nanoTime();
    final Counters counters = new Counters();
    final Map<Long, Found> found = new TreeMap<>();
    long done = 0;
    while (done < options.runs() && !isTimeUp(options, start)) {
      final long run = options.firstRun() + done;
      final byte[] tape = SeededTapes.tape(options.seed(), run, MIN_TAPE, MAX_TAPE);
      final Map<String, String> facts =
          Map.of("seed", Long.toString(options.seed()), "run", Long.toString(run));
      target.run(tape, facts, counters).ifPresent(wrong -> found.put(run, wrong));
      done++;
      progress.done(done, found.size());
      if (!found.isEmpty() && !options.keepGoing()) {
        break;
      }
    }
    return new Result(done, counters, found, (System.nanoTime() - start) / NANOS_PER_SECOND);
  }

  private static boolean isTimeUp(final FuzzOptions options, final long start) {
    return options.time().isPresent()
        && System.nanoTime() - start >= options.time().get().toNanos();
  }
}
