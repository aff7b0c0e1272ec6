package parallax.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parallax.compiler.binary.SuiteWalk.Claim;
import parallax.corpus.SharedData;

/** The official test suite for WebAssembly 3.0, as far as decoding and validation go. */
final class OfficialSuiteTest {
  /** The commit of WebAssembly/testsuite that the numbers below are of. */
  private static final String COMMIT = "193e551";

  /**
   * Modules that are refused for another reason than the script gives, and why. All of them declare
   * a section or body shorter than what is in it.
   */
  private static final Map<String, String> OTHER_REASON = otherReasons();

  private static Map<String, String> otherReasons() {
    final Map<String, String> reasons = new TreeMap<>();
    for (final int line :
        new int[] {217, 225, 347, 404, 461, 525, 533, 541, 550, 730, 749, 843, 862}) {
      reasons.put(
          "binary-leb128.wast:" + line,
          "the section or body ends within the number; the reference interpreter reads on");
    }
    reasons.put(
        "binary.wast:92",
        "the body ends without an end; the reference interpreter takes the next section's id for it");
    reasons.put(
        "binary.wast:737",
        "the section ends before a name; the reference interpreter reads its length from the next");
    return reasons;
  }

  @Test
  void every_module_of_the_official_suite_is_accepted_or_refused_as_its_script_says()
      throws Exception {
    final Optional<Path> suite = SharedData.find("testsuite");
    if (suite.isEmpty()) {
      System.err.println(
          SharedData.absent("testsuite", "decoding and validation of the official suite"));
    }
    assumeTrue(suite.isPresent(), "no shared test data");
    final SuiteWalk walk = new SuiteWalk(Path.of("target", "wat-cache"));
    final List<Path> scripts = SuiteWalk.scripts(suite.orElseThrow());
    for (final Path script : scripts) {
      walk.script(script);
    }

    for (final Claim claim : Claim.values()) {
      System.out.printf(
          "official suite: %s %d of %d%n", claim, walk.confirmed(claim), walk.count(claim));
    }
    assertThat(walk.failures().keySet()).isEqualTo(OTHER_REASON.keySet());
    assertThat(walk.failures().values())
        .allMatch(failure -> failure.contains(MalformedException.class.getSimpleName()));
    final Path commit = suite.orElseThrow().resolve("COMMIT");
    if (Files.exists(commit) && Files.readString(commit).contains(COMMIT)) {
      assertThat(scripts).hasSize(260);
      assertThat(walk.count(Claim.VALID)).isEqualTo(2_510);
      assertThat(walk.count(Claim.INVALID)).isEqualTo(2_712);
      assertThat(walk.count(Claim.MALFORMED_BINARY)).isEqualTo(711);
      assertThat(walk.count(Claim.MALFORMED_TEXT)).isEqualTo(1_229);
      assertThat(walk.count(Claim.CUSTOM_SECTION)).isEqualTo(20);
    }
  }
}
