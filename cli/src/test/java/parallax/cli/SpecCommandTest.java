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
  void a_report_is_compared_with_the_one_that_was_in_its_folder() throws IOException {
    final Path report = folder.resolve("report");
    final String bad = GOOD + "(assert_return (invoke \"f\"))";
    assertThat(CommandRun.of("spec", script(bad), "--report", report).code()).isEqualTo(1);
    final CommandRun run =
        CommandRun.of(
            "spec", script(bad.replace("\"))", "\") (i32.const 3))")), "--report", report);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("newly passing: pvm-o0, own: 1");
    assertThat(report.resolve("spec.html")).content().contains("\"change\":\"passes\"");
  }

  @Test
  void our_own_scripts_are_run_by_name() throws IOException {
    final CommandRun run =
        CommandRun.of("spec", "own/growing-tables.wast", "--engine=pvm-o0", "--json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().at("/totals/pvm-o0/pass").intValue()).isGreaterThan(20);
  }

  @Test
  void without_the_official_suite_our_own_scripts_are_run_and_that_is_said() throws IOException {
    final Path empty = Files.createDirectories(folder.resolve("suite"));
    final CommandRun run = CommandRun.of("spec", "--testsuite", empty);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains("| own | ").doesNotContain("WebAssembly 3.0");
    assertThat(run.err()).contains("NOT FOUND: the official test suite", "own");
    final CommandRun nowhere = CommandRun.of("spec", "--testsuite", folder.resolve("nowhere"));
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("nowhere");
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
