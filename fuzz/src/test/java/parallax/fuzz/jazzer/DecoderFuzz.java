package parallax.fuzz.jazzer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.corpus.Seeds;
import parallax.corpus.wat.WatCache;
import parallax.corpus.wat.WatException;
import parallax.fuzz.check.DecoderCheck;
import parallax.fuzz.check.DecoderCounts;
import parallax.fuzz.check.DecoderResult;
import parallax.fuzz.entropy.SeededTapes;

/** Whatever the bytes are, they are compiled or refused. */
final class DecoderFuzz {
  private static final TargetRun RUN = new TargetRun(DecoderFuzz.class);
  private static final int TAPES = 64;
  private static final int LONGEST_TAPE = 2_048;

  /** Longer ones take longer than they are worth. */
  private static final int LONGEST_MODULE = 1_024;

  /** All 5,400 seeds take half of a minute, and most of them reach what another reaches. */
  private static final int EVERY = 4;

  static Stream<Arguments> seeds() throws IOException, WatException {
    final Stream<byte[]> tapes =
        LongStream.range(0, TAPES).mapToObj(run -> SeededTapes.tape(0, run, 1, LONGEST_TAPE));
    final WatCache parser =
        new WatCache(Path.of(System.getProperty("parallax.root"), "corpus/target/wat-cache"));
    final List<Seeds.Seed> all = Seeds.all(parser, LONGEST_MODULE);
    final Stream<byte[]> modules =
        IntStream.range(0, all.size())
            .filter(i -> i % EVERY == 0)
            .mapToObj(i -> DecoderCheck.asIs(all.get(i).wasm()));
    return Stream.concat(tapes, modules).map(Arguments::of);
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
