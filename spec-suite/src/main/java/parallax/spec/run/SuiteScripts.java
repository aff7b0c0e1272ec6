package parallax.spec.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import parallax.corpus.SharedData;
import parallax.corpus.wast.SuiteIndex;

/** Where scripts are: the official ones in a folder, the project's own with its corpus. */
public final class SuiteScripts {
  /** System property that names the folder of the official suite. */
  public static final String PROPERTY = "parallax.testsuite";

  private SuiteScripts() {}

  /** The folder of the official suite: the one named, or that of the shared test data. */
  public static Optional<Path> suite() {
    final String named = System.getProperty(PROPERTY, "");
    if (!named.isBlank()) {
      return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }
    final Path cached = Path.of(System.getProperty("user.home"), ".cache/parallax/testsuite");
    return SharedData.find("testsuite").or(() -> Optional.of(cached).filter(Files::isDirectory));
  }

  /** Names of the project's own scripts, resources of the corpus. */
  private static final List<String> OWN =
      List.of(
          "bulk-overlap.wast", "division-edges.wast", "growing-tables.wast", "memory-limits.wast");

  /** The project's own scripts, by name: edges that the official ones leave out. */
  public static SortedMap<String, String> own() throws IOException {
    final SortedMap<String, String> sources = new TreeMap<>();
    for (final String name : OWN) {
      try (InputStream in = SuiteIndex.class.getResourceAsStream("/corpus/scripts/" + name)) {
        sources.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return sources;
  }

  /** All scripts below a folder, by path. */
  public static List<SuiteRun.Script> in(final Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".wast"))
          .map(
              file ->
                  new SuiteRun.Script(folder.relativize(file).toString().replace('\\', '/'), file))
          .sorted(java.util.Comparator.comparing(SuiteRun.Script::name))
          .toList();
    }
  }
}
