package parallax.oracle.peer;

/** The peer itself broke: it aborted, or left WebAssembly. */
public final class PeerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PeerFailure(final String message, final Throwable cause) {
    super(message, cause);
  }

  PeerFailure(final String message) {
    super(message);
  }
}
