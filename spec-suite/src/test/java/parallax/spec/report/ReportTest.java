package parallax.spec.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.compiler.CompilerOptions;
import parallax.compiler.binary.WasmOp;
import parallax.pvm.isa.Opcode;
import parallax.spec.run.PvmScripts;
import parallax.spec.run.ReferenceScripts;
import parallax.spec.run.ScriptResults;
import parallax.spec.run.SuiteRun;

final class ReportTest {
  private static final String GOOD =
      "(module (func (export \"f\") (result i32) (i32.add (i32.const 1) (i32.const 2))))\n"
          + "(assert_return (invoke \"f\") (i32.const 3))\n";
  private static final String BAD = GOOD.replace("(i32.const 3)", "(i32.const 4)");

  /** What the compiler does not have and the reference has. */
  private static final String LATER =
      "(module (func (result f64) (return_call 1)) (func (result f64) (f64.const 1)))";

  @TempDir private Path folder;

  private static List<ScriptResults> run(final String script) {
    return List.of(
        SuiteRun.run(
            "own.wast",
            script + LATER,
            List.of(new PvmScripts(CompilerOptions.DEFAULT), new ReferenceScripts())));
  }

  private static SuiteReport report(final String script) {
    return new SuiteReport(run(script), Optional.of("0123456789ab"), List.of());
  }

  @Test
  void expectations_read_what_they_wrote_and_both_ways_count() {
    final List<ScriptResults> bad = run(BAD);
    final List<String> lines = Expectations.of(bad).write();
    assertThat(lines)
        .containsExactly(
            "own.wast:2 chicory value",
            "own.wast:2 pvm-o0 value",
            "unsupported pvm-o0 1 tail calls");
    assertThat(Expectations.read(lines).differences(bad)).isEmpty();
    assertThat(Expectations.read(lines).differences(run(GOOD)))
        .containsExactly(
            "passes now: own.wast:2 chicory value: 0, not 1",
            "passes now: own.wast:2 pvm-o0 value: 0, not 1");
    assertThat(Expectations.read(List.of("# none", "")).differences(bad)).hasSize(3);
  }

  @Test
  void every_form_shows_the_failure_and_the_page_needs_nothing_else() throws IOException {
    report(BAD).write(folder);
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
        .contains("commit 0123456789ab")
        .contains("| own | 0 / 1 / 0 | 0 / 1 / 0 | 2 / 0 / 0 |")
        .contains("| return | 0 / 1 / 0 | 0 / 1 / 0 | |")
        .contains("| pvm-o0 | tail calls | 1 |")
        .contains("PVM, never used by pvm-o0: ", "unlikely");
  }

  @Test
  void news_are_what_passes_or_fails_since() throws IOException {
    report(BAD).write(folder);
    final Path json = folder.resolve("spec.json");
    assertThat(History.news(json, run(BAD))).isEmpty();
    final List<History.Change> better = History.news(json, run(GOOD));
    assertThat(better)
        .extracting(History.Change::toString)
        .containsExactly("newly passing: own.wast:2 chicory", "newly passing: own.wast:2 pvm-o0");
    assertThat(History.summary(better))
        .containsExactly("newly passing: chicory, own: 1", "newly passing: pvm-o0, own: 1");
    report(GOOD).write(folder);
    assertThat(History.summary(History.news(json, run(BAD))))
        .containsExactly("newly failing: own.wast:2 chicory", "newly failing: own.wast:2 pvm-o0");
  }

  @Test
  void what_the_earlier_run_did_not_have_is_no_news() throws IOException {
    final List<ScriptResults> reference =
        List.of(SuiteRun.run("own.wast", GOOD, List.of(new ReferenceScripts())));
    new SuiteReport(reference, Optional.empty(), List.of()).write(folder);
    final Path json = folder.resolve("spec.json");
    assertThat(History.news(json, run(BAD)))
        .extracting(History.Change::engine)
        .containsExactly("chicory");
    Files.writeString(json, "{}");
    assertThatThrownBy(() -> History.news(json, run(BAD))).hasMessageContaining("not a spec.json");
  }

  @Test
  void instructions_are_covered_by_what_passed() {
    assertThat(wasm(GOOD, WasmOp.I32_ADD)).isEqualTo(new Coverage.Reach(1, 1));
    assertThat(wasm(BAD, WasmOp.I32_ADD)).isEqualTo(new Coverage.Reach(0, 1));
    assertThat(wasm(GOOD, WasmOp.I32_SUB)).isEqualTo(new Coverage.Reach(0, 0));
    // The module of tail calls is not supported.
    assertThat(wasm(GOOD, WasmOp.F64_CONST)).isEqualTo(new Coverage.Reach(0, 0));
    assertThat(report(GOOD).coverage().wasm())
        .filteredOn(row -> row.modules() > 0)
        .extracting(Coverage.WasmRow::op)
        .contains(WasmOp.F64_CONST, WasmOp.I32_ADD)
        .doesNotContain(WasmOp.I32_SUB);
  }

  @Test
  void the_table_of_pvm_instructions_has_all_of_them_and_what_compiled_code_uses() {
    final List<Coverage.PvmRow> rows = report(GOOD).coverage().pvm();
    assertThat(rows).extracting(Coverage.PvmRow::op).containsExactly(Opcode.values());
    for (final Coverage.PvmRow row : rows) {
      assertThat(row.scripts()).containsOnlyKeys("pvm-o0");
      if (row.op() == Opcode.ADD_IMM_32) {
        assertThat(row.scripts()).containsEntry("pvm-o0", 1L);
      } else if (row.op() == Opcode.UNLIKELY) {
        assertThat(row.scripts()).containsEntry("pvm-o0", 0L);
      }
    }
  }

  private static Coverage.Reach wasm(final String script, final WasmOp op) {
    final Coverage.WasmRow row = report(script).coverage().wasm().get(op.ordinal());
    assertThat(row.op()).isEqualTo(op);
    return row.engines().get("pvm-o0");
  }
}
