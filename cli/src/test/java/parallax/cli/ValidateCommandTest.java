package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {
  private static final Path FIB = CommandRun.module("fib.wat");

  @TempDir private Path folder;

  @Test
  void a_valid_module_is_called_so() throws IOException {
    final CommandRun run = CommandRun.of("validate", FIB);
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(FIB + ": valid (module, 1 functions; core 1.0)\n");
    final JsonNode json = CommandRun.of("validate", FIB, "--json").json();
    assertThat(json.get("valid").booleanValue()).isTrue();
    assertThat(json.get("features").toString()).isEqualTo("[\"core 1.0\"]");
  }

  @Test
  void an_invalid_module_gets_stage_function_and_offset() throws IOException {
    final Path file = CommandRun.module("invalid.wat");
    final CommandRun run = CommandRun.of("validate", file, "--json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("parallax: error: " + file + ": validate: function 1: offset 0x")
        .contains("type mismatch");
    final JsonNode error = run.json().get("error");
    assertThat(error.get("stage").textValue()).isEqualTo("validate");
    assertThat(error.get("function").intValue()).isEqualTo(1);
    assertThat(error.get("offset").intValue()).isPositive();
  }

  @Test
  void bytes_that_are_no_module_get_an_offset() throws IOException {
    final Path file = folder.resolve("short.wasm");
    Files.write(file, new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5});
    final CommandRun run = CommandRun.of("validate", file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(file + ": decode: offset 0x9: ");
  }

  @Test
  void text_that_is_no_module_says_where() throws IOException {
    final Path file = folder.resolve("broken.wat");
    Files.writeString(file, "(module\n  (func (export \"a\") (i32.cnst 1)))\n");
    final CommandRun run = CommandRun.of("validate", file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("broken.wat", "2").doesNotContain("\tat ");
  }

  @Test
  void programs_are_read_too() throws IOException {
    final Path jam = folder.resolve("fib.jam");
    CommandRun.of("compile", FIB, "-o", jam);
    final CommandRun run = CommandRun.of("validate", jam);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("valid (program, ", "with its map");
  }

  @Test
  void every_truncation_of_a_program_is_bad_input() throws IOException {
    final Path jam = folder.resolve("fib.jam");
    CommandRun.of("compile", FIB, "-o", jam);
    final byte[] whole = Files.readAllBytes(jam);
    final Path cut = folder.resolve("cut.jam");
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(cut, Arrays.copyOf(whole, length));
      final CommandRun run = CommandRun.of("validate", cut);
      assertThat(run.code()).as("%d bytes", length).isEqualTo(2);
      assertThat(run.err()).contains(cut + ": program: offset 0x").doesNotContain("\tat ");
    }
  }

  @Test
  void the_map_of_another_program_is_refused() throws IOException {
    final Path jam = folder.resolve("fib.jam");
    final Path other = folder.resolve("mixed.jam");
    CommandRun.of("compile", FIB, "-o", jam);
    CommandRun.of(
        "compile",
        CommandRun.module("mixed.wat"),
        "-o",
        other,
        "--imports",
        CommandRun.module("mixed.imports"));
    Files.copy(
        folder.resolve("mixed.map"),
        folder.resolve("fib.map"),
        StandardCopyOption.REPLACE_EXISTING);
    final CommandRun run = CommandRun.of("validate", jam);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("fib.map: map: ", "another program");
  }
}
