package parallax.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.corpus.program.ProgramReader;
import parallax.fuzz.check.DifferentialCheck;
import parallax.fuzz.generate.FloatProfile;
import parallax.fuzz.generate.StackProfile;
import parallax.fuzz.stats.Group;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.Engine;

/** Runs are reproducible, agree, execute much and discard little. */
final class FuzzRunTest {
  private static final int MODULES = 300;

  @Test
  void engines_agree_and_modules_are_worth_it() throws IOException {
    final FuzzResult result = FuzzRun.run(FuzzOptions.of(11, MODULES), FuzzRun.Progress.NONE);
    assertThat(result.differences()).isEmpty();
    assertThat(result.modules()).isEqualTo(MODULES);
    assertThat(result.shareExecutingMany()).as(result.summary()).isGreaterThan(0.6);
    assertThat(result.discardedShare()).as(result.summary()).isLessThan(0.05);
    assertThat(result.counters().of(Group.DISCARDS, Verdict.Reason.UNSUPPORTED.label())).isZero();
    assertThat(result.neverExecuted()).as("never executed").isEmpty();
    assertThat(result.counters().of(Group.MODULES, "stack exhausted on purpose")).isPositive();
  }

  @Test
  void a_run_depends_on_seed_and_number_only() throws IOException {
    final FuzzResult whole = FuzzRun.run(FuzzOptions.of(5, 6), FuzzRun.Progress.NONE);
    final FuzzResult first = FuzzRun.run(part(0, 4), FuzzRun.Progress.NONE);
    final FuzzResult rest = FuzzRun.run(part(4, 2), FuzzRun.Progress.NONE);
    first.counters().addAll(rest.counters());
    assertThat(first.counters()).isEqualTo(whole.counters());
  }

  private static FuzzOptions part(final long firstRun, final long runs) {
    return new FuzzOptions(5, firstRun, runs, Optional.empty(), false, Optional.empty());
  }

  @Test
  void modules_are_of_the_profile_that_is_asked_for_and_of_every_one_otherwise()
      throws IOException {
    for (final FloatProfile floats : FloatProfile.values()) {
      final FuzzOptions options = FuzzOptions.of(5, 3).withFloats(Optional.of(floats));
      final FuzzResult result = FuzzRun.run(options, FuzzRun.Progress.NONE);
      assertThat(result.counters().of(Group.FLOATS)).isEqualTo(Map.of(floats.label(), 3L));
      assertThat(result.summary()).contains("modules by floats").contains(floats.label() + " 3");
    }
    final FuzzResult mixed = FuzzRun.run(FuzzOptions.of(5, 12), FuzzRun.Progress.NONE);
    assertThat(mixed.counters().of(Group.FLOATS)).containsOnlyKeys("none", "canonical", "raw");
  }

  @Test
  void time_ends_a_run_and_progress_is_heard() throws IOException {
    final List<Long> heard = new ArrayList<>();
    final FuzzOptions options =
        new FuzzOptions(
            1, 0, 1_000_000, Optional.of(Duration.ofMillis(200)), false, Optional.empty());
    final FuzzResult result = FuzzRun.run(options, (done, differences) -> heard.add(done));
    assertThat(result.modules()).isBetween(1, 999_999).isEqualTo(heard.size());
  }

  @Test
  void a_difference_is_written_down_and_ends_the_run_unless_it_should_go_on(
      @TempDir final Path findings) throws IOException {
    final Engine wrong = new WrongAboutXor(StackProfile.BOUNDED);
    final Map<StackProfile, DifferentialCheck> checks =
        Map.of(
            StackProfile.BOUNDED, new DifferentialCheck(StackProfile.BOUNDED, List.of(wrong)),
            StackProfile.DEEP, new DifferentialCheck(StackProfile.DEEP, List.of(wrong)));
    final FuzzOptions options =
        new FuzzOptions(2, 0, 30, Optional.empty(), false, Optional.of(findings));
    final FuzzResult result = FuzzRun.run(options, FuzzRun.Progress.NONE, checks);
    assertThat(result.differences()).hasSize(1);
    final FuzzResult.Found found = result.differences().get(0);
    assertThat(found.run()).isEqualTo(result.modules() - 1L);
    final Path folder = found.folder().orElseThrow();
    assertThat(folder.resolve("module.wasm")).exists();
    assertThat(folder.resolve("module.wat")).exists();
    assertThat(folder.resolve("outcomes.txt")).content().contains("seed = 2");
    assertThat(ProgramReader.read(folder.resolve("calls.json"))).hasSize(1);

    final FuzzOptions on = new FuzzOptions(2, 0, 30, Optional.empty(), true, Optional.empty());
    final FuzzResult all = FuzzRun.run(on, FuzzRun.Progress.NONE, checks);
    assertThat(all.modules()).isEqualTo(30);
    assertThat(all.differences()).hasSizeGreaterThan(1);
    assertThat(all.counters().of(Group.MODULES, "different")).isEqualTo(all.differences().size());
  }
}
