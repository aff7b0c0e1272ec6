package parallax.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.fuzz.check.DifferentialCheck;
import parallax.fuzz.check.DifferentialCounts;
import parallax.fuzz.check.DifferentialResult;
import parallax.fuzz.check.Findings;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.generate.StackProfile;
import parallax.fuzz.stats.Counters;
import parallax.oracle.compare.Verdict;

/**
 * The fuzzer without a fuzzing engine: seeded random tapes, one after another, in the calling
 * thread. Run k of a seed is the same module with the same calls wherever and whenever it is made;
 * how many runs there are may depend on the clock, nothing else.
 */
public final class FuzzRun {
  /** Every so many runs there is one of {@link StackProfile#DEEP}. */
  private static final int DEEP_EVERY = 32;

  private static final double NANOS_PER_SECOND = 1e9;

  private final FuzzOptions options;
  private final Map<StackProfile, DifferentialCheck> checks;
  private final Counters counters = new Counters();
  private final List<Long> executed = new ArrayList<>();
  private final List<FuzzResult.Found> differences = new ArrayList<>();

  private FuzzRun(final FuzzOptions options, final Map<StackProfile, DifferentialCheck> checks) {
    this.options = options;
    this.checks = checks;
  }

  /** Hears of every module that is done. */
  @FunctionalInterface
  public interface Progress {
    /** Nobody listens. */
    Progress NONE = (done, differences) -> {};

    /**
     * One more is done.
     *
     * @param done modules so far
     * @param differences differences so far
     */
    void done(long done, long differences);
  }

  /**
   * Runs on the compiler's stages.
   *
   * @throws IOException when a reproducer cannot be written
   */
  public static FuzzResult run(final FuzzOptions options, final Progress progress)
      throws IOException {
    return run(
        options,
        progress,
        Map.of(
            StackProfile.BOUNDED, new DifferentialCheck(StackProfile.BOUNDED),
            StackProfile.DEEP, new DifferentialCheck(StackProfile.DEEP)));
  }

  /**
   * Runs with checks of one's own.
   *
   * @param checks one for each profile
   */
  public static FuzzResult run(
      final FuzzOptions options,
      final Progress progress,
      final Map<StackProfile, DifferentialCheck> checks)
      throws IOException {
    return new FuzzRun(options, checks).run(progress);
  }

  /** The profile of a run: every 32nd is deep. */
  public static StackProfile profile(final long run) {
    return run % DEEP_EVERY == DEEP_EVERY - 1 ? StackProfile.DEEP : StackProfile.BOUNDED;
  }

  private FuzzResult run(final Progress progress) throws IOException {
    final long start = System.nanoTime();
    for (long done = 0; done < options.runs() && !isTimeUp(start); done++) {
      final long run = options.firstRun() + done;
      one(run);
      progress.done(done + 1, differences.size());
      if (!differences.isEmpty() && !options.keepGoing()) {
        break;
      }
    }
    final double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return new FuzzResult(counters, executed, differences, seconds);
  }

  private boolean isTimeUp(final long start) {
    return options.time().isPresent()
        && System.nanoTime() - start >= options.time().get().toNanos();
  }

  private void one(final long run) throws IOException {
    final StackProfile profile = profile(run);
    final byte[] tape = SeededTapes.tape(options.seed(), run);
    options.floats().ifPresent(floats -> floats.impose(tape));
    final DifferentialResult result = checks.get(profile).run(tape);
    DifferentialCounts.count(result, profile, counters);
    executed.add(result.executed());
    final Optional<Verdict.Difference> difference = result.difference();
    if (difference.isPresent()) {
      final Optional<Path> folder =
          options.findings().isPresent()
              ? Optional.of(
                  new Findings(options.findings().get())
                      .write(
                          result,
                          profile,
                          Map.of(
                              "seed",
                              Long.toString(options.seed()),
                              "run",
                              Long.toString(run),
                              "floats",
                              result.module().floats().label())))
              : Optional.empty();
      differences.add(new FuzzResult.Found(run, difference.get(), folder));
    }
  }
}
