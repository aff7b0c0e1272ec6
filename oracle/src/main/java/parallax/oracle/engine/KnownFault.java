package parallax.oracle.engine;

/** Ends a run of the reference from inside, where it is known to be wrong. */
final class KnownFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KnownFault(final ChicoryWasiFault fault) {
    super(fault.name(), null, false, false);
  }
}
