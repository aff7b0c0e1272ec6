package parallax.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import parallax.fuzz.generate.FloatProfile;

/**
 * What a run of the fuzzer is asked for.
 *
 * @param seed of the tapes: see {@code SeededTapes}
 * @param firstRun number of the first tape, 0 unless the work is divided
 * @param runs how many tapes at most
 * @param time how long at most; no new module is begun after that
 * @param keepGoing go on after a difference
 * @param findings where reproducers go; empty: nowhere
 * @param floats what all modules have of floats; empty: each what its tape says
 */
public record FuzzOptions(
    long seed,
    long firstRun,
    long runs,
    Optional<Duration> time,
    boolean keepGoing,
    Optional<Path> findings,
    Optional<FloatProfile> floats) {
  public FuzzOptions {
    Objects.requireNonNull(time);
    Objects.requireNonNull(findings);
    Objects.requireNonNull(floats);
    if (firstRun < 0 || runs < 0) {
      throw new IllegalArgumentException("numbers of runs are not negative");
    }
  }

  /** So many runs, to the first difference, which is not written down. */
  public static FuzzOptions of(final long seed, final long runs) {
    return new FuzzOptions(seed, 0, runs, Optional.empty(), false, Optional.empty());
  }

  /** Likewise, with modules that have of floats what their tapes say. */
  public FuzzOptions(
      final long seed,
      final long firstRun,
      final long runs,
      final Optional<Duration> time,
      final boolean keepGoing,
      final Optional<Path> findings) {
    this(seed, firstRun, runs, time, keepGoing, findings, Optional.empty());
  }

  /** The same with modules that are all of this profile, where one is given. */
  public FuzzOptions withFloats(final Optional<FloatProfile> profile) {
    return new FuzzOptions(seed, firstRun, runs, time, keepGoing, findings, profile);
  }
}
