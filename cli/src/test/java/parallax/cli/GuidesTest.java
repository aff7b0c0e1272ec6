package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guides in {@code docs}: each is followed in an empty folder, file by file and command by
 * command, and every command prints what the guide shows and ends as it says.
 */
final class GuidesTest {
  private static final Path DOCS = Path.of(System.getProperty("parallax.root"), "docs");
  private static final String OWN = "parallax ";
  private static final String EXIT_CODE = "echo $?";
  private static final String ANYTHING = "...";

  @TempDir private Path folder;
  private final Map<GuideToolchain, GuideToolchain.Form> toolchains =
      new EnumMap<>(GuideToolchain.class);

  static List<String> guides() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void there_is_a_guide_for_each_language() throws IOException {
    assertThat(guides())
        .containsExactly(
            "README.md", "assemblyscript.md", "c.md", "rust.md", "tinygo.md", "wat.md");
  }

  @ParameterizedTest
  @MethodSource("guides")
  void every_command_prints_what_the_guide_shows(final String name) throws Exception {
    final Guide guide = Guide.read(DOCS.resolve(name));
    for (final Guide.Command command : guide.commands()) {
      final var toolchain = GuideToolchain.of(command.text());
      if (toolchain.isPresent() && !toolchains.containsKey(toolchain.get())) {
        toolchains.put(
            toolchain.get(), toolchain.get().find(folder, "the commands of docs/" + name));
      }
    }
    CommandRun last = new CommandRun(0, "", "");
    for (final Guide.Step step : guide.steps()) {
      if (step instanceof Guide.WriteFile file) {
        Files.writeString(folder.resolve(file.name()), file.text());
      } else if (step instanceof Guide.Command command) {
        last = follow(name, command, last);
      }
    }
    // A code that nobody asked for is an error that the guide does not show.
    assertThat(last.code()).as("the last command of %s", name).isZero();
  }

  private CommandRun follow(final String name, final Guide.Command command, final CommandRun last)
      throws Exception {
    final String where = name + ":" + command.line() + ": " + command.text();
    if (command.text().equals(EXIT_CODE)) {
      assertThat(command.printed()).as(where).containsExactly(String.valueOf(last.code()));
      return new CommandRun(0, "", "");
    }
    assertThat(last.code()).as("the command before %s%n%s", where, last.err()).isZero();
    final CommandRun run = run(command.text());
    assertThat(plain(run))
        .as("%s ended with %d", where, run.code())
        .matches(pattern(command.printed()));
    return run;
  }

  private CommandRun run(final String text) throws Exception {
    if (text.startsWith(OWN)) {
      return own(text.substring(OWN.length()));
    }
    final var toolchain = GuideToolchain.of(text);
    final String line =
        toolchain.isPresent() ? toolchain.get().line(toolchains.get(toolchain.get()), text) : text;
    return GuideToolchain.shell(folder, line);
  }

  /** Runs one of our commands in this JVM, with its input and output as the shell would. */
  private CommandRun own(final String text) throws IOException {
    final List<Object> args = new ArrayList<>();
    byte[] input = new byte[0];
    Path output = null;
    final String[] words = text.split("\\s+", -1);
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "<" -> input = Files.readAllBytes(folder.resolve(words[++i]));
        case ">" -> output = folder.resolve(words[++i]);
        default -> args.add(placed(words[i]));
      }
    }
    final CommandRun run = CommandRun.reading(input, args.toArray());
    if (output == null) {
      return run;
    }
    Files.writeString(output, run.out());
    return new CommandRun(run.code(), "", run.err());
  }

  /** Names of files are meant from the folder; that is not where this JVM runs. */
  private String placed(final String word) {
    final int colons = word.indexOf("::");
    final String host = colons < 0 ? word : word.substring(0, colons);
    final boolean isFile =
        host.matches("\\w[\\w.-]*\\.(wasm|wat|jam|json|html|folded|imports|svg)")
            || (colons > 0 && !host.startsWith("/"));
    return isFile ? folder.resolve(host) + word.substring(host.length()) : word;
  }

  /** What was printed, with names of files as the guide has them. */
  private List<String> lines(final CommandRun run) {
    return (run.out() + run.err())
        .replace(folder + "/", "")
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  private String plain(final CommandRun run) {
    return lines(run).stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** A line of dots alone stands for any lines, dots in a line for the rest of that line. */
  private static Pattern pattern(final List<String> printed) {
    final StringBuilder pattern = new StringBuilder();
    for (final String line : printed) {
      if (line.equals(ANYTHING)) {
        pattern.append("(?:.*\n)*?");
      } else {
        pattern.append(
            Stream.of(line.stripTrailing().split(Pattern.quote(ANYTHING), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
        pattern.append('\n');
      }
    }
    return Pattern.compile(pattern.toString());
  }
}
