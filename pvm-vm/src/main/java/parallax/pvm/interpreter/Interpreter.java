package parallax.pvm.interpreter;

import java.util.Optional;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.GasMeter;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.MemoryFault;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.program.StandardProgram;

/**
 * The machine by interpretation. In gp-0.7.2 every instruction costs one gas before it executes,
 * the one that faults too (as on the paper's main branch, #497). In gp-0.8.0 a whole block is
 * charged when it is entered; a run that begins inside a block charges the block unless it
 * continues a run that has.
 *
 * <p>Invariant: outside of {@link #run}, {@code pc} is the position that {@link #pc()} reports, and
 * {@code continueBehind} is set exactly if the last run ended with the host call there and nobody
 * moved the position since.
 */
public final class Interpreter implements Machine {

  private final DecodedProgram program;
  private final PagedMemory memory;
  private final long[] registers;
  private final GasMeter gas = new GasMeter(0);
  private final long heapLimit;
  private long heapEnd;

  private int pc;
  private int previousPc = ExitReason.NO_PREVIOUS;
  private boolean continueBehind;

  // Whether pc is where execution went by itself; otherwise it has to be checked.
  private boolean arrived;
  // Only where blocks are charged: whether the block at pc has been.
  private boolean charged;
  // Only where blocks are charged, and only during a run.
  private long blockGas;

  // How the current run ends once an instruction has no next one; a panic unless that instruction
  // says otherwise.
  private ExitReason.Kind end = ExitReason.Kind.PANIC;
  private long hostCallIndex;

  /** A machine at position 0 without gas. */
  public Interpreter(DecodedProgram program, InitialState state) {
    this.program = program;
    this.memory = state.memory();
    this.registers = state.registers();
    this.heapEnd = state.heapEnd();
    this.heapLimit = state.heapLimit();
  }

  /**
   * A machine for a blob, at position 0 without gas; a {@link parallax.pvm.machine.MachineFactory}.
   */
  public static Machine of(Profile profile, ProgramBlob blob, InitialState state) {
    return new Interpreter(DecodedProgram.of(profile, blob), state);
  }

  /** A machine for a standard program with arguments, at position 0 without gas. */
  public static Machine of(Profile profile, StandardProgram program, byte[] arguments) {
    return of(profile, program.blob(), InitialState.standard(program, arguments));
  }

  @Override
  public Profile profile() {
    return program.profile();
  }

  @Override
  public long register(int index) {
    return registers[index];
  }

  @Override
  public void setRegister(int index, long value) {
    registers[index] = value;
  }

  @Override
  public long[] registers() {
    return registers.clone();
  }

  @Override
  public int pc() {
    return pc;
  }

  @Override
  public void setPc(int newPc) {
    if (newPc < 0) {
      throw new IllegalArgumentException("position " + newPc);
    }
    pc = newPc;
    continueBehind = false;
    arrived = false;
    charged = false;
    previousPc = ExitReason.NO_PREVIOUS;
  }

  @Override
  public GasMeter gas() {
    return gas;
  }

  @Override
  public PagedMemory memory() {
    return memory;
  }

  @Override
  public long heapEnd() {
    return heapEnd;
  }

  @Override
  public long heapLimit() {
    return heapLimit;
  }

  @Override
  public boolean growHeap(long newEnd) {
    if (newEnd < heapEnd || newEnd > heapLimit) {
      return false;
    }
    long mappedEnd = StandardLayout.pageAligned(heapEnd);
    heapEnd = newEnd;
    long newMappedEnd = StandardLayout.pageAligned(newEnd);
    if (newMappedEnd > mappedEnd) {
      memory.setAccess(mappedEnd, newMappedEnd - mappedEnd, PageAccess.WRITE);
    }
    return true;
  }

  @Override
  public ExitReason run() {
    if (!isEnterable()) {
      return new ExitReason.Panic(pc, previousPc);
    }
    Op start = begin();
    return program.chargesBlocks() ? executeBlocks(start) : execute(start);
  }

