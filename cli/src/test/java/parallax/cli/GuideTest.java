package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a guide is read. */
final class GuideTest {
  @TempDir private Path folder;

  private Guide read(final String... lines) throws IOException {
    return Guide.read(Files.write(folder.resolve("guide.md"), List.of(lines)));
  }

  @Test
  void named_blocks_are_files_and_console_blocks_are_commands_with_what_they_print()
      throws IOException {
    final Guide guide =
        read(
            "`a.c`:",
            "",
            "```c",
            "int a;",
            "",
            "```",
            "Then:",
            "```console",
            "$ b c",
            "x",
            "",
            "$ d",
            "```");
    assertThat(guide.steps())
        .containsExactly(
            new Guide.WriteFile("a.c", "int a;\n\n"),
            new Guide.Command(9, "b c", List.of("x", "")),
            new Guide.Command(12, "d", List.of()));
  }

  @Test
  void blocks_that_say_so_and_blocks_of_other_languages_are_not_run() throws IOException {
    final Guide guide =
        read("Not run by the tests:", "```console", "$ a", "```", "Text:", "```", "$ b", "```");
    assertThat(guide.steps()).isEmpty();
  }

  @Test
  void a_block_without_a_command_or_an_end_is_an_error() {
    assertThatThrownBy(() -> read("```console", "a", "```")).hasMessageContaining("no command");
    assertThatThrownBy(() -> read("```console", "$ a")).hasMessageContaining("does not end");
  }
}
