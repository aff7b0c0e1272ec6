package parallax.corpus.wat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.corpus.wast.SuiteFolder;

/** The modules of the official test suite, wasm 3.0, as far as they are written as text. */
final class SuiteModulesTest {
  /** Each script's modules beyond this number are more of the same. */
  private static final int PER_SCRIPT = 2;

  @Test
  void the_text_of_every_module_of_the_official_suite_is_read() throws Exception {
    final Optional<Path> suite = SuiteFolder.find();
    if (suite.isEmpty()) {
      System.err.println(SuiteFolder.absent("parsing of the official suite's modules"));
    }
    assumeTrue(suite.isPresent(), "no official test suite");
    final List<String> refused = new ArrayList<>();
    int parsed = 0;
    for (final Path script : scripts(suite.orElseThrow())) {
      for (final String module : modules(script)) {
        try {
          parsed++;
          assertThat(WatParser.parse(module)).startsWith(0, 'a', 's', 'm', 1, 0, 0, 0);
        } catch (WatException e) {
          refused.add(script.getFileName() + ": " + e.getMessage());
        }
      }
    }

    assertThat(refused).isEmpty();
    assertThat(parsed).isGreaterThan(300);
  }

  @Test
  void a_module_of_the_suite_comes_back_from_its_printed_text() throws Exception {
    final Optional<Path> suite = SuiteFolder.find();
    if (suite.isEmpty()) {
      System.err.println(SuiteFolder.absent("printing of the official suite's modules"));
    }
    assumeTrue(suite.isPresent(), "no official test suite");
    for (final String name :
        List.of("block", "br_table", "i64", "memory_copy", "struct", "simd_lane", "try_table")) {
      final byte[] module =
          WatParser.parse(modules(suite.orElseThrow().resolve(name + ".wast")).get(0));
      final byte[] again = WatParser.parse(WatPrinter.print(module));
      assertThat(again).as(name).isEqualTo(module);
    }
  }

  private static List<Path> scripts(final Path suite) throws IOException {
    try (Stream<Path> files = Files.list(suite)) {
      return files.filter(file -> file.toString().endsWith(".wast")).sorted().toList();
    }
  }

  private static List<String> modules(final Path script) throws IOException {
    final String text = new String(Files.readAllBytes(script), StandardCharsets.UTF_8);
    final Set<String> otherForms = Set.of("quote", "instance");
    return ScriptForms.of(text).stream()
        .filter(form -> form.matches("(?s)\\(module[\\s()].*"))
        .filter(form -> !otherForms.contains(word(form, 1)) && !otherForms.contains(word(form, 2)))
        .map(form -> form.replaceFirst("^\\(module\\s+definition", "(module"))
        .limit(PER_SCRIPT)
        .toList();
  }

  private static String word(final String form, final int index) {
    final String[] words = form.split("[\\s()]+", index + 3);
    return words.length > index + 1 ? words[index + 1] : "";
  }
}