  @Override
  public Optional<ExitReason> step() {
    return Optional.ofNullable(executePart(false));
  }

  /**
   * Executes up to the end of the basic block at most.
   *
   * @return why execution ended, or null if it is at the start of another block
   */
  public ExitReason runBlock() {
    return executePart(true);
  }

  /** The instruction that comes next. */
  private Op begin() {
    end = ExitReason.Kind.PANIC;
    return program.at(settle());
  }

  private ExitReason executePart(boolean wholeBlock) {
    if (!isEnterable()) {
      return new ExitReason.Panic(pc, previousPc);
    }
    Op op = begin();
    Op previous = null;
    long left = gas.remaining();
    boolean flat = !program.chargesBlocks();
    if (!flat && !charged) {
      blockGas = left;
      if (!chargeBlock(program.blockCost(op.pc))) {
        return exit(end, op, null, left, 0);
      }
      left = blockGas;
    }
    try {
      while (true) {
        if (flat && left == 0) {
          return exit(ExitReason.Kind.OUT_OF_GAS, op, previous, 0, 0);
        }
        left -= flat ? GasModel.FLAT_COST : 0;
        Op next = op.execute(registers, memory, this);
        if (next == null) {
          return exit(end, op, previous, left, 0);
        }
        previous = op;
        op = next;
        if (!wholeBlock || previous.last) {
          gas.set(left);
          moveTo(op.pc, previous.pc, !previous.last);
          return null;
        }
      }
    } catch (MemoryFault fault) {
      ExitReason.Kind kind = fault.isPanic() ? ExitReason.Kind.PANIC : ExitReason.Kind.PAGE_FAULT;
      return exit(kind, op, previous, left, fault.pageBase());
    }
  }

  /** Whether a run can begin at the position; otherwise it panics at once and costs nothing. */
  public boolean isEnterable() {
    return arrived || program.isEnterable(pc);
  }

  // ---- for an engine that executes blocks itself and leaves the rest to this one

  /** The registers themselves, not a copy. */
  public long[] registerFile() {
    return registers;
  }

  /** Makes the position that of the instruction which is executed next, and returns it. */
  public int settle() {
    if (continueBehind) {
      moveTo(program.at(pc).next.pc, pc, charged);
    }
    return pc;
  }

  /** The position of the instruction executed just before, as in {@link ExitReason#previousPc}. */
  public int previousPc() {
    return previousPc;
  }

  /** Where blocks are charged: whether the block at the position has been. */
  public boolean isBlockPaid() {
    return charged;
  }

  /** Moves to a position as if execution had come there from another one. */
  public void moveTo(int newPc, int newPreviousPc, boolean paid) {
    pc = newPc;
    previousPc = newPreviousPc;
    charged = paid;
    continueBehind = false;
    arrived = true;
  }

  /** The loop where blocks are charged; what charges them is in the links between blocks. */
  private ExitReason executeBlocks(Op start) {
    blockGas = gas.remaining();
    if (!charged && !chargeBlock(program.blockCost(start.pc))) {
      return exit(end, start, null, blockGas, 0);
    }
    long[] r = registers;
    PagedMemory m = memory;
    Op previous = null;
    Op op = start;
    Op next;
    try {
      while (true) {
        next = op.execute(r, m, this);
        if (next == null) {
          return exit(end, op, previous, blockGas, 0);
        }
        previous = op;
        op = next;
        next = op.execute(r, m, this);
        if (next == null) {
          return exit(end, op, previous, blockGas, 0);
        }
        previous = op;
        op = next;
      }
    } catch (MemoryFault fault) {
      ExitReason.Kind kind = fault.isPanic() ? ExitReason.Kind.PANIC : ExitReason.Kind.PAGE_FAULT;
      return exit(kind, op, previous, blockGas, fault.pageBase());
    }
  }

