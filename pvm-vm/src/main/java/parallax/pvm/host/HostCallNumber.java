package parallax.pvm.host;

import java.util.Locale;
import java.util.Optional;
import parallax.pvm.isa.Profile;

/**
 * The host calls of the Gray Paper (appendix B) and their numbers: those of 0.7.2, which 0.8.0
 * shifted by one to make room for grow_heap. The debug call {@code log} is not the paper's (JIP-1)
 * and has one number for ever.
 */
public enum HostCallNumber {
  GAS(0, 0),
  GROW_HEAP(-1, 1),
  FETCH(1, 2),
  LOOKUP(2, 3),
  READ(3, 4),
  WRITE(4, 5),
  INFO(5, 6),
  HISTORICAL_LOOKUP(6, 7),
  EXPORT(7, 8),
  MACHINE(8, 9),
  PEEK(9, 10),
  POKE(10, 11),
  PAGES(11, 12),
  INVOKE(12, 13),
  EXPUNGE(13, 14),
  BLESS(14, 15),
  ASSIGN(15, 16),
  DESIGNATE(16, 17),
  CHECKPOINT(17, 18),
  NEW(18, 19),
  UPGRADE(19, 20),
  TRANSFER(20, 21),
  EJECT(21, 22),
  QUERY(22, 23),
  SOLICIT(23, 24),
  FORGET(24, 25),
  YIELD(25, 26),
  PROVIDE(26, 27),
  LOG(100, 100);

  private final int number072;
  private final int number080;

  HostCallNumber(int number072, int number080) {
    this.number072 = number072;
    this.number080 = number080;
  }

  /** The number in the profile, or -1 if the profile lacks the call. */
  public int number(Profile profile) {
    return switch (profile) {
      case GP_0_7_2 -> number072;
      case GP_0_8_0 -> number080;
    };
  }

  /** The call with this number in the profile. */
  public static Optional<HostCallNumber> of(Profile profile, long number) {
    for (HostCallNumber call : values()) {
      if (number >= 0 && call.number(profile) == number) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  /** The name as the paper spells it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
