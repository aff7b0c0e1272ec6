package parallax.spec.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.compiler.CompilerOptions;
import parallax.spec.run.PvmScripts;
import parallax.spec.run.ReferenceScripts;
import parallax.spec.run.ScriptResults;
import parallax.spec.run.SuiteRun;

final class ReportTest {
  private static final String GOOD =
      "(module (func (export \"f\") (result i32) (i32.add (i32.const 1) (i32.const 2))))\n"
          + "(assert_return (invoke \"f\") (i32.const 3))\n";
  private static final String BAD = GOOD.replace("(i32.const 3)", "(i32.const 4)");

  @TempDir private Path folder;

  private static List<ScriptResults> run(final String script) {
    return List.of(
        SuiteRun.run(
            "own.wast",
            script + "(module (func (result f64) (f64.const 1)))",
            List.of(new PvmScripts(CompilerOptions.DEFAULT), new ReferenceScripts())));
  }

  @Test
  void expectations_read_what_they_wrote_and_both_ways_count() {
    final List<ScriptResults> bad = run(BAD);
    final List<String> lines = Expectations.of(bad).write();
    assertThat(lines)
        .containsExactly(
            "own.wast:2 chicory value",
            "own.wast:2 pvm-o0 value",
            "unsupported pvm-o0 1 floating point");
    assertThat(Expectations.read(lines).differences(bad)).isEmpty();
    assertThat(Expectations.read(lines).differences(run(GOOD)))
        .containsExactly(
            "passes now: own.wast:2 chicory value: 0, not 1",
            "passes now: own.wast:2 pvm-o0 value: 0, not 1");
    assertThat(Expectations.read(List.of("# none", "")).differences(bad)).hasSize(3);
  }

  @Test
  void every_form_shows_the_failure_and_the_page_needs_nothing_else() throws IOException {
    new SuiteReport(run(BAD), List.of()).write(folder);
    for (final String name : List.of("spec.html", "spec.json", "spec.xml")) {
      assertThat(Files.readString(folder.resolve(name)))
          .as(name)
          .contains("own.wast", "i32:4")
          .doesNotContain("@DATA@");
    }
    assertThat(Files.readString(folder.resolve("spec.html")))
        .doesNotContain("http://", "https://")
        .contains("(assert_return");
    assertThat(Files.readString(folder.resolve("spec.md")))
        .contains("| own | 0 / 1 / 0 | 0 / 1 / 0 |")
        .contains("| pvm-o0 | floating point | 1 |");
  }

  @Test
  void news_are_what_passes_or_fails_since() throws IOException {
    new SuiteReport(run(BAD), List.of()).write(folder);
    final Path json = folder.resolve("spec.json");
    assertThat(History.news(json, run(BAD))).isEmpty();
    assertThat(History.news(json, run(GOOD)))
        .containsExactly("newly passing: own.wast:2 chicory", "newly passing: own.wast:2 pvm-o0");
    new SuiteReport(run(GOOD), List.of()).write(folder);
    assertThat(History.news(json, run(BAD)))
        .containsExactly("newly failing: own.wast:2 chicory", "newly failing: own.wast:2 pvm-o0");
  }

  @Test
  void instructions_are_covered_by_what_passed() {
    final SuiteReport good = new SuiteReport(run(GOOD), List.of());
    assertThat(good.wasmOps().get("pvm-o0")).contains("I32_ADD", "I32_CONST");
    assertThat(new SuiteReport(run(BAD), List.of()).wasmOps().get("pvm-o0"))
        .doesNotContain("I32_ADD");
    assertThat(good.pvmOps().get("pvm-o0")).contains("add_imm_32");
  }
}
