package parallax.corpus.wast;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The project's own scripts, in {@code corpus/scripts}: edges that the official suite leaves out.
 * They need no test data from elsewhere.
 */
public final class OwnScripts {
  private static final List<String> NAMES =
      List.of(
          "bulk-overlap.wast", "division-edges.wast", "growing-tables.wast", "memory-limits.wast");

  private OwnScripts() {}

  /** The text of each, by the name of its file. */
  public static SortedMap<String, String> all() throws IOException {
    final SortedMap<String, String> sources = new TreeMap<>();
    for (final String name : NAMES) {
      try (InputStream in = OwnScripts.class.getResourceAsStream("/corpus/scripts/" + name)) {
        sources.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return sources;
  }
}
