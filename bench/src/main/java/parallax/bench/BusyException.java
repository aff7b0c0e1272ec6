package parallax.bench;

/** Somebody else measures on this machine at the same time. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BusyException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
