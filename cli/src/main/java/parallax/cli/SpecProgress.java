package parallax.cli;

import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import parallax.spec.run.SuiteRun;

/** How far a run of the suite is, on a terminal; nothing elsewhere. */
final class SpecProgress implements SuiteRun.Progress, AutoCloseable {
  private static final String TERMINAL = "parallax.terminal";
  private static final int WIDTH = 100;

  private final Optional<ProgressBar> bar;

  /**
   * For a run.
   *
   * @param scripts how many there are
   */
  SpecProgress(final int scripts) {
    bar =
        Boolean.getBoolean(TERMINAL)
            ? Optional.of(
                new ProgressBarBuilder()
                    .setTaskName("spec")
                    .setInitialMax(scripts)
                    .setUnit(" scripts", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                    .build())
            : Optional.empty();
  }

  @Override
  public void done(final String file, final int failures) {
    bar.ifPresent(
        each -> {
          each.step();
          each.setExtraMessage(file);
        });
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
