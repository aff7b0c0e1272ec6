package parallax.corpus.wat;

/** Text that is not a module, or bytes that cannot be printed as one. */
public final class WatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  public WatException(final String message) {
    this(message, null);
  }

  WatException(final String message, final Throwable cause) {
    super(message, cause);
    this.line = -1;
    this.column = -1;
  }

  /** The message becomes {@code line L, column C: text}. */
  WatException(final int line, final int column, final String text) {
    super("line %d, column %d: %s".formatted(line, column, text));
    this.line = line;
    this.column = column;
  }

  /** Line of the text, from 1; -1 when the error is at no one place. */
  public int line() {
    return line;
  }

  /** Column of the text in characters, from 1; -1 when the error is at no one place. */
  public int column() {
    return column;
  }
}
