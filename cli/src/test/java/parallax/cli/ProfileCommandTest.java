package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.corpus.ModuleFile;
import parallax.corpus.wat.WatException;

final class ProfileCommandTest {
  private static final Path FIB = CommandRun.module("fib.wat");
  private static final Path MIXED = CommandRun.module("mixed.wat");

  @TempDir private Path folder;

  @Test
  void functions_and_places_share_all_gas_of_the_call() throws IOException {
    final JsonNode json = CommandRun.of("profile", FIB, "--invoke", "run", "10", "--json").json();
    long functions = 0;
    for (final JsonNode function : json.get("functions")) {
      functions += function.get("gas").longValue();
    }
    long offsets = 0;
    for (final JsonNode offset : json.get("offsets")) {
      offsets += offset.get("gas").longValue();
    }
    assertThat(functions).isEqualTo(json.get("gas").longValue()).isPositive();
    assertThat(offsets).isEqualTo(functions);
    // fib(10) calls itself 177 times in all.
    assertThat(json.at("/functions/0/calls").intValue()).isEqualTo(177);
  }

  @Test
  void lines_of_the_text_share_all_gas_of_the_call() throws IOException {
    final JsonNode json = CommandRun.of("profile", FIB, "--invoke", "run", "10", "--json").json();
    long sum = 0;
    for (final JsonNode line : json.get("lines")) {
      sum += line.get("gas").longValue();
      final int number = line.get("line").intValue();
      final String text = number == 0 ? "" : Files.readAllLines(FIB).get(number - 1).strip();
      assertThat(line.get("text").textValue()).isEqualTo(text);
    }
    assertThat(sum).isEqualTo(json.get("gas").longValue());
    assertThat(CommandRun.of("profile", FIB, "--invoke", "run", "10").out())
        .contains("line of the text")
        .containsPattern("\\d+ +\\d+\\.\\d\\d  7: \\(call 0 \\(i32\\.sub");
  }

  @Test
  void a_binary_module_has_no_lines() throws IOException, WatException {
    final Path wasm = folder.resolve("fib.wasm");
    Files.write(wasm, ModuleFile.load(FIB));
    final CommandRun run = CommandRun.of("profile", wasm, "--invoke", "run", "4", "--json");
    assertThat(run.json().has("lines")).isFalse();
  }

  @Test
  void the_gas_is_that_of_a_run_without_profile() throws IOException {
    final JsonNode profiled =
        CommandRun.of("profile", FIB, "--invoke", "run", "10", "--json").json();
    final JsonNode plain = CommandRun.of("run", FIB, "--invoke", "run", "10", "--json").json();
    assertThat(profiled.get("gas")).isEqualTo(plain.get("gas"));
    assertThat(profiled.get("results")).isEqualTo(plain.get("results"));
  }

  @Test
  void text_has_the_result_first_and_then_the_tables() {
    final CommandRun run = CommandRun.of("profile", FIB, "--invoke", "run", "10", "--top", "1");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("result: i32:55\n")
        .contains("with callees", "place in the module")
        .containsPattern("\\d+ +\\d+\\.\\d\\d +\\d+ +177  func 0\n")
        .containsPattern("func 0 0x[0-9a-f]+\n");
    assertThat(run.out()).doesNotContain("thunk");
  }

  @Test
  void stacks_and_the_page_go_to_files() throws IOException {
    final Path folded = folder.resolve("fib.folded");
    final Path html = folder.resolve("fib.html");
    final CommandRun run =
        CommandRun.of("profile", FIB, "--invoke", "run", "4", "--folded", folded, "--html", html);
    assertThat(run.code()).isZero();
    assertThat(Files.readAllLines(folded))
        .hasSize(5)
        .allMatch(line -> line.matches("thunk of func 0(;func 0){0,4} \\d+"));
    assertThat(Files.readString(html))
        .startsWith("<!DOCTYPE html>")
        .contains("\"fib.wat run\"", "\"func 0\"")
        .containsPattern("\\[\\d+,\" +\\(call 0 \\(i32.sub")
        .doesNotContain("http");
  }

  @Test
  void a_call_that_traps_is_profiled_to_its_end() {
    final CommandRun run = CommandRun.of("profile", MIXED, "--invoke", "divide", "1", "0");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("integer divide by zero", "divide");
  }

  @Test
  void what_cannot_be_written_is_bad_input() {
    final Path nowhere = folder.resolve("missing/fib.html");
    final CommandRun run = CommandRun.of("profile", FIB, "--invoke", "run", "4", "--html", nowhere);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(nowhere.toString(), "cannot be written");
    assertThat(CommandRun.of("profile", FIB, "--invoke", "run", "4", "--top", "-1").code())
        .isEqualTo(2);
  }
}
