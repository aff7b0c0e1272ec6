package parallax.oracle.engine;

import parallax.oracle.outcome.Outcome;

/** Ends a run of the reference from inside, because of a limit that is not the program's. */
final class ReferenceStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Outcome.Limit limit;

  ReferenceStop(final Outcome.Limit limit) {
    super(limit.label(), null, false, false);
    this.limit = limit;
  }

  Outcome.Limit limit() {
    return limit;
  }
}
