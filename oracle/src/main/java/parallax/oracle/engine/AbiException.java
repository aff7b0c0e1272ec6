package parallax.oracle.engine;

/** Compiled code broke a promise of {@code compiler.abi} to its host. */
final class AbiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AbiException(final String message) {
    super(message);
  }
}
