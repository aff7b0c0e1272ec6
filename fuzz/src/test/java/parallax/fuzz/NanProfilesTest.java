package parallax.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.check.DifferentialCheck;
import parallax.fuzz.check.DifferentialResult;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.generate.FloatProfile;
import parallax.fuzz.generate.ModuleGenerator;
import parallax.fuzz.generate.StackProfile;

/** What the profiles of floats promise, shown on engines whose NaNs are others. */
final class NanProfilesTest {
  private static final long SEED = 12;

  /** Tapes whose modules are of a profile. */
  private static List<byte[]> tapes(final FloatProfile profile, final int count) {
    final List<byte[]> tapes = new ArrayList<>();
    for (long run = 0; tapes.size() < count; run++) {
      final byte[] tape = SeededTapes.tape(SEED, run);
      if (ModuleGenerator.generate(tape).floats() == profile) {
        tapes.add(tape);
      }
    }
    return tapes;
  }

  private static DifferentialCheck check(final WrongAboutNans engine) {
    return new DifferentialCheck(StackProfile.BOUNDED, List.of(engine));
  }

  @ParameterizedTest
  @EnumSource
  void whatever_nans_an_engine_makes_nothing_shows_them_in_canonical_modules(
      final WrongAboutNans.Kind kind) {
    final DifferentialCheck check = check(new WrongAboutNans(kind, op -> true));
    for (final byte[] tape : tapes(FloatProfile.CANONICAL, 60)) {
      assertThat(check.run(tape).difference()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void other_nans_than_the_canonical_one_are_found_in_raw_modules(final WrongAboutNans.Kind kind) {
    final DifferentialCheck check = check(new WrongAboutNans(kind, op -> true));
    final Set<String> rules = new TreeSet<>();
    int found = 0;
    for (final byte[] tape : tapes(FloatProfile.RAW, 100)) {
      final DifferentialResult result = check.run(tape);
      found += result.difference().isPresent() ? 1 : 0;
      result.difference().ifPresent(difference -> rules.add(difference.rule()));
    }
    assertThat(found).as("modules of 100").isGreaterThan(20);
    assertThat(rules)
        .contains(kind == WrongAboutNans.Kind.SIGNALLING ? "nan-class" : "nan-bits", "memory");
  }

  @Test
  void a_wrong_nan_of_any_one_instruction_is_found_in_raw_modules() {
    final List<byte[]> tapes = tapes(FloatProfile.RAW, 400);
    for (final WasmOp op :
        Arrays.stream(WasmOp.values()).filter(WrongAboutNans::isArithmetic).toList()) {
      final DifferentialCheck check =
          check(new WrongAboutNans(WrongAboutNans.Kind.NEGATIVE, op::equals));
      assertThat(tapes.stream().anyMatch(tape -> check.run(tape).difference().isPresent()))
          .as(op.text())
          .isTrue();
    }
  }
}
