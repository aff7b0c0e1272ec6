package parallax.compiler.sourcemap;

/** A text that is no map, or not the map of that program. */
public final class MapFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  MapFormatException(final int line, final String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  /** The line, counted from 1, that is wrong. */
  public int line() {
    return line;
  }
}
