package parallax.compiler.abi;

/** A text of import bindings that cannot be read; the message begins with the line. */
public final class ImportsFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  ImportsFormatException(final int line, final String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }
}
