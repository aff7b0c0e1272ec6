package parallax.pvm.text;

/** Text that is no program, with the place where that shows. */
public final class AssemblyException extends Exception {

  private final int line;
  private final int column;

  AssemblyException(String message, int line, int column) {
    super("line " + line + ", column " + column + ": " + message);
    this.line = line;
    this.column = column;
  }

  /** Counted from 1. */
  public int line() {
    return line;
  }

  /** Counted from 1. */
  public int column() {
    return column;
  }
}
