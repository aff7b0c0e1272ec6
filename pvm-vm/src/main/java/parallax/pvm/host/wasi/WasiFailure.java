package parallax.pvm.host.wasi;

/**
 * A call cannot be done, and why. Ends the call from inside; {@link WasiHost} makes the errno of
 * it, so it never reaches anybody else.
 */
final class WasiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  WasiFailure(Errno errno) {
    super(errno.name(), null, false, false);
    this.errno = errno;
  }

  Errno errno() {
    return errno;
  }

  /** Fails with this errno unless the condition holds. */
  static void unless(boolean condition, Errno errno) {
    if (!condition) {
      throw new WasiFailure(errno);
    }
  }
}
