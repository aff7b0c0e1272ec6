package parallax.fuzz.jazzer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.pvm.BlobDecodingCheck;
import parallax.fuzz.pvm.BlobResult;
import parallax.fuzz.pvm.PvmCounts;

/** Whatever the bytes are, readers of programs refuse them or read what is written again. */
final class BlobFuzz {
  private static final TargetRun RUN = new TargetRun(BlobFuzz.class);
  private static final int SEEDS = 32;
  private static final int LONGEST_SEED = 1_024;

  static Stream<Arguments> seeds() {
    return LongStream.range(0, SEEDS)
        .mapToObj(run -> Arguments.of(SeededTapes.tape(0, run, 1, LONGEST_SEED)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void programs_are_read_or_refused(final byte[] bytes) throws IOException {
    final BlobDecodingCheck.Input input = BlobDecodingCheck.input(bytes);
    final BlobResult result = BlobDecodingCheck.run(input);
    PvmCounts.count(result, RUN.counters());
    if (result instanceof BlobResult.Broken broken) {
      final Path folder = RUN.pvmFindings().write(input.bytes(), broken);
      throw new AssertionError(broken.rule() + "; see " + folder);
    }
  }
}
