package parallax.fuzz.pvm;

import java.util.Locale;
import parallax.fuzz.stats.Counters;
import parallax.fuzz.stats.Group;
import parallax.pvm.machine.ExitReason;

/** Counts results of {@link MachineEqualityCheck} and {@link BlobDecodingCheck}. */
public final class PvmCounts {
  private PvmCounts() {}

  /** Counts one case: its runs by exit, those that the peer made, and why it left. */
  public static void count(final MachineResult result, final Counters counters) {
    final String profile = result.machineCase().profile().label();
    counters.add(Group.PROGRAMS, profile);
    for (final ExitReason exit : result.exits()) {
      counters.add(Group.RUNS, profile + " " + name(exit.kind()));
    }
    result.executed().forEach(opcode -> counters.add(Group.INSTRUCTIONS, opcode.mnemonic()));
    result.reached().forEach(what -> counters.add(Group.REACHED, name(what)));
    if (result.peerRuns() > 0) {
      counters.add(Group.PEER, "programs");
      counters.add(Group.PEER, "runs", result.peerRuns());
    }
    result.known().ifPresent(known -> counters.add(Group.PEER, "left: " + name(known)));
    result
        .difference()
        .ifPresent(
            difference ->
                counters.add(Group.DIFFERENCES, difference.machine() + " " + difference.rule()));
  }

  private static String name(final Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Counts one input. */
  public static void count(final BlobResult result, final Counters counters) {
    if (result instanceof BlobResult.Accepted accepted) {
      counters.add(Group.BLOBS, accepted.isWellFormed() ? "well-formed" : "accepted");
    } else if (result instanceof BlobResult.Refused) {
      counters.add(Group.BLOBS, "refused");
    } else if (result instanceof BlobResult.Broken broken) {
      counters.add(Group.BLOBS, "broken");
      counters.add(Group.DIFFERENCES, "blob " + broken.rule());
    }
  }
}
