package parallax.fuzz.check;

import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.Group;

/** Counts results of {@link DecoderCheck}. */
public final class DecoderCounts {
  private DecoderCounts() {}

  /** Counts one result. */
  public static void count(final DecoderResult result, final Counters counters) {
    if (result instanceof DecoderResult.Refused refused) {
      counters.add(Group.INPUTS, refused.kind());
    } else if (result instanceof DecoderResult.Broken) {
      counters.add(Group.INPUTS, "broken");
      counters.add(Group.DIFFERENCES, "compiler broken");
    } else {
      counters.add(Group.INPUTS, "compiled");
    }
  }
}
