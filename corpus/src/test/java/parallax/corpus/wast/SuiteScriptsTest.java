package parallax.corpus.wast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every script of the official suite is read whole; nothing of it is lost. */
final class SuiteScriptsTest {
  @Test
  void every_script_of_the_suite_has_as_many_commands_of_each_kind_as_the_table_says()
      throws Exception {
    final Optional<Path> suite = SuiteFolder.find();
    if (suite.isEmpty()) {
      System.err.println(SuiteFolder.absent("reading of the official scripts"));
    }
    assumeTrue(suite.isPresent(), "no official test suite");
    final SuiteIndex index = SuiteIndex.load();
    assertThat(index.scripts()).hasSize(288);
    assertThat(index.scripts().keySet())
        .containsExactlyInAnyOrderElementsOf(SuiteFolder.scripts(suite.get()));
    for (final SuiteIndex.Script script : index.scripts().values()) {
      assertThat(counts(suite.get().resolve(script.file()), script))
          .as(script.file())
          .isEqualTo(script.counts());
    }
  }

  @Test
  void the_table_has_the_whole_suite() {
    final Map<String, Integer> totals = new LinkedHashMap<>();
    SuiteIndex.load()
        .scripts()
        .values()
        .forEach(script -> script.counts().forEach((k, n) -> totals.merge(k, n, Integer::sum)));
    assertThat(totals)
        .containsEntry("module", 2514)
        .containsEntry("return", 53_292)
        .containsEntry("trap", 5_195)
        .containsEntry("invalid", 3_005)
        .containsEntry("malformed", 2_227);
    assertThat(SuiteIndex.load().family("f32.wast")).isEqualTo("floats");
    assertThat(SuiteIndex.load().family("ours.wast")).isEqualTo(SuiteIndex.OWN);
  }

  private static Map<String, Integer> counts(final Path file, final SuiteIndex.Script script)
      throws IOException, WastException {
    final Map<String, Integer> counts = new LinkedHashMap<>();
    script.counts().keySet().forEach(kind -> counts.put(kind, 0));
    for (final ScriptCommand command :
        ScriptReader.read(Files.readString(file, StandardCharsets.UTF_8))) {
      counts.merge(kind(command), 1, Integer::sum);
    }
    return counts;
  }

  private static String kind(final ScriptCommand command) {
    if (command instanceof ScriptCommand.AssertFailure failure) {
      return switch (failure.ending()) {
        case TRAP -> "trap";
        case EXHAUSTION -> "exhaustion";
        case EXCEPTION -> "exception";
      };
    }
    if (command instanceof ScriptCommand.AssertModule module) {
      return switch (module.refusal()) {
        case MALFORMED, MALFORMED_CUSTOM -> "malformed";
        case INVALID, INVALID_CUSTOM -> "invalid";
        case UNLINKABLE -> "unlinkable";
        case UNINSTANTIABLE -> "uninstantiable";
      };
    }
    if (command instanceof ScriptCommand.Register) {
      return "register";
    }
    if (command instanceof ScriptCommand.Perform) {
      return "invoke";
    }
    return command instanceof ScriptCommand.AssertReturn ? "return" : "module";
  }
}
