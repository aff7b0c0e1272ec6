package parallax.pvm.isa;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one table of the host calls of the Gray Paper (appendix B): their numbers in 0.7.2, which
 * 0.8.0 shifted by one to make room for grow_heap, and what they take from r7 on. The debug call
 * {@code log} is not the paper's (JIP-1) and has one number for ever.
 *
 * <p>The last column lists the arguments in their order. A name alone is a number; {@code
 * name[length]} is the address of so many bytes, the length being a number, the name of an argument
 * or {@code number*name}. Lengths that depend on the chain are those of the full parameters (341
 * cores, 80 authorizations, 1,023 validators).
 */
public enum HostCallNumber {
  GAS(0, 0, Paragraph.GENERAL, 1, ""),
  GROW_HEAP(-1, 1, Paragraph.GENERAL, 1, "page"),
  FETCH(1, 2, Paragraph.GENERAL, 1, "out[length] offset length kind first second"),
  LOOKUP(2, 3, Paragraph.GENERAL, 1, "service hash[32] out[length] offset length"),
  READ(3, 4, Paragraph.GENERAL, 1, "service key[keyLength] keyLength out[length] offset length"),
  WRITE(4, 5, Paragraph.GENERAL, 1, "key[keyLength] keyLength value[valueLength] valueLength"),
  INFO(5, 6, Paragraph.GENERAL, 1, "service out[length] offset length"),
  HISTORICAL_LOOKUP(6, 7, Paragraph.REFINE, 1, "service hash[32] out[length] offset length"),
  EXPORT(7, 8, Paragraph.REFINE, 1, "segment[length] length"),
  MACHINE(8, 9, Paragraph.REFINE, 1, "program[length] length pc"),
  PEEK(9, 10, Paragraph.REFINE, 1, "machine to[length] from length"),
  POKE(10, 11, Paragraph.REFINE, 1, "machine from[length] to length"),
  PAGES(11, 12, Paragraph.REFINE, 1, "machine page count access"),
  INVOKE(12, 13, Paragraph.REFINE, 2, "machine state[112]"),
  EXPUNGE(13, 14, Paragraph.REFINE, 1, "machine"),
  BLESS(
      14,
      15,
      Paragraph.ACCUMULATE,
      1,
      "manager assigners[1364] delegator registrar free[12*count] count"),
  ASSIGN(15, 16, Paragraph.ACCUMULATE, 1, "core queue[2560] assigner"),
  DESIGNATE(16, 17, Paragraph.ACCUMULATE, 1, "keys[343728]"),
  CHECKPOINT(17, 18, Paragraph.ACCUMULATE, 1, ""),
  NEW(18, 19, Paragraph.ACCUMULATE, 1, "codeHash[32] codeLength minItemGas minMemoGas free id"),
  UPGRADE(19, 20, Paragraph.ACCUMULATE, 1, "codeHash[32] minItemGas minMemoGas"),
  TRANSFER(20, 21, Paragraph.ACCUMULATE, 1, "to amount gas memo[128]"),
  EJECT(21, 22, Paragraph.ACCUMULATE, 1, "service hash[32]"),
  QUERY(22, 23, Paragraph.ACCUMULATE, 2, "hash[32] length"),
  SOLICIT(23, 24, Paragraph.ACCUMULATE, 1, "hash[32] length"),
  FORGET(24, 25, Paragraph.ACCUMULATE, 1, "hash[32] length"),
  YIELD(25, 26, Paragraph.ACCUMULATE, 1, "hash[32]"),
  PROVIDE(26, 27, Paragraph.ACCUMULATE, 1, "service data[length] length"),
  LOG(
      100,
      100,
      Paragraph.JIP_1,
      1,
      "level target[targetLength] targetLength text[textLength] textLength");

  /** Where a call is defined. */
  public enum Paragraph {
    GENERAL("GP B, general functions"),
    REFINE("GP B, refine functions"),
    ACCUMULATE("GP B, accumulate functions"),
    JIP_1("JIP-1");

    private final String label;

    Paragraph(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private final int number072;
  private final int number080;
  private final Paragraph paragraph;
  private final int results;
  private final String arguments;

  HostCallNumber(int number072, int number080, Paragraph paragraph, int results, String arguments) {
    this.number072 = number072;
    this.number080 = number080;
    this.paragraph = paragraph;
    this.results = results;
    this.arguments = arguments;
  }

  /** The number in the profile, or -1 if the profile lacks the call. */
  public int number(Profile profile) {
    return switch (profile) {
      case GP_0_7_2 -> number072;
      case GP_0_8_0 -> number080;
    };
  }

  /** Where it is defined. */
  public Paragraph paragraph() {
    return paragraph;
  }

  /** How many results it gives, in r7 and r8. */
  public int results() {
    return results;
  }

  /** The arguments as the table writes them, in the order of the registers from r7 on. */
  public List<String> arguments() {
    return arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
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
