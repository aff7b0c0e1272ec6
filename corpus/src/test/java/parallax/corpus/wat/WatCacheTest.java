package parallax.corpus.wat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatCacheTest {
  private static final String TEXT = "(module (func (export \"f\")))";

  @TempDir private Path folder;

  @Test
  void a_module_is_kept_and_found_again() throws Exception {
    final byte[] first = new WatCache(folder.resolve("new")).parse(TEXT);
    assertThat(files("new")).hasSize(1);
    final byte[] other = WatParser.parse("(module)");
    final Path kept = files("new").get(0);
    final byte[] otherKept = keptForm(other);
    Files.write(kept, otherKept);

    assertThat(first).isEqualTo(WatParser.parse(TEXT));
    // What is found is what the file has, so it was not made again.
    assertThat(new WatCache(folder.resolve("new")).parse(TEXT)).isEqualTo(other);
  }

  @Test
  void a_damaged_file_is_made_again() throws Exception {
    final WatCache cache = new WatCache(folder);
    final byte[] module = cache.parse(TEXT);
    final Path kept = files("").get(0);
    final byte[] good = Files.readAllBytes(kept);
    for (final int length : new int[] {0, 31, 32, good.length - 1}) {
      Files.write(kept, Arrays.copyOf(good, length));

      assertThat(cache.parse(TEXT)).isEqualTo(module);
      assertThat(Files.readAllBytes(kept)).isEqualTo(good);
    }
  }

  @Test
  void another_text_is_another_module() throws Exception {
    final WatCache cache = new WatCache(folder);

    assertThat(cache.parse(TEXT)).isNotEqualTo(cache.parse("(module)"));
    assertThat(files("")).hasSize(2);
  }

  @Test
  void errors_are_not_kept() throws Exception {
    final WatCache cache = new WatCache(folder);

    assertThatThrownBy(() -> cache.parse("(module")).isInstanceOf(WatException.class);
    assertThat(files("")).isEmpty();
  }

  private static byte[] keptForm(final byte[] module) throws Exception {
    final byte[] digest = MessageDigest.getInstance("SHA-256").digest(module);
    final byte[] bytes = Arrays.copyOf(digest, 32 + module.length);
    System.arraycopy(module, 0, bytes, 32, module.length);
    return bytes;
  }

  private List<Path> files(final String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.toList();
    }
  }
}
