package parallax.pvm.host.tape;

import java.util.List;
import java.util.Optional;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;

/**
 * Answers calls as they were recorded. A call that is not the next one on the tape stops the
 * program; {@link #mismatch} says what was expected.
 */
public final class ReplayingHost implements HostFunction {

  private static final HostFunction GROW_HEAP = new GrowHeap();

  private final List<RecordedCall> calls;
  private int next;
  private Optional<String> mismatch = Optional.empty();

  public ReplayingHost(List<RecordedCall> calls) {
    this.calls = List.copyOf(calls);
  }

  /** How many calls were answered. */
  public int answered() {
    return next;
  }

  /** How many are left on the tape. */
  public int left() {
    return calls.size() - next;
  }

  /** Why the program was stopped, if it was. */
  public Optional<String> mismatch() {
    return mismatch;
  }

  @Override
  public Action call(long index, Machine machine) {
    if (RecordedCall.isGrowHeap(machine.profile(), index)) {
      return GROW_HEAP.call(index, machine);
    }
    List<Long> arguments = RecordedCall.arguments(index, machine);
    if (next == calls.size()) {
      mismatch = Optional.of("call " + next + " is " + index + arguments + "; the tape has ended");
      return Action.STOP;
    }
    RecordedCall recorded = calls.get(next);
    if (recorded.index() != index || !recorded.arguments().equals(arguments)) {
      mismatch =
          Optional.of(
              "call "
                  + next
                  + " is "
                  + index
                  + arguments
                  + "; the tape has "
                  + recorded.index()
                  + recorded.arguments());
      return Action.STOP;
    }
    next++;
    return recorded.repeat(machine);
  }
}
