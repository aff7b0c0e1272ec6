package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.corpus.ModuleFile;
import parallax.corpus.Services;
import parallax.corpus.WasiPrograms;

/** The commands that the README shows do what it says, in the order in which it shows them. */
final class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("parallax.root"));
  private static final Map<String, String> SHORTER = Map.of("2000", "20");

  @TempDir private Path folder;

  @Test
  void every_command_of_the_readme_succeeds() throws Exception {
    Files.write(folder.resolve("fib.wasm"), ModuleFile.load(CommandRun.module("fib.wat")));
    Files.write(folder.resolve("hash.wasm"), ModuleFile.load(CommandRun.module("mixed.wat")));
    Files.write(folder.resolve("store.wasm"), Services.STORE.wasm());
    Files.writeString(
        folder.resolve("calls.json"),
        Files.readString(CommandRun.module("mixed.calls.json")).replace("\"mixed\"", "\"hash\""));
    Files.write(folder.resolve("sort.wasm"), WasiPrograms.module("sort"));
    Files.write(folder.resolve("copy.wasm"), WasiPrograms.module("copy"));
    Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("from"), "text");
    final List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(6);
    for (final String command : commands) {
      final CommandRun run = CommandRun.of(arguments(command));
      assertThat(run.code()).as("%s%n%s%s", command, run.out(), run.err()).isZero();
    }
  }

  private static List<String> commands() throws IOException {
    return Files.readAllLines(ROOT.resolve("README.md")).stream()
        .filter(line -> line.startsWith("./parallax "))
        .map(line -> line.replaceFirst("#.*", "").replaceFirst("< \\S+", "").strip())
        // Minutes; ParallaxJarIT runs it.
        .filter(line -> !line.contains(" bench "))
        .toList();
  }

  /** Its words, with the files in the test's folder and fewer runs. */
  private Object[] arguments(final String command) {
    final List<Object> words = new ArrayList<>();
    for (final String word : command.split("\\s+", -1)) {
      words.add(
          word.equals("data::/data")
              ? folder.resolve("data") + "::/data"
              : word.matches(".*\\.(wasm|jam|json|html)")
                  ? folder.resolve(word)
                  : SHORTER.getOrDefault(word, word));
    }
    return words.subList(1, words.size()).toArray();
  }
}
