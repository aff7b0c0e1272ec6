package parallax.fuzz.pvm;

import java.util.Optional;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.GasMeter;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;

/** A machine that takes one gas too many from a run that took more than ten. */
final class WrongAboutGas implements Machine {
  private static final int MANY = 10;

  private final Machine machine;

  WrongAboutGas(final Machine machine) {
    this.machine = machine;
  }

  @Override
  public ExitReason run() {
    final long before = machine.gas().remaining();
    final ExitReason reason = machine.run();
    final long after = machine.gas().remaining();
    if (before - after > MANY && after > 0) {
      machine.gas().set(after - 1);
    }
    return reason;
  }

  @Override
  public Profile profile() {
    return machine.profile();
  }

  @Override
  public long register(final int index) {
    return machine.register(index);
  }

  @Override
  public void setRegister(final int index, final long value) {
    machine.setRegister(index, value);
  }

  @Override
  public long[] registers() {
    return machine.registers();
  }

  @Override
  public int pc() {
    return machine.pc();
  }

  @Override
  public void setPc(final int pc) {
    machine.setPc(pc);
  }

  @Override
  public GasMeter gas() {
    return machine.gas();
  }

  @Override
  public PagedMemory memory() {
    return machine.memory();
  }

  @Override
  public long heapEnd() {
    return machine.heapEnd();
  }

  @Override
  public long heapLimit() {
    return machine.heapLimit();
  }

  @Override
  public boolean growHeap(final long newEnd) {
    return machine.growHeap(newEnd);
  }

  @Override
  public Optional<ExitReason> step() {
    return machine.step();
  }
}
