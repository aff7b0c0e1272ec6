package parallax.fuzz.pvm;

import java.util.List;
import java.util.Optional;
import parallax.oracle.peer.KnownDifference;
import parallax.pvm.machine.ExitReason;

/**
 * What came of one case.
 *
 * @param exits of the runs that were made
 * @param peerRuns how many of them the peer made too
 * @param known why the peer stopped before the others, if it did
 * @param difference the first one; nothing was run after it
 */
public record MachineResult(
    MachineCase machineCase,
    List<ExitReason> exits,
    int peerRuns,
    Optional<KnownDifference> known,
    Optional<MachineDifference> difference) {
  public MachineResult {
    exits = List.copyOf(exits);
  }
}
