package parallax.pvm.host;

import parallax.pvm.isa.Register;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.StandardLayout;

/**
 * The host call grow_heap, with which programs of gp-0.8.0 get memory (Gray Paper 0.8.0 I.4.5). a0
 * is the page index where the heap shall end; the result, in a0 too, is where it ends afterwards:
 * there, or where it ended before if that is not above it or not possible. Costs 275 gas, and 121
 * for every new page. The heap is taken to be what the machine says it is; pages that a host maps
 * behind its end on its own are not counted.
 */
public final class GrowHeap implements HostFunction {

  /** Price of a call. */
  public static final long BASE_COST = 275;

  /** Price of a new page. */
  public static final long PAGE_COST = 121;

  @Override
  public Action call(long index, Machine machine) {
    long before = StandardLayout.pageAligned(machine.heapEnd()) / StandardLayout.PAGE_SIZE;
    long wanted = machine.register(Register.A0.index());
    boolean more = wanted > before && wanted <= machine.heapLimit() / StandardLayout.PAGE_SIZE;
    if (!machine.gas().charge(BASE_COST + (more ? PAGE_COST * (wanted - before) : 0))) {
      return Action.OUT_OF_GAS;
    }
    if (more) {
      machine.growHeap(wanted * StandardLayout.PAGE_SIZE);
    }
    machine.setRegister(Register.A0.index(), more ? wanted : before);
    return Action.CONTINUE;
  }
}
