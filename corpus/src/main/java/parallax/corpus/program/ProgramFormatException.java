package parallax.corpus.program;

import java.io.IOException;

/**
 * Text that is not a list of programs. Says where: the message is {@code source: program P: step S:
 * text}, without the parts that are not known.
 */
public final class ProgramFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final int program;
  private final int step;

  ProgramFormatException(
      final String source, final int program, final int step, final String text) {
    super(
        source
            + ": "
            + (program < 0 ? "" : "program " + program + ": ")
            + (step < 0 ? "" : "step " + step + ": ")
            + text);
    this.source = source;
    this.program = program;
    this.step = step;
  }

  /** The file, or what the caller called the text. */
  public String source() {
    return source;
  }

  /** Index of the program, from 0; -1 when the error is in none. */
  public int program() {
    return program;
  }

  /** Index of the step in its program, from 0; -1 when the error is in none. */
  public int step() {
    return step;
  }
}
