package parallax.fuzz.jazzer;

import java.nio.file.Path;
import parallax.fuzz.check.Findings;
import parallax.fuzz.pvm.PvmFindings;
import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.LiveReport;

/**
 * What a target writes besides: its report and its findings. The build says where; without it (a
 * run from an IDE) they go to the temporary directory.
 */
final class TargetRun {
  private final Counters counters;
  private final Findings findings;
  private final PvmFindings pvmFindings;

  TargetRun(final Class<?> target) {
    final Path build =
        Path.of(System.getProperty("fuzz.build", System.getProperty("java.io.tmpdir")));
    counters =
        LiveReport.start(
                build.resolve("fuzz-report"),
                target.getSimpleName(),
                System.getProperty("fuzz.run", "by hand"))
            .counters();
    findings = new Findings(build.resolve("findings"));
    pvmFindings = new PvmFindings(build.resolve("findings"));
  }

  Counters counters() {
    return counters;
  }

  Findings findings() {
    return findings;
  }

  /** For programs of the PVM. */
  PvmFindings pvmFindings() {
    return pvmFindings;
  }
}
