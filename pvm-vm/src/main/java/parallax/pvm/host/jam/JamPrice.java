package parallax.pvm.host.jam;

import parallax.pvm.host.HostCalls;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;

/**
 * What host calls cost. In gp-0.7.2 each 10, but {@code log} nothing. In gp-0.8.0 (I.4.5) a base
 * and a price for every 1,024 bytes of key and of value, rounded up; where the paper's price
 * depends on what is fetched, the highest; calls that are not listed here cost what an unknown one
 * does.
 */
record JamPrice(long base, long keyPerKib, long valuePerKib) {
  private static final long KIB = 1024;

  static JamPrice of(Profile profile, HostCallNumber call) {
    if (profile == Profile.GP_0_7_2) {
      return new JamPrice(call == HostCallNumber.LOG ? 0 : HostCalls.unknownCost(profile), 0, 0);
    }
    return switch (call) {
      case LOG -> new JamPrice(0, 0, 0);
      case GAS -> new JamPrice(48, 0, 0);
      case FETCH -> new JamPrice(390, 0, 400);
      case LOOKUP, HISTORICAL_LOOKUP -> new JamPrice(600, 0, 248);
      case READ -> new JamPrice(2407, 1736, 248);
      case WRITE -> new JamPrice(2442, 3358, 216);
      case EXPORT -> new JamPrice(3521, 0, 0);
      default -> new JamPrice(HostCalls.unknownCost(profile), 0, 0);
    };
  }

  /** The price for so many bytes. */
  long of(long keyBytes, long valueBytes) {
    return base + part(keyPerKib, keyBytes) + part(valuePerKib, valueBytes);
  }

  private static long part(long perKib, long bytes) {
    return (perKib * bytes + KIB - 1) / KIB;
  }
}
