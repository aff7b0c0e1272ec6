package parallax.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of shared test data beside the repository: real modules with known answers, vectors,
 * kernels. The system property {@code parallax.shared} names it. It may be absent, which whoever
 * needs it says loudly: {@link #absent}.
 */
public final class SharedData {
  /** System property that names the folder. */
  public static final String PROPERTY = "parallax.shared";

  private SharedData() {}

  /** The folder, if there is one. */
  public static Optional<Path> root() {
    final String name = System.getProperty(PROPERTY);
    return name == null || name.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(name).toAbsolutePath().normalize()).filter(Files::isDirectory);
  }

  /** A file or folder in it, by its path there; empty if there is none. */
  public static Optional<Path> find(final String path) {
    return root().map(root -> root.resolve(path)).filter(Files::exists);
  }

  /** What to say when a file or folder is absent: what is left out, where it was looked for. */
  public static String absent(final String path, final String leftOut) {
    return "NOT FOUND: shared test data %s in %s; LEFT OUT: %s; set -D%s=DIR"
        .formatted(path, System.getProperty(PROPERTY, "(no folder named)"), leftOut, PROPERTY);
  }
}
