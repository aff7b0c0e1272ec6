package parallax.compiler;

import java.io.IOException;
import java.nio.file.Path;
import parallax.corpus.wat.WatCache;
import parallax.corpus.wat.WatException;

/** Modules written as text; parsed once, then kept under {@code target}. */
public final class Wat {
  private static final WatCache CACHE = new WatCache(Path.of("target", "wat"));

  private Wat() {}

  /** The bytes of the module; fails when the text is not one. */
  public static byte[] parse(final String text) {
    try {
      return CACHE.parse(text);
    } catch (final WatException | IOException e) {
      throw new AssertionError("not a module: " + text, e);
    }
  }
}
