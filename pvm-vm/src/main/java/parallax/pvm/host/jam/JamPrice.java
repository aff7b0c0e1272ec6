package parallax.pvm.host.jam;

import parallax.pvm.host.HostCalls;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;

/**
 * What host calls cost. In gp-0.7.2 each 10, but {@code log} nothing. In gp-0.8.0 (I.4.5) a base
 * and a price for every 1,024 bytes of key and of value, rounded up; where the paper's price
 * depends on what is fetched, the highest; calls that are not listed here cost what an unknown one
 * does. What {@code transfer}, {@code invoke} and {@code pages} cost beside that is theirs.
 */
record JamPrice(long base, long keyPerKib, long valuePerKib) {
  private static final long KIB = 1024;

  static JamPrice of(Profile profile, HostCallNumber call) {
    if (profile == Profile.GP_0_7_2) {
      return new JamPrice(call == HostCallNumber.LOG ? 0 : HostCalls.unknownCost(profile), 0, 0);
    }
    return switch (call) {
      case LOG, PAGES -> new JamPrice(0, 0, 0);
      case GAS -> new JamPrice(48, 0, 0);
      case FETCH -> new JamPrice(390, 0, 400);
      case LOOKUP, HISTORICAL_LOOKUP -> new JamPrice(600, 0, 248);
      case READ -> new JamPrice(2407, 1736, 248);
      case WRITE -> new JamPrice(2442, 3358, 216);
      case INFO -> new JamPrice(703, 0, 0);
      case EXPORT -> new JamPrice(3521, 0, 0);
      case MACHINE -> new JamPrice(1862, 0, 112);
      case PEEK -> new JamPrice(377, 0, 336);
      case POKE -> new JamPrice(297, 0, 224);
      case INVOKE -> new JamPrice(968, 0, 0);
      case EXPUNGE -> new JamPrice(335, 0, 0);
      case NEW -> new JamPrice(3855, 0, 0);
      case TRANSFER -> new JamPrice(575, 0, 0);
      default -> new JamPrice(HostCalls.unknownCost(profile), 0, 0);
    };
  }

  /**
   * The price of {@code pages}.
   *
   * @param count how many pages
   * @param access 0 takes them away, 1 and 2 give new ones, others change those that are there
   */
  static long pages(Profile profile, long count, long access) {
    if (profile == Profile.GP_0_7_2) {
      return HostCalls.unknownCost(profile);
    }
    if (access == 0) {
      return 212 + times(118, count);
    }
    return access == 1 || access == 2 ? 275 + times(121, count) : 130 + times(29, count);
  }

  /** The price for so many bytes, unsigned numbers. */
  long of(long keyBytes, long valueBytes) {
    return base + part(keyPerKib, keyBytes) + part(valuePerKib, valueBytes);
  }

  private static long part(long perKib, long bytes) {
    return (times(perKib, bytes) + KIB - 1) / KIB;
  }

  /** A product that is far beyond any gas when it is large. */
  private static long times(long price, long count) {
    return price * JamCall.least(count, 1L << 40);
  }
}
