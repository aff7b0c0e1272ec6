package parallax.spec.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.spec.run.Result.Status;

/** The project's own scripts, which need no test data from elsewhere. */
final class OwnScriptsTest {
  @Test
  void every_assertion_of_our_own_scripts_passes_on_every_engine() throws IOException {
    final List<ScriptEngine> engines = SuiteRun.engines();
    final List<ScriptResults> scripts =
        SuiteRun.run(SuiteScripts.own(), engines, 2, (file, failures) -> {});
    assertThat(scripts).isNotEmpty();
    for (final ScriptResults script : scripts) {
      assertThat(script.family()).isEqualTo("own");
      for (final ScriptEngine engine : engines) {
        final List<Result> results =
            script.results().stream()
                .filter(result -> result.engine().equals(engine.name()))
                .toList();
        assertThat(results).as(script.file()).hasSizeGreaterThan(5);
        assertThat(results)
            .as(script.file())
            .allSatisfy(result -> assertThat(result.status()).isEqualTo(Status.PASS));
      }
    }
  }
}
