package parallax.fuzz.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.compiler.AllocatorKind;
import parallax.compiler.CompilerOptions;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.generate.StackProfile;
import parallax.oracle.compare.EngineOutcome;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.PvmEngine;
import parallax.pvm.isa.Profile;

/** Engines agree on generated modules, and what is no agreement is told apart. */
final class DifferentialCheckTest {
  private static final long NANOS = 1_000_000_000L;
  private static final int LEAST_MODULES = 20;

  @Test
  void a_second_of_modules_shows_no_difference() {
    final DifferentialCheck check = new DifferentialCheck(StackProfile.BOUNDED);
    final long start = System.nanoTime();
    for (int run = 0; run < LEAST_MODULES || System.nanoTime() - start < NANOS; run++) {
      final DifferentialResult result = check.run(SeededTapes.tape(8, run));
      assertThat(result.difference()).as("run %d", run).isEmpty();
      assertThat(result.verdicts()).isNotEmpty();
    }
  }

  @Test
  void an_empty_tape_is_a_module_with_calls_that_agree() {
    final DifferentialResult result = new DifferentialCheck(StackProfile.BOUNDED).run(new byte[0]);
    assertThat(result.calls()).isEqualTo(result.module().calls().size()).isPositive();
    assertThat(result.last()).isInstanceOf(Verdict.Agree.class);
    assertThat(result.executed()).isPositive();
  }

  @Test
  void the_last_byte_of_the_tape_chooses_the_machine() {
    final DifferentialCheck check = new DifferentialCheck(StackProfile.BOUNDED);
    final byte[] tape = SeededTapes.tape(8, 1);
    for (final Profile profile : Profile.values()) {
      tape[tape.length - 1] = (byte) profile.ordinal();
      final CompilerOptions options = CompilerOptions.DEFAULT.withProfile(profile);
      assertThat(check.run(tape).lastOutcomes())
          .extracting(EngineOutcome::engine)
          .endsWith(
              new PvmEngine(options).name(),
              new PvmEngine(options.withAllocator(AllocatorKind.LINEAR_SCAN)).name());
    }
  }

  @Test
  void an_exhausted_stack_is_a_difference_where_depth_is_bounded() {
    // The smallest stack: some of the modules go deeper than that.
    final PvmEngine small =
        new PvmEngine(DifferentialCheck.options(StackProfile.BOUNDED).withStackSize(4_096));
    final DifferentialCheck check = new DifferentialCheck(StackProfile.BOUNDED, List.of(small));
    boolean found = false;
    for (int run = 0; run < 200 && !found; run++) {
      found =
          check.run(SeededTapes.tape(9, run)).difference().stream()
              .anyMatch(difference -> difference.rule().equals("stack"));
    }
    assertThat(found).isTrue();
  }

  @Test
  void a_deep_module_exhausts_the_stack_on_purpose() {
    final DifferentialCheck check = new DifferentialCheck(StackProfile.DEEP);
    boolean exhausted = false;
    for (int run = 0; run < 30 && !exhausted; run++) {
      exhausted =
          check.run(SeededTapes.tape(10, run)).last() instanceof Verdict.Inconclusive end
              && end.reason() == Verdict.Reason.STACK;
    }
    assertThat(exhausted).isTrue();
  }
}
