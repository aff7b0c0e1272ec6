package parallax.fuzz.check;

import parallax.fuzz.generate.StackProfile;
import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.Group;
import parallax.fuzz.stats.Histogram;
import parallax.oracle.compare.Verdict;

/** Counts results of {@link DifferentialCheck}. */
public final class DifferentialCounts {
  private DifferentialCounts() {}

  /**
   * Counts one result.
   *
   * @param profile of the module: of {@code DEEP} ones an exhausted stack is not a discard
   */
  public static void count(
      final DifferentialResult result, final StackProfile profile, final Counters counters) {
    counters.add(Group.MODULES, "run");
    counters.add(Group.FLOATS, result.module().floats().label());
    counters.add(Group.EXECUTED, Histogram.classOf(result.executed()));
    result.opcodes().forEach((name, times) -> counters.add(Group.OPCODES, name, times));
    for (int i = 0; i < result.verdicts().size(); i++) {
      final Verdict verdict = result.verdicts().get(i);
      counters.add(Group.CALLS, (i == 0 ? "instantiation " : "call ") + outcome(verdict));
      if (verdict instanceof Verdict.AgreeTrap trap) {
        counters.add(Group.TRAPS, trap.kind().mnemonic());
      }
    }
    counters.add(Group.MODULES, ending(result.last(), profile, counters));
  }

  private static String ending(
      final Verdict last, final StackProfile profile, final Counters counters) {
    if (last instanceof Verdict.Difference difference) {
      counters.add(Group.DIFFERENCES, difference.engine() + " " + difference.rule());
      return "different";
    }
    if (last instanceof Verdict.Inconclusive inconclusive) {
      if (profile == StackProfile.DEEP && inconclusive.reason() == Verdict.Reason.STACK) {
        return "stack exhausted on purpose";
      }
      counters.add(Group.DISCARDS, inconclusive.reason().label());
      return "discarded";
    }
    return "complete";
  }

  private static String outcome(final Verdict verdict) {
    if (verdict instanceof Verdict.Agree) {
      return "agreed";
    }
    if (verdict instanceof Verdict.AgreeTrap) {
      return "agreed trap";
    }
    return verdict instanceof Verdict.Inconclusive ? "inconclusive" : "different";
  }
}
