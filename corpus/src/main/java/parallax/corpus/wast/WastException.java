package parallax.corpus.wast;

/** A text that is not a script. */
public final class WastException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  WastException(final int line, final String text) {
    super("line " + line + ": " + text);
    this.line = line;
  }

  /** Line of the error, from 1. */
  public int line() {
    return line;
  }
}
