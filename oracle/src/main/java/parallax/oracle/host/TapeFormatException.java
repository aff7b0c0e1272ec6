package parallax.oracle.host;

/** A text that is no tape of host calls. */
public final class TapeFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  TapeFormatException(final String message) {
    super(message);
  }
}
