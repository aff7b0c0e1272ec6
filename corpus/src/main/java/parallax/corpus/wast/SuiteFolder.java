package parallax.corpus.wast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parallax.corpus.SharedData;

/**
 * Where the official scripts are. They are no part of the project: a folder is named, or there is
 * one in the shared test data, or in the user's cache.
 */
public final class SuiteFolder {
  /** System property that names the folder. */
  public static final String PROPERTY = "parallax.testsuite";

  /** The commit of WebAssembly/testsuite that all counts and expectations are of (2026-06-17). */
  public static final String COMMIT = "193e551ff2266";

  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{7,64}\\b");

  private SuiteFolder() {}

  /** The folder in the user's cache, which may not be there yet. */
  public static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "parallax", "testsuite");
  }

  /** The folder that the property names, or else the shared test data's, or else the cache's. */
  public static Optional<Path> find() {
    final String named = System.getProperty(PROPERTY, "");
    if (!named.isBlank()) {
      return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }
    return SharedData.find("testsuite").or(() -> Optional.of(cache()).filter(Files::isDirectory));
  }

  /** What to say when there is none: what is left out, where it was looked for. */
  public static String absent(final String leftOut) {
    return "NOT FOUND: the official test suite, at -D%s=%s, in testsuite of %s, in %s; LEFT OUT: %s; parallax spec --fetch gets it"
        .formatted(
            PROPERTY,
            System.getProperty(PROPERTY, "(no folder named)"),
            System.getProperty(SharedData.PROPERTY, "(no shared test data)"),
            cache(),
            leftOut);
  }

  /** The commit of a folder, as far as its file COMMIT or git says; empty when neither does. */
  public static Optional<String> commit(final Path folder) {
    for (final String name : List.of("COMMIT", ".git/HEAD")) {
      final Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          final Matcher hash = HASH.matcher(Files.readString(file));
          if (hash.find()) {
            return Optional.of(hash.group());
          }
        } catch (final IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** True when the folder is known to have the scripts that the counts are of. */
  public static boolean isPinned(final Path folder) {
    return commit(folder).filter(hash -> hash.startsWith(COMMIT)).isPresent();
  }

  /** Names of all scripts below a folder: paths in it, with slashes, in order. */
  public static List<String> scripts(final Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".wast"))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
