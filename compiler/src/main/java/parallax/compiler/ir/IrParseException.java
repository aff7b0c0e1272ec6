package parallax.compiler.ir;

/** A text that {@link IrParser} cannot read. Texts come from people and tests, never from users. */
public final class IrParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  IrParseException(final int line, final int column, final String problem) {
    super(line + ":" + column + ": " + problem);
    this.line = line;
    this.column = column;
  }

  /** Line of the fault, from 1. */
  public int line() {
    return line;
  }

  /** Column of the fault, from 1, in characters. */
  public int column() {
    return column;
  }
}
