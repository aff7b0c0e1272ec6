package parallax.fuzz.jazzer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.fuzz.check.DifferentialCheck;
import parallax.fuzz.check.DifferentialCounts;
import parallax.fuzz.check.DifferentialResult;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.generate.StackProfile;

/** Compiled modules do what the reference does. */
final class DifferentialFuzz {
  private static final TargetRun RUN = new TargetRun(DifferentialFuzz.class);
  private static final DifferentialCheck CHECK = new DifferentialCheck(StackProfile.BOUNDED);
  private static final int SEEDS = 32;

  static Stream<Arguments> seeds() {
    return LongStream.range(0, SEEDS).mapToObj(run -> Arguments.of(SeededTapes.tape(0, run)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void engines_agree(final byte[] tape) throws IOException {
    final DifferentialResult result = CHECK.run(tape);
    DifferentialCounts.count(result, StackProfile.BOUNDED, RUN.counters());
    if (result.difference().isPresent()) {
      final Path folder =
          RUN.findings()
              .write(result, StackProfile.BOUNDED, Map.of("tape", HexFormat.of().formatHex(tape)));
      throw new AssertionError(result.difference().get() + "; see " + folder);
    }
  }
}
