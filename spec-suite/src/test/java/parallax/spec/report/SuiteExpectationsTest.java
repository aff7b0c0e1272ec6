package parallax.spec.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parallax.corpus.SharedData;
import parallax.spec.run.SuiteRun;
import parallax.spec.run.SuiteScripts;

/**
 * The whole official suite on every engine, compared with what is expected; {@code -Dbless}
 * rewrites that. The reports are left in {@code target/spec}.
 */
final class SuiteExpectationsTest {
  private static final Path MODULE = Path.of(System.getProperty("parallax.root"), "spec-suite");

  @Test
  void everything_passes_or_fails_as_expected() throws IOException {
    final Optional<Path> suite = SuiteScripts.suite();
    if (suite.isEmpty()) {
      System.err.println(SharedData.absent("testsuite", "the official test suite on our engines"));
    }
    assumeTrue(suite.isPresent(), "no official test suite");
    final SuiteReport report =
        new SuiteReport(
            SuiteRun.run(
                SuiteScripts.in(suite.get()), SuiteRun.engines(), 2, (file, failures) -> {}),
            List.of());
    report.write(MODULE.resolve("target/spec"));
    if (System.getProperty("bless") != null) {
      bless(report);
      return;
    }
    assertThat(report.unexpected()).isEmpty();
  }

  private static void bless(final SuiteReport report) throws IOException {
    final Path folder = MODULE.resolve("src/main/resources/parallax/spec/expected");
    Files.createDirectories(folder);
    for (final Map.Entry<String, List<parallax.spec.run.ScriptResults>> family :
        report.families().entrySet()) {
      final List<String> lines = new ArrayList<>();
      lines.add("# " + family.getKey());
      lines.addAll(Expectations.of(family.getValue()).write());
      Files.write(folder.resolve(Expectations.file(family.getKey())), lines);
    }
  }
}
