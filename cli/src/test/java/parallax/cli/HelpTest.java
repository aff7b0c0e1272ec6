package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Help, compared with the texts that are kept beside the tests; {@code -Dbless} rewrites them. */
final class HelpTest {
  private static final Path TEXTS =
      Path.of(System.getProperty("parallax.root"), "cli/src/test/resources/parallax/cli/help");

  static Stream<String> commands() {
    return Stream.of(
        "parallax",
        "compile",
        "run",
        "diff",
        "disasm",
        "trace",
        "profile",
        "validate",
        "fuzz",
        "bench",
        "bench vm",
        "spec");
  }

  private static Path text(final String command) {
    return TEXTS.resolve(command.replace(' ', '-') + ".txt");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_reads_as_agreed(final String command) throws IOException {
    final String words = command.equals("parallax") ? "--help" : command + " --help";
    final CommandRun run = CommandRun.of((Object[]) words.split(" ", -1));
    final Path text = text(command);
    if (System.getProperty("bless") != null) {
      Files.createDirectories(TEXTS);
      Files.writeString(text, run.out());
    }
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(Files.readString(text));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_has_exit_codes_and_an_example(final String command) throws IOException {
    assertThat(Files.readString(text(command))).contains("Exit codes:", "Example", "  parallax ");
  }

  @Test
  void version_is_that_of_the_build() {
    final CommandRun run = CommandRun.of("--version");
    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("parallax \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(CommandRun.of("compile", "--version").out()).isEqualTo(run.out());
  }
}
