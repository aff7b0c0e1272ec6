package parallax.fuzz.jazzer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.fuzz.check.DecoderCheck;
import parallax.fuzz.check.DecoderCounts;
import parallax.fuzz.check.DecoderResult;
import parallax.fuzz.entropy.SeededTapes;

/** Whatever the bytes are, they are compiled or refused. */
final class DecoderFuzz {
  private static final TargetRun RUN = new TargetRun(DecoderFuzz.class);
  private static final int SEEDS = 64;
  private static final int LONGEST_SEED = 2_048;

  static Stream<Arguments> seeds() {
    return LongStream.range(0, SEEDS)
        .mapToObj(run -> Arguments.of(SeededTapes.tape(0, run, 1, LONGEST_SEED)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void bytes_are_compiled_or_refused(final byte[] bytes) throws IOException {
    final byte[] input = DecoderCheck.input(bytes);
    final DecoderResult result = DecoderCheck.run(input);
    DecoderCounts.count(result, RUN.counters());
    if (result instanceof DecoderResult.Broken broken) {
      final Path folder = RUN.findings().write(input, Map.of("thrown", broken.thrown().toString()));
      throw new AssertionError("see " + folder, broken.thrown());
    }
  }
}
