package parallax.spec.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.spec.run.Result.Status;

/** The project's own scripts, which need no test data from elsewhere. */
final class OwnScriptsTest {
  @Test
  void every_assertion_of_our_own_scripts_passes_on_every_engine() throws IOException {
    final Map<String, String> own = SuiteScripts.own();
    assertThat(own).hasSize(4);
    for (final Map.Entry<String, String> script : own.entrySet()) {
      final List<Result> results =
          SuiteRun.run(script.getKey(), script.getValue(), SuiteRun.engines()).results();
      assertThat(results).as(script.getKey()).hasSizeGreaterThan(60);
      assertThat(results)
          .as(script.getKey())
          .allSatisfy(result -> assertThat(result.status()).isEqualTo(Status.PASS));
    }
  }
}
