package parallax.oracle.host;

/**
 * Ends a program from inside a host call, because it asked for that. Engines make {@link
 * parallax.oracle.outcome.Outcome.Exited} of it.
 */
public final class GuestExit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  public GuestExit(final int code) {
    super("exit " + code, null, false, false);
    this.code = code;
  }

  /** The exit code, an unsigned number of 32 bits. */
  public int code() {
    return code;
  }
}
