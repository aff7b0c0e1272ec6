package parallax.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden tests: {@code src/test/filetests/STAGE/NAME.wat} is a module, with {@code ;; test: STAGE}
 * as its first line and behind {@code ;; expected:} what the stage makes of it, in comments. Where
 * lines {@code ;; instance: NAME} stand, each begins the module of another instance. With {@code
 * -Dbless} the files are rewritten to what the stages make now.
 */
final class FileTest {
  private static final Path FOLDER = Path.of("src", "test", "filetests");
  private static final String EXPECTED = "\n;; expected:\n";
  private static final String COMMENT = ";; ";

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      final List<String> names =
          files
              .filter(file -> file.toString().endsWith(".wat"))
              .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      assertThat(names).isNotEmpty();
      return names;
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void the_stage_gives_the_expected_text(final String name) throws Exception {
    final Path file = FOLDER.resolve(name);
    final String text = Files.readString(file);
    final int end = text.indexOf(EXPECTED);
    final String source = end < 0 ? text.stripTrailing() + "\n" : text.substring(0, end);
    final String first = source.lines().findFirst().orElseThrow();
    assertThat(first).startsWith(";; test: " + name.substring(0, name.indexOf('/')));
    final String stage = first.substring(";; test: ".length()).strip();
    final String actual = FileTestStages.print(stage, instances(source));
    final String blessed = source + EXPECTED + commented(actual);
    if (System.getProperty("bless") != null && !blessed.equals(text)) {
      Files.writeString(file, blessed);
    } else {
      assertThat(text)
          .as("%s; to accept what the stage makes now: -Dtest=FileTest -Dbless", name)
          .isEqualTo(blessed);
    }
  }

  private static List<InstanceSpec> instances(final String source) {
    final String[] parts = source.split("(?m)^;; instance: ", -1);
    if (parts.length == 1) {
      return List.of(InstanceSpec.of(Wat.parse(source)));
    }
    final List<InstanceSpec> instances = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      final int end = parts[i].indexOf('\n');
      instances.add(
          new InstanceSpec(parts[i].substring(0, end).strip(), Wat.parse(parts[i].substring(end))));
    }
    return instances;
  }

  private static String commented(final String text) {
    return text.lines()
        .map(line -> (COMMENT + line).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
