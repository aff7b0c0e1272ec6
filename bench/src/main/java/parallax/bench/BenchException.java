package parallax.bench;

/** A benchmark could not be run, or something in it did not do what it does everywhere else. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(final String message) {
    super(message);
  }

  BenchException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
