package parallax.pvm.host;

import java.util.Map;
import java.util.TreeMap;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;

/**
 * Host calls by index. A call without a function costs {@link #unknownCost} gas and returns {@link
 * #WHAT} in a0, as the Gray Paper says (0.7.2 B.2). Immutable.
 */
public final class HostCalls implements HostFunction {

  /** The result of a call that nobody answers: 2^64 - 2. */
  public static final long WHAT = -2;

  private final Map<Long, HostFunction> functions;

  /** The functions by index. */
  public HostCalls(Map<Long, HostFunction> functions) {
    this.functions = new TreeMap<>(functions);
  }

  /** No functions: every call is unknown. */
  public static HostCalls none() {
    return new HostCalls(Map.of());
  }

  /** The calls that every host of the profile answers: grow_heap where there is no sbrk. */
  public static HostCalls basic(Profile profile) {
    int growHeap = HostCallNumber.GROW_HEAP.number(profile);
    return growHeap < 0 ? none() : none().with(growHeap, new GrowHeap());
  }

  /** The same calls and one more, or one replaced. */
  public HostCalls with(long index, HostFunction function) {
    Map<Long, HostFunction> more = new TreeMap<>(functions);
    more.put(index, function);
    return new HostCalls(more);
  }

  /** What an unknown call costs. */
  public static long unknownCost(Profile profile) {
    return switch (profile) {
      case GP_0_7_2 -> 10;
      case GP_0_8_0 -> 1000;
    };
  }

  @Override
  public Action call(long index, Machine machine) {
    HostFunction function = functions.get(index);
    if (function != null) {
      return function.call(index, machine);
    }
    if (!machine.gas().charge(unknownCost(machine.profile()))) {
      return Action.OUT_OF_GAS;
    }
    machine.setRegister(Register.A0.index(), WHAT);
    return Action.CONTINUE;
  }
}
