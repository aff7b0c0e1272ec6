package parallax.fuzz.stats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Keeps a target's report on disk up to date while it runs: once a second and when the JVM ends,
 * since a fuzzer may end the JVM without asking.
 */
public final class LiveReport {
  private static final long PERIOD_MILLIS = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path file;
  private final String target;
  private final String run;
  private final long start = System.nanoTime();
  private final Counters counters = new Counters();

  private LiveReport(final Path directory, final String target, final String run) {
    this.file = directory.resolve(target + ".json");
    this.target = target;
    this.run = run;
  }

  /**
   * Begins to write {@code TARGET.json} in a directory, from threads of its own.
   *
   * @param run see {@link Report#run}
   */
  public static LiveReport start(final Path directory, final String target, final String run) {
    final LiveReport report = new LiveReport(directory, target, run);
    report.write();
    final Thread writer = new Thread(report::keepWriting, "fuzz-report");
    writer.setDaemon(true);
    writer.start();
    Runtime.getRuntime().addShutdownHook(new Thread(report::write, "fuzz-report-end"));
    return report;
  }

  /** Where the target counts. */
  public Counters counters() {
    return counters;
  }

  private void keepWriting() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        write();
      }
    } catch (final InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void write() {
    final double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    try {
      new Report(target, run, seconds, counters).write(file);
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
