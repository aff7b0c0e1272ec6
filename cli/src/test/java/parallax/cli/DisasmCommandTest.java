package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DisasmCommandTest {
  @TempDir private Path folder;
  private Path jam;

  @BeforeEach
  void compile() {
    jam = folder.resolve("mixed.jam");
    CommandRun.of(
        "compile",
        CommandRun.module("mixed.wat"),
        "-o",
        jam,
        "--imports",
        CommandRun.module("mixed.imports"));
  }

  @Test
  void with_a_map_functions_offsets_and_traps_are_named() {
    final CommandRun run = CommandRun.of("disasm", jam);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("table @")
        .contains("; function 1 divide")
        .contains("traps: integer divide by zero at 0x")
        .contains("traps: out of bounds memory access at 0x")
        .contains("div_s_32")
        .containsPattern("trap +; 0x[0-9a-f]+  traps: integer divide by zero");
  }

  @Test
  void without_a_map_there_are_no_comments() throws IOException {
    Files.delete(folder.resolve("mixed.map"));
    final CommandRun run = CommandRun.of("disasm", jam);
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("table @").contains("div_s_32").doesNotContain(";");
  }

  @Test
  void json_has_every_instruction() throws IOException {
    final JsonNode json = CommandRun.of("disasm", jam, "--json").json();
    final JsonNode instructions = json.get("instructions");
    assertThat(json.get("map").booleanValue()).isTrue();
    assertThat(instructions.size()).isGreaterThan(100);
    assertThat(instructions.get(0).get("pc").intValue()).isZero();
    assertThat(instructions.findValuesAsText("kind")).contains("integer_divide_by_zero");
    assertThat(json.get("functions").findValuesAsText("name")).contains("divide", "forever");
  }

  @Test
  void a_file_that_is_no_program_is_bad_input() throws IOException {
    final Path file = folder.resolve("none.jam");
    Files.writeString(file, "this is text");
    final CommandRun run = CommandRun.of("disasm", file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("none.jam: program: offset 0x");
  }
}
