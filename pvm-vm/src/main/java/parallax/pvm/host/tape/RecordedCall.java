package parallax.pvm.host.tape;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.machine.Machine;

/**
 * One host call and everything that it did.
 *
 * @param index its number
 * @param arguments r7 and on, as many as the call takes; six for one that is not the Gray Paper's
 * @param results r7 and r8 afterwards
 * @param gas what the host charged
 * @param writes bytes of memory that it changed, ascending
 * @param action how it went on
 */
public record RecordedCall(
    long index,
    List<Long> arguments,
    List<Long> results,
    long gas,
    List<MemoryWrite> writes,
    Action action) {

  private static final int FIRST = Register.A0.index();
  private static final int MOST_ARGUMENTS = 6;
  private static final int RESULTS = 2;

  /**
   * Bytes that were written.
   *
   * @param address of the first
   * @param hex two digits for each
   */
  public record MemoryWrite(long address, String hex) {
    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }
  }

  public RecordedCall {
    arguments = List.copyOf(arguments);
    results = List.copyOf(results);
    writes = List.copyOf(writes);
  }

  /** The arguments that a call finds in the registers. */
  static List<Long> arguments(long index, Machine machine) {
    int count =
        HostCallNumber.of(machine.profile(), index)
            .map(call -> call.arguments().size())
            .orElse(MOST_ARGUMENTS);
    return registers(machine, count);
  }

  static List<Long> results(Machine machine) {
    return registers(machine, RESULTS);
  }

  private static List<Long> registers(Machine machine, int count) {
    return IntStream.range(0, count).mapToObj(i -> machine.register(FIRST + i)).toList();
  }

  /** Does what the call did. */
  Action repeat(Machine machine) {
    for (MemoryWrite write : writes) {
      machine.memory().write(write.address(), write.bytes());
    }
    for (int i = 0; i < results.size(); i++) {
      machine.setRegister(FIRST + i, results.get(i));
    }
    return machine.gas().charge(gas) ? action : Action.OUT_OF_GAS;
  }

  /** Whether a number is that of growing the heap, which is the machine's affair and no call. */
  static boolean isGrowHeap(Profile profile, long index) {
    return HostCallNumber.of(profile, index).filter(HostCallNumber.GROW_HEAP::equals).isPresent();
  }
}
