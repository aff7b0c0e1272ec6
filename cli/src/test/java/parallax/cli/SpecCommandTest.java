package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpecCommandTest {
  private static final String GOOD =
      "(module (func (export \"f\") (result i32) (i32.const 3)))\n"
          + "(assert_return (invoke \"f\") (i32.const 3))\n";

  @TempDir private Path folder;

  private Path script(final String text) throws IOException {
    return Files.writeString(folder.resolve("own.wast"), text);
  }

  @Test
  void a_script_that_passes_everywhere_is_agreed_and_reported() throws IOException {
    final Path report = folder.resolve("report");
    final CommandRun run = CommandRun.of("spec", script(GOOD), "--report", report);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("| own | 1 / 0 / 0 | 1 / 0 / 0 | 1 / 0 / 0 |");
    for (final String name : new String[] {"spec.html", "spec.md", "spec.json", "spec.xml"}) {
      assertThat(report.resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void a_failure_is_a_difference_and_json_says_which() throws IOException {
    final CommandRun run =
        CommandRun.of(
            "spec", script(GOOD + "(assert_return (invoke \"f\"))"), "--engine=pvm-o0", "--json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().at("/files/0/failures/0/line").intValue()).isEqualTo(3);
    assertThat(run.json().at("/totals/pvm-o0/fail").intValue()).isEqualTo(1);
    assertThat(run.json().at("/totals/chicory").isMissingNode()).isTrue();
  }

  @Test
  void unknown_scripts_and_engines_are_named() throws IOException {
    final CommandRun file = CommandRun.of("spec", "nowhere.wast");
    assertThat(file.code()).isEqualTo(2);
    assertThat(file.err()).contains("nowhere.wast");
    final CommandRun engine = CommandRun.of("spec", script(GOOD), "--engine=v8");
    assertThat(engine.code()).isEqualTo(2);
    assertThat(engine.err()).contains("v8", "chicory", "pvm-o0");
  }
}
