package parallax.cli;

import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import parallax.fuzz.FuzzRun;

/**
 * A progress bar on standard error, when that is a terminal; otherwise nothing. Whether it is one,
 * the script that starts the command says by a system property: what Java itself says about it
 * differs between versions.
 */
final class FuzzProgress implements FuzzRun.Progress, AutoCloseable {
  private static final String TERMINAL = "parallax.terminal";
  private static final int WIDTH = 100;

  private final Optional<ProgressBar> bar;
  private final boolean countsTime;
  private final long start = System.nanoTime();

  private FuzzProgress(final Optional<ProgressBar> bar, final boolean countsTime) {
    this.bar = bar;
    this.countsTime = countsTime;
  }

  /**
   * For a run.
   *
   * @param runs how many at most
   * @param time how long at most; then the bar counts seconds
   */
  static FuzzProgress of(final long runs, final Optional<Duration> time) {
    if (!Boolean.getBoolean(TERMINAL)) {
      return new FuzzProgress(Optional.empty(), false);
    }
    final ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("fuzz")
            .setInitialMax(time.map(Duration::toSeconds).orElse(runs))
            .setUnit(time.isPresent() ? " s" : " modules", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .build();
    return new FuzzProgress(Optional.of(bar), time.isPresent());
  }

  @Override
  public void done(final long done, final long differences) {
    if (bar.isPresent()) {
      bar.get().stepTo(countsTime ? Duration.ofNanos(System.nanoTime() - start).toSeconds() : done);
      bar.get()
          .setExtraMessage(
              countsTime
                  ? done + " modules, " + differences + " different"
                  : differences + " different");
    }
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
