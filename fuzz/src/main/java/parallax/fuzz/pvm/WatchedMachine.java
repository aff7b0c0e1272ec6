package parallax.fuzz.pvm;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import parallax.oracle.peer.KnownDifference;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.MemoryAccess;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.CodeValidator;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.reference.ReferenceMachine;

/**
 * The reference machine, run step by step; notes which instructions it executed and what it came
 * to. Whoever drives it says when it moves the machine, since only then does a run not continue the
 * one before.
 */
final class WatchedMachine {
  private static final long ADDRESS = 0xFFFF_FFFFL;

  private final Machine machine;
  private final InstructionReader reader;
  private final BasicBlocks blocks;
  private final int codeLength;
  private final boolean isMalformed;
  private final Set<Opcode> executed = EnumSet.noneOf(Opcode.class);
  private final Set<Reached> reached = EnumSet.noneOf(Reached.class);
  private Optional<KnownDifference> known = Optional.empty();
  private Optional<ExitReason.Kind> before = Optional.empty();

  WatchedMachine(final MachineCase machineCase, final InitialState state) {
    final ProgramBlob blob = machineCase.blob();
    this.machine = ReferenceMachine.of(machineCase.profile(), blob, state);
    this.reader = blob.reader(machineCase.profile());
    this.blocks = BasicBlocks.of(blob, machineCase.profile());
    this.codeLength = blob.code().length;
    this.isMalformed =
        machineCase.profile().validatesBlob()
            && CodeValidator.firstMalformation(blob, machineCase.profile()).isPresent();
    machine.setPc(machineCase.pc());
  }

  Machine machine() {
    return machine;
  }

  /** The machine was moved: the next run continues nothing. */
  void moved() {
    before = Optional.empty();
  }

  /** Runs to an exit. */
  ExitReason run() {
    final boolean isAnswered = before.equals(Optional.of(ExitReason.Kind.HOST_CALL));
    int pc = isAnswered ? Math.min(reader.next(machine.pc()), codeLength) : machine.pc();
    note(isMalformed, Reached.MALFORMED_CODE);
    if (before.isEmpty()) {
      final boolean isInstruction = reader.opcodeAt(pc) != null;
      note(!isInstruction, Reached.ENTERED_BETWEEN);
      note(isInstruction && !blocks.isStart(pc), Reached.ENTERED_INSIDE_BLOCK);
    }
    boolean isFirst = true;
    while (true) {
      final Instruction in = reader.read(pc);
      final long address = address(in);
      final long heapEnd = machine.heapEnd();
      final long size = machine.register(in.a());
      final Optional<ExitReason> end = machine.step();
      instruction(in, pc, end);
      if (in.opcode().access() != null) {
        access(address, in.opcode().access(), end);
      }
      if (end.isEmpty()) {
        note(in.opcode() == Opcode.SBRK && size == 0, Reached.SBRK_ASKED);
        note(in.opcode() == Opcode.SBRK && heapEnd < machine.heapEnd(), Reached.SBRK_GREW);
        note(
            in.opcode() == Opcode.SBRK && size != 0 && heapEnd == machine.heapEnd(),
            Reached.SBRK_REFUSED);
        continued(isFirst);
        isFirst = false;
        pc = machine.pc();
      } else {
        before = Optional.of(end.get().kind());
        return end.get();
      }
    }
  }

  private void note(final boolean condition, final Reached what) {
    if (condition) {
      reached.add(what);
    }
  }

  private void continued(final boolean isFirst) {
    if (isFirst && before.isPresent()) {
      switch (before.get()) {
        case HOST_CALL -> reached.add(Reached.CONTINUED_CALL);
        case PAGE_FAULT -> reached.add(Reached.REPEATED_ACCESS);
        case OUT_OF_GAS -> reached.add(Reached.CONTINUED_WITH_GAS);
        case HALT, PANIC -> {}
      }
    }
  }

  private void instruction(final Instruction in, final int pc, final Optional<ExitReason> end) {
    final Opcode opcode = in.opcode();
    final boolean isPanic = end.isPresent() && end.get().kind() == ExitReason.Kind.PANIC;
    final boolean isDone =
        end.isEmpty()
            || end.get().kind() == ExitReason.Kind.HALT
            || end.get().kind() == ExitReason.Kind.HOST_CALL
            || (isPanic && opcode == Opcode.TRAP);
    if (isDone && reader.opcodeAt(pc) != null && !isMalformed) {
      executed.add(opcode);
    }
    final boolean isDynamic = opcode == Opcode.JUMP_IND || opcode == Opcode.LOAD_IMM_JUMP_IND;
    note(isDynamic && end.isEmpty(), Reached.TABLE_JUMP);
    note(isDynamic && isPanic && !isMalformed, Reached.REFUSED_JUMP);
  }

  private long address(final Instruction in) {
    final OperandFormat format = in.opcode().format();
    final boolean isBasedOnA = format == OperandFormat.REG_IMM_IMM;
    final long base =
        isBasedOnA ? machine.register(in.a()) : format.hasB() ? machine.register(in.b()) : 0;
    return (base + in.imm1()) & ADDRESS;
  }

  private void access(
      final long address, final MemoryAccess access, final Optional<ExitReason> end) {
    final long last = (address + access.bytes() - 1) & ADDRESS;
    final boolean isOverPages = page(address) != page(last);
    if (end.isEmpty()) {
      note(address == page(address), Reached.PAGE_START);
      note(last == page(last) + PagedMemory.PAGE_SIZE - 1, Reached.PAGE_END);
      note(isOverPages, Reached.TWO_PAGES);
    } else if (end.get().kind() == ExitReason.Kind.PANIC) {
      note(!isMalformed, Reached.LOW_ADDRESS);
    } else if (end.get() instanceof ExitReason.PageFault fault) {
      final PagedMemory memory = machine.memory();
      note(isOverPages && fault.address() == page(last), Reached.FAULT_BEHIND_PAGE);
      note(
          isOverPages && memory.accessAt(last) != PageAccess.NONE && fault.address() != page(last),
          Reached.FAULT_BEFORE_PAGE);
      note(memory.accessAt(fault.address()) == PageAccess.READ, Reached.FAULT_READ_ONLY);
    }
    if (end.isEmpty() || end.get().kind() != ExitReason.Kind.OUT_OF_GAS) {
      note(last < address, Reached.WRAPPED_ADDRESS);
      known = known.isPresent() ? known : KnownDifference.after(address, access.bytes());
    }
  }

  private static long page(final long address) {
    return address - address % PagedMemory.PAGE_SIZE;
  }

  /** A host made the heap larger. */
  void grown() {
    reached.add(Reached.HOST_GREW);
  }

  /** Instructions that were executed to their end. */
  Set<Opcode> executed() {
    return executed;
  }

  Set<Reached> reached() {
    return reached;
  }

  /** What happened after which the peer may differ. */
  Optional<KnownDifference> known() {
    return known;
  }
}
