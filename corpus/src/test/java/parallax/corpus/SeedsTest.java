package parallax.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parallax.corpus.wast.SuiteFolder;
import parallax.corpus.wat.WatCache;

final class SeedsTest {
  private static final WatCache PARSER = new WatCache(Path.of("target", "wat-cache"));
  private static final int MOST = 4_096;

  @Test
  void seeds_are_modules_of_every_origin_none_twice_and_none_too_long() throws Exception {
    final List<Seeds.Seed> seeds = Seeds.all(PARSER, MOST);
    final Set<ByteBuffer> contents =
        seeds.stream().map(seed -> ByteBuffer.wrap(seed.wasm())).collect(Collectors.toSet());
    assertThat(contents).hasSameSizeAs(seeds);
    assertThat(seeds).allSatisfy(seed -> assertThat(seed.wasm().length).isLessThanOrEqualTo(MOST));
    assertThat(seeds)
        .extracting(Seeds.Seed::name)
        .contains("example loops")
        .anyMatch(name -> name.startsWith("own/division-edges.wast:"));
    if (SharedData.find("real").isPresent()) {
      assertThat(seeds).extracting(Seeds.Seed::name).contains("real hw-crc32.wasm");
    } else {
      System.err.println(SharedData.absent("real", "real modules as seeds"));
    }
    if (SuiteFolder.find().isPresent()) {
      System.out.println("seeds: " + seeds.size());
      assertThat(seeds).hasSizeGreaterThan(3_000);
    } else {
      System.err.println(SuiteFolder.absent("the suite's modules as seeds"));
    }
  }
}
