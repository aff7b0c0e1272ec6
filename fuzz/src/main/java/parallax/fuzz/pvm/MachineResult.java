package parallax.fuzz.pvm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import parallax.oracle.peer.KnownDifference;
import parallax.pvm.isa.Opcode;
import parallax.pvm.machine.ExitReason;

/**
 * What came of one case.
 *
 * @param exits of the runs that were made
 * @param executed the instructions that were executed to their end
 * @param reached what the case came to
 * @param peerRuns how many of the runs the peer made too
 * @param known why the peer stopped before the others, if it did
 * @param difference the first one; nothing was run after it
 */
public record MachineResult(
    MachineCase machineCase,
    List<ExitReason> exits,
    Set<Opcode> executed,
    Set<Reached> reached,
    int peerRuns,
    Optional<KnownDifference> known,
    Optional<MachineDifference> difference) {
  public MachineResult {
    exits = List.copyOf(exits);
    executed = Set.copyOf(executed);
    reached = Set.copyOf(reached);
  }
}
