package parallax.fuzz.jazzer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.pvm.MachineEqualityCheck;
import parallax.fuzz.pvm.MachineResult;
import parallax.fuzz.pvm.PvmCounts;

/** All machines of our own do the same. */
final class MachineFuzz {
  private static final TargetRun RUN = new TargetRun(MachineFuzz.class);
  private static final MachineEqualityCheck CHECK = new MachineEqualityCheck(Optional.empty());
  private static final int SEEDS = 32;
  private static final int LONGEST_SEED = 1_024;

  static Stream<Arguments> seeds() {
    return LongStream.range(0, SEEDS)
        .mapToObj(run -> Arguments.of(SeededTapes.tape(0, run, 384, LONGEST_SEED)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void machines_agree(final byte[] tape) throws IOException {
    final MachineResult result = CHECK.run(tape);
    PvmCounts.count(result, RUN.counters());
    if (result.difference().isPresent()) {
      final Path folder =
          RUN.pvmFindings().write(result, Map.of("tape", HexFormat.of().formatHex(tape)));
      throw new AssertionError(result.difference().get() + "; see " + folder);
    }
  }
}