  /** The loop. Locals hold what it needs, so that the compiled loop keeps it in registers. */
  private ExitReason execute(Op start) {
    long[] r = registers;
    PagedMemory m = memory;
    long left = gas.remaining();
    Op previous = null;
    Op op = start;
    Op next;
    try {
      // The same step four times: each call site predicts on its own, and gas is compared once.
      while (left >= 4) {
        left--;
        next = op.execute(r, m, this);
        if (next == null) {
          return exit(end, op, previous, left, 0);
        }
        previous = op;
        op = next;
        left--;
        next = op.execute(r, m, this);
        if (next == null) {
          return exit(end, op, previous, left, 0);
        }
        previous = op;
        op = next;
        left--;
        next = op.execute(r, m, this);
        if (next == null) {
          return exit(end, op, previous, left, 0);
        }
        previous = op;
        op = next;
        left--;
        next = op.execute(r, m, this);
        if (next == null) {
          return exit(end, op, previous, left, 0);
        }
        previous = op;
        op = next;
      }
      while (left > 0) {
        left--;
        next = op.execute(r, m, this);
        if (next == null) {
          return exit(end, op, previous, left, 0);
        }
        previous = op;
        op = next;
      }
      return exit(ExitReason.Kind.OUT_OF_GAS, op, previous, 0, 0);
    } catch (MemoryFault fault) {
      ExitReason.Kind kind = fault.isPanic() ? ExitReason.Kind.PANIC : ExitReason.Kind.PAGE_FAULT;
      return exit(kind, op, previous, left, fault.pageBase());
    }
  }

  private ExitReason exit(
      ExitReason.Kind kind, Op last, Op previous, long gasLeft, long faultAddress) {
    pc = last.pc;
    if (previous != null) {
      previousPc = previous.pc;
    }
    gas.set(gasLeft);
    arrived = kind == ExitReason.Kind.OUT_OF_GAS;
    charged = kind == ExitReason.Kind.HOST_CALL || kind == ExitReason.Kind.PAGE_FAULT;
    return switch (kind) {
      case HALT -> new ExitReason.Halt(pc, previousPc);
      case PANIC -> new ExitReason.Panic(pc, previousPc);
      case OUT_OF_GAS -> new ExitReason.OutOfGas(pc, previousPc);
      case PAGE_FAULT -> new ExitReason.PageFault(pc, previousPc, faultAddress);
      case HOST_CALL -> {
        continueBehind = true;
        yield new ExitReason.HostCall(pc, previousPc, hostCallIndex);
      }
    };
  }

  // ---- what instructions ask of the machine

  /** Takes the price of a block; if there is not enough, nothing is taken and the run ends. */
  boolean chargeBlock(int cost) {
    if (blockGas < cost) {
      end = ExitReason.Kind.OUT_OF_GAS;
      return false;
    }
    blockGas -= cost;
    return true;
  }

  Op endWithHostCall(long index) {
    end = ExitReason.Kind.HOST_CALL;
    hostCallIndex = index;
    return null;
  }

  /**
   * The instruction that a dynamic jump leads to, or null at the end: halt for the halt address,
   * else panic.
   */
  Op dynamicJump(long target) {
    long address = target & 0xFFFFFFFFL;
    if (address == StandardLayout.HALT_ADDRESS) {
      end = ExitReason.Kind.HALT;
      return null;
    }
    if (address == 0
        || address % StandardLayout.JUMP_ALIGNMENT != 0
        || address > (long) StandardLayout.JUMP_ALIGNMENT * program.jumpTableLength()) {
      return null;
    }
    return program.jumpTarget((int) (address / StandardLayout.JUMP_ALIGNMENT) - 1);
  }

  /**
   * Grows the heap by so many bytes and returns where it ended before. If it would pass its limit,
   * nothing changes and the result is 0 (the paper leaves this case open).
   */
  long sbrk(long bytes) {
    long before = heapEnd;
    if (bytes == 0) {
      return before;
    }
    // The comparison is written so that no sum overflows.
    return bytes > 0 && bytes <= heapLimit - before && growHeap(before + bytes) ? before : 0;
  }
}
