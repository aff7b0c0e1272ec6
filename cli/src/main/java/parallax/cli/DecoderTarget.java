package parallax.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.corpus.Seeds;
import parallax.corpus.wast.SuiteFolder;
import parallax.corpus.wat.WatCache;
import parallax.corpus.wat.WatException;
import parallax.fuzz.check.DecoderCheck;
import parallax.fuzz.check.DecoderCounts;
import parallax.fuzz.check.DecoderResult;
import parallax.fuzz.check.Findings;
import parallax.fuzz.pvm.PvmFuzzRun;
import parallax.fuzz.stats.Counters;

/**
 * Modules with some changes are compiled or refused.
 *
 * @param seeds modules to start from
 * @param findings where reproducers go
 */
record DecoderTarget(List<byte[]> seeds, Optional<Path> findings) implements PvmFuzzRun.Target {
  private static final int LONGEST_SEED = 8_192;

  DecoderTarget {
    seeds = List.copyOf(seeds);
  }

  /**
   * With all seeds that there are; their binary forms are kept beside the official suite in the
   * user's cache.
   */
  static DecoderTarget of(final Optional<Path> findings) throws IOException, WatException {
    final WatCache parser = new WatCache(SuiteFolder.cache().resolveSibling("modules"));
    final List<byte[]> seeds = new ArrayList<>();
    Seeds.all(parser, LONGEST_SEED).forEach(seed -> seeds.add(seed.wasm()));
    return new DecoderTarget(seeds, findings);
  }

  @Override
  public Optional<PvmFuzzRun.Found> run(
      final byte[] tape, final Map<String, String> facts, final Counters counters)
      throws IOException {
    final byte[] input = DecoderCheck.input(tape, seeds);
    final DecoderResult result = DecoderCheck.run(input);
    DecoderCounts.count(result, counters);
    if (!(result instanceof DecoderResult.Broken broken)) {
      return Optional.empty();
    }
    final String what = broken.thrown().toString();
    return Optional.of(
        new PvmFuzzRun.Found(
            what,
            findings.isPresent()
                ? Optional.of(new Findings(findings.get()).write(input, Map.of("thrown", what)))
                : Optional.empty()));
  }
}
