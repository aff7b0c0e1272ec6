package parallax.spec.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parallax.corpus.wast.SuiteFolder;
import parallax.spec.run.ScriptResults;
import parallax.spec.run.SuiteRun;
import parallax.spec.run.SuiteScripts;

/**
 * The whole official suite and our own scripts on every engine, compared with what is expected;
 * {@code -Dbless} rewrites that, and the table in the README. The reports are left in {@code
 * target/spec}.
 */
final class SuiteExpectationsTest {
  private static final Path ROOT = Path.of(System.getProperty("parallax.root"));
  private static final String BEGIN = "<!-- what ./parallax spec prints -->\n";
  private static final String END = "<!-- end of it -->\n";

  @Test
  void everything_passes_or_fails_as_expected_and_the_readme_says_so() throws IOException {
    final Optional<Path> suite = SuiteFolder.find();
    final List<SuiteRun.Script> scripts = new ArrayList<>(SuiteScripts.own());
    if (suite.isPresent()) {
      scripts.addAll(SuiteScripts.in(suite.get()));
    } else {
      System.err.println(SuiteFolder.absent("all scripts but our own"));
    }
    final SuiteReport report =
        new SuiteReport(
            SuiteRun.run(scripts, SuiteRun.engines(), 2, (file, failures) -> {}),
            suite.flatMap(SuiteFolder::commit),
            List.of());
    report.write(ROOT.resolve("spec-suite/target/spec"));
    if (System.getProperty("bless") != null && suite.isPresent()) {
      bless(report);
      return;
    }
    assertThat(report.unexpected()).isEmpty();
    if (suite.filter(SuiteFolder::isPinned).isPresent()) {
      final String readme = Files.readString(readme());
      assertThat(readme).as("README.md, rewritten by -Dbless").isEqualTo(table(readme, report));
    }
  }

  private static Path readme() {
    return ROOT.resolve("README.md");
  }

  /** The README with the table of this report. */
  private static String table(final String readme, final SuiteReport report) {
    final int begin = readme.indexOf(BEGIN) + BEGIN.length();
    final int end = readme.indexOf(END);
    assertThat(end).as("place of the table in the README").isGreaterThanOrEqualTo(begin);
    return readme.substring(0, begin)
        + "\n"
        + MarkdownReport.table(report)
        + "\n"
        + readme.substring(end);
  }

  private static void bless(final SuiteReport report) throws IOException {
    final Path folder = ROOT.resolve("spec-suite/src/main/resources/parallax/spec/expected");
    Files.createDirectories(folder);
    for (final Map.Entry<String, List<ScriptResults>> family : report.families().entrySet()) {
      final List<String> lines = new ArrayList<>();
      lines.add("# " + family.getKey());
      lines.addAll(Expectations.of(family.getValue()).write());
      final Path file = folder.resolve(Expectations.file(family.getKey()));
      if (lines.size() > 1) {
        Files.write(file, lines);
      } else {
        Files.deleteIfExists(file);
      }
    }
    final String readme = Files.readString(readme());
    Files.writeString(readme(), table(readme, report));
  }
}
