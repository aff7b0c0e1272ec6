package parallax.compiler;

/** A broken invariant of the compiler itself; never the fault of the input. */
public final class CompilerBug extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CompilerBug(final String message) {
    super(message);
  }

  public CompilerBug(final String message, final Throwable cause) {
    super(message, cause);
  }
}
