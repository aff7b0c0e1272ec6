package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.SuiteWalk.Claim;
import parallax.corpus.wast.RefusalReasons;
import parallax.corpus.wast.SuiteFolder;

/** The official test suite for WebAssembly 3.0, as far as decoding and validation go. */
final class OfficialSuiteTest {
  @Test
  void every_module_of_the_official_suite_is_accepted_or_refused_as_its_script_says()
      throws Exception {
    final Optional<Path> suite = SuiteFolder.find();
    if (suite.isEmpty()) {
      System.err.println(SuiteFolder.absent("decoding and validation of the official suite"));
    }
    assumeTrue(suite.isPresent(), "no official test suite");
    final SuiteWalk walk =
        new SuiteWalk(Path.of(System.getProperty("parallax.root"), "corpus/target/wat-cache"));
    final List<Path> scripts = SuiteWalk.scripts(suite.orElseThrow());
    for (final Path script : scripts) {
      walk.script(script);
    }

    for (final Claim claim : Claim.values()) {
      System.out.printf(
          "official suite: %s %d of %d%n", claim, walk.confirmed(claim), walk.count(claim));
    }
    assertThat(walk.failures().keySet()).isEqualTo(RefusalReasons.load().others().keySet());
    assertThat(walk.failures().values())
        .allMatch(failure -> failure.contains(MalformedException.class.getSimpleName()));
    if (SuiteFolder.isPinned(suite.orElseThrow())) {
      assertThat(scripts).hasSize(260);
      assertThat(walk.count(Claim.VALID)).isEqualTo(2_510);
      assertThat(walk.count(Claim.INVALID)).isEqualTo(2_712);
      assertThat(walk.count(Claim.MALFORMED_BINARY)).isEqualTo(711);
      assertThat(walk.count(Claim.MALFORMED_TEXT)).isEqualTo(1_229);
      assertThat(walk.count(Claim.CUSTOM_SECTION)).isEqualTo(20);
    }
  }
}
