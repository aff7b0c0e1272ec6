package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffCommandTest {
  private static final Path MIXED = CommandRun.module("mixed.wat");
  private static final Path CALLS = CommandRun.module("mixed.calls.json");

  @TempDir private Path folder;

  private Path calls(final String text) throws IOException {
    final Path file = folder.resolve("calls.json");
    Files.writeString(file, text);
    return file;
  }

  @Test
  void one_call_on_every_engine() throws IOException {
    final CommandRun run = CommandRun.of("diff", MIXED, "--invoke", "divide", "7", "-2");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern("agree +divide\\(i32:7, i32:-2\\) +\\[i32:-3]")
        .endsWith("1 compared: 1 agree, 0 agree on a trap, 0 inconclusive, 0 different\n");
    final JsonNode json =
        CommandRun.of("diff", MIXED, "--invoke", "divide", "7", "-2", "--json").json();
    assertThat(json.at("/calls/0/outcomes").findValuesAsText("engine"))
        .containsExactly("chicory", "ir-frontend", "ir-legalized", "pvm-o0", "pvm-o0-linear");
    assertThat(json.at("/calls/0/verdict").textValue()).isEqualTo("agree");
  }

  @Test
  void the_program_runs_on_any_of_our_machines() {
    final String usual = CommandRun.of("diff", MIXED, "--invoke", "wide", "-2").out();
    for (final String engine : new String[] {"interpreter", "translator", "auto"}) {
      final CommandRun run =
          CommandRun.of("diff", MIXED, "--engine", engine, "--invoke", "wide", "-2");
      assertThat(run.code()).isZero();
      assertThat(run.out()).isEqualTo(usual);
    }
    assertThat(CommandRun.of("diff", MIXED, "--engine", "steam").code()).isEqualTo(2);
  }

  @Test
  void a_trap_on_both_sides_is_agreement() {
    final CommandRun run = CommandRun.of("diff", MIXED, "--invoke", "divide", "1", "0");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("agree-trap", "integer divide by zero", "1 agree on a trap");
  }

  @Test
  void everything_is_called_with_edge_arguments() throws IOException {
    final JsonNode json = CommandRun.of("diff", CommandRun.module("clean.wat"), "--json").json();
    assertThat(json.at("/summary/compared").intValue()).isEqualTo(144);
    assertThat(json.at("/summary/agree").intValue()).isEqualTo(144);
  }

  @Test
  void a_sequence_that_cannot_go_on_begins_anew() throws IOException {
    final JsonNode json = CommandRun.of("diff", MIXED, "--json").json();
    assertThat(json.at("/summary/different").intValue()).isZero();
    assertThat(json.at("/summary/inconclusive").intValue()).isEqualTo(2);
    assertThat(json.at("/summary/agreeTrap").intValue()).isGreaterThan(10);
    assertThat(json.get("calls").findValuesAsText("reason"))
        .hasSize(2)
        .allMatch(reason -> reason.equals("fuel") || reason.equals("stack"));
    assertThat(json.get("calls").findValuesAsText("call")).contains("forever()", "step()");
  }

  @Test
  void programs_of_other_modules_are_left_out_and_counted() {
    final CommandRun run = CommandRun.of("diff", MIXED, "--calls", CALLS);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("counts and divides:", "1 program ran, 1 for other modules left out")
        .doesNotContain("unknown");
  }

  @Test
  void an_expectation_that_is_not_met_is_a_difference() throws IOException {
    final Path file =
        calls("[{\"name\": \"wrong\", \"steps\": [[\"call\", \"step\", []], [\"expectRet\", 2]]}]");
    final CommandRun run = CommandRun.of("diff", MIXED, "--calls", file, "--json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().at("/summary/different").intValue()).isEqualTo(1);
    assertThat(run.json().at("/calls/1/rule").textValue()).isEqualTo("expectation");
    final CommandRun text = CommandRun.of("diff", MIXED, "--calls", file, "--quiet");
    assertThat(text.out()).contains("DIFFERENT", "(step 1)", "expected [2]", "1 different");
  }

  @Test
  void calls_that_make_no_sense_are_bad_input_with_their_place() throws IOException {
    final String[][] wrong = {
      {"[{\"name\": \"a\", \"steps\": [[\"jump\"]]}]", "program 0: step 0: "},
      {"[{\"name\": \"a\"", "not JSON"},
      {"[{\"name\": \"a\", \"steps\": [[\"call\", \"none\", []]]}]", "a: step 0: "},
      {"[{\"name\": \"a\", \"steps\": [[\"call\", \"step\", [1]]]}]", "a: step 0: "},
      {"[{\"module\": \"b\", \"name\": \"a\", \"steps\": []}]", "none of its 1 programs"}
    };
    for (final String[] each : wrong) {
      final CommandRun run = CommandRun.of("diff", MIXED, "--calls", calls(each[0]));
      assertThat(run.code()).as(each[0]).isEqualTo(2);
      assertThat(run.err()).contains("calls.json: ", each[1]).doesNotContain("\tat ");
    }
    assertThat(CommandRun.of("diff", MIXED, "--calls", folder.resolve("no.json")).code())
        .isEqualTo(2);
  }

  @Test
  void ways_to_call_exclude_each_other() {
    assertThat(CommandRun.of("diff", MIXED, "--invoke", "step", "--calls", CALLS).code())
        .isEqualTo(2);
    assertThat(CommandRun.of("diff", MIXED, "1").code()).isEqualTo(2);
    assertThat(CommandRun.of("diff", MIXED, "--fuel", "0").code()).isEqualTo(2);
  }

  @Test
  void hosts_can_be_chosen() {
    assertThat(CommandRun.of("diff", MIXED, "--invoke", "step", "--host", "mixing").code())
        .isZero();
    final CommandRun wrong = CommandRun.of("diff", MIXED, "--invoke", "step", "--host", "wasi");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("neither zero nor mixing: wasi");
  }

  @Test
  void what_cannot_be_compiled_is_bad_input() {
    final CommandRun run =
        CommandRun.of("diff", CommandRun.module("floats.wat"), "--floats", "reject");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("floats.wat: frontend: function 0: offset 0x", "floating point");
  }

  @Test
  void a_file_that_is_no_module_is_bad_input() throws IOException {
    final Path file = folder.resolve("noise.wasm");
    Files.write(file, new byte[] {1, 2, 3, (byte) 0xFF});
    final CommandRun run = CommandRun.of("diff", file, "--json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.json().at("/error/file").textValue()).isEqualTo(file.toString());
  }

  private static final String USER =
      """
      (module
        (import "env" "memory" (memory 1))
        (import "env" "add" (func $add (param i32 i32) (result i32)))
        (import "env" "log" (func $log (param i32)))
        (import "env" "seven" (global $seven i32))
        (func (export "run") (param i32) (result i32)
          (call $log (local.get 0))
          (i32.add (i32.load8_u (i32.const 3)) (call $add (local.get 0) (global.get $seven)))))
      """;
  private static final String ADAPTER =
      """
      (module
        (import "env" "log" (func $log (param i32)))
        (memory (export "memory") 1)
        (data (i32.const 3) "\\20")
        (global (export "seven") i32 (i32.const 7))
        (func (export "add") (param i32 i32) (result i32)
          (call $log (local.get 1))
          (i32.store (i32.const 100) (local.get 0))
          (i32.add (local.get 0) (local.get 1))))
      """;

  @Test
  void a_module_with_adapters_is_compared() throws IOException {
    final Path user = Files.writeString(folder.resolve("user.wat"), USER);
    final Path adapter = Files.writeString(folder.resolve("adapter.wat"), ADAPTER);
    final CommandRun run =
        CommandRun.of("diff", user, "--adapter", adapter, "--invoke", "run", "3");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("42");
    final Path circle =
        Files.writeString(
            folder.resolve("circle.wat"),
            "(module (import \"a\" \"run\" (func (param i32) (result i32))))");
    final CommandRun refused =
        CommandRun.of(
            "diff", user, "--adapter", adapter, "--adapter", circle, "--invoke", "run", "3");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("circle.wat", "imports \"a\" \"run\" from the module in turn");
  }
}
