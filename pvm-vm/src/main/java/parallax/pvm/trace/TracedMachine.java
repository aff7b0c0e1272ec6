package parallax.pvm.trace;

import java.util.Optional;
import java.util.OptionalInt;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.MemoryAccess;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.GasMeter;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;

/**
 * A machine that tells a listener of every instruction it executes. It is another machine, run
 * instruction by instruction; everything else is that machine's.
 */
public final class TracedMachine implements Machine {

  private final Machine machine;
  private final InstructionReader reader;
  private final StepListener listener;

  // Where a host call was reported that the next step continues behind, or -1.
  private int called = -1;

  /**
   * @param machine the machine to watch
   * @param blob the program in it
   * @param listener who is told
   */
  public TracedMachine(Machine machine, ProgramBlob blob, StepListener listener) {
    this.machine = machine;
    this.reader = blob.reader(machine.profile());
    this.listener = listener;
  }

  /** A factory of machines of another engine that are watched. */
  public static MachineFactory factory(MachineFactory engine, StepListener listener) {
    return (profile, blob, state) ->
        new TracedMachine(engine.create(profile, blob, state), blob, listener);
  }

  @Override
  public ExitReason run() {
    while (true) {
      Optional<ExitReason> end = step();
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  @Override
  public Optional<ExitReason> step() {
    int pc = machine.pc() == called ? reader.next(called) : machine.pc();
    called = -1;
    Instruction instruction = reader.read(pc);
    long[] before = machine.registers();
    long gasBefore = machine.gas().remaining();
    Optional<ExitReason> end = machine.step();
    if (end.isPresent()) {
      ExitReason reason = end.get();
      called = reason.kind() == ExitReason.Kind.HOST_CALL ? reason.pc() : -1;
      if (reason.kind() == ExitReason.Kind.OUT_OF_GAS) {
        return end;
      }
    }
    OptionalInt changed = changed(before);
    boolean done = end.isEmpty();
    listener.step(
        new Step(
            pc,
            instruction,
            gasBefore - machine.gas().remaining(),
            changed,
            changed.isPresent() ? machine.register(changed.getAsInt()) : 0,
            done ? write(instruction, before) : Optional.empty(),
            end));
    return end;
  }

  private OptionalInt changed(long[] before) {
    for (int i = 0; i < Register.COUNT; i++) {
      if (machine.register(i) != before[i]) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static Optional<Step.Write> write(Instruction in, long[] registers) {
    MemoryAccess access = in.opcode().access();
    if (access == null || !access.store()) {
      return Optional.empty();
    }
    OperandFormat format = in.opcode().format();
    long base =
        switch (format) {
          case REG_IMM_IMM -> registers[in.a()];
          case REG_REG_IMM -> registers[in.b()];
          default -> 0;
        };
    long value = format.hasImm2() ? in.imm2() : registers[in.a()];
    long mask = access.bytes() == 8 ? -1 : (1L << (8 * access.bytes())) - 1;
    return Optional.of(
        new Step.Write((base + in.imm1()) & 0xFFFFFFFFL, access.bytes(), value & mask));
  }

  @Override
  public Profile profile() {
    return machine.profile();
  }

  @Override
  public long register(int index) {
    return machine.register(index);
  }

  @Override
  public void setRegister(int index, long value) {
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
  public void setPc(int pc) {
    called = -1;
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
  public boolean growHeap(long newEnd) {
    return machine.growHeap(newEnd);
  }
}
