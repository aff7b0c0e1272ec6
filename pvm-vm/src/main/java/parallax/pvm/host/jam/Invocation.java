package parallax.pvm.host.jam;

import parallax.pvm.isa.HostCallNumber;

/**
 * What JAM enters a program for, which decides what host functions it has (GP 0.7.2 B.3 to B.5).
 *
 * @param kind which entry
 * @param service the number of the service that runs
 * @param timeSlot the time
 */
public record Invocation(Kind kind, long service, long timeSlot) {

  /** The entries. */
  public enum Kind {
    IS_AUTHORIZED,
    REFINE,
    ACCUMULATE
  }

  /** At time 0. */
  public static Invocation of(Kind kind, long service) {
    return new Invocation(kind, service, 0);
  }

  /** Whether the function is there. Memory and log are always. */
  boolean offers(HostCallNumber call) {
    return switch (call.paragraph()) {
      case GENERAL ->
          kind == Kind.ACCUMULATE
              || call == HostCallNumber.GAS
              || call == HostCallNumber.FETCH
              || call == HostCallNumber.GROW_HEAP;
      case REFINE -> kind == Kind.REFINE;
      case ACCUMULATE -> kind == Kind.ACCUMULATE;
      case JIP_1 -> true;
    };
  }
}
