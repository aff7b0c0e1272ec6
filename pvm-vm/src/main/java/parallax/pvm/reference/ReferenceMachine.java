package parallax.pvm.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.pvm.codec.BlockCost;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.MemoryAccess;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.GasMeter;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.MemoryFault;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.CodeValidator;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;

/**
 * Decodes each instruction when it gets there, works by operand layout and table columns instead of
 * by instruction, prices blocks each time they are entered, and accesses memory byte by byte. What
 * computing instructions mean comes from {@link Opcode#evaluate} and {@link Opcode#taken} (Gray
 * Paper 0.7.2 and 0.8.0, A.5).
 */
public final class ReferenceMachine implements Machine {

  private final Profile profile;
  private final ProgramBlob blob;
  private final InstructionReader reader;
  private final BasicBlocks blocks;
  private final boolean executable;
  private final PagedMemory memory;
  private final long[] registers;
  private final GasMeter gas = new GasMeter(0);
  private final long heapLimit;
  private long heapEnd;

  private int pc;
  private int previous = ExitReason.NO_PREVIOUS;
  // Whether execution came to the position by itself; only where a host moved it is it checked.
  private boolean arrived;
  // Whether the instruction at the position is a host call that has been answered.
  private boolean answered;
  // Whether the block of the position is paid, where blocks are charged.
  private boolean paid;
  private ExitReason end;

  private ReferenceMachine(Profile profile, ProgramBlob blob, InitialState state) {
    this.profile = profile;
    this.blob = blob;
    this.reader = blob.reader(profile);
    this.blocks = BasicBlocks.of(blob, profile);
    this.executable =
        !profile.validatesBlob() || CodeValidator.firstMalformation(blob, profile).isEmpty();
    this.memory = state.memory();
    this.registers = state.registers();
    this.heapEnd = state.heapEnd();
    this.heapLimit = state.heapLimit();
  }

  /** A machine at position 0 without gas. */
  public static Machine of(Profile profile, ProgramBlob blob, InitialState state) {
    return new ReferenceMachine(profile, blob, state);
  }

  @Override
  public Profile profile() {
    return profile;
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
    previous = ExitReason.NO_PREVIOUS;
    arrived = false;
    answered = false;
    paid = false;
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
    for (long page = StandardLayout.pageAligned(heapEnd);
        page < newEnd;
        page += PagedMemory.PAGE_SIZE) {
      memory.setAccess(page, PagedMemory.PAGE_SIZE, PageAccess.WRITE);
    }
    heapEnd = newEnd;
    return true;
  }

  @Override
  public ExitReason run() {
    while (true) {
      Optional<ExitReason> reason = step();
      if (reason.isPresent()) {
        return reason.get();
      }
    }
  }

  @Override
  public Optional<ExitReason> step() {
    if (!arrived && !isEnterable()) {
      return Optional.of(new ExitReason.Panic(pc, previous));
    }
    if (answered) {
      arriveAt(behind());
    }
    if (!pay()) {
      arrived = true;
      return Optional.of(new ExitReason.OutOfGas(pc, previous));
    }
    end = null;
    Instruction instruction = reader.read(pc);
    int next = pc;
    try {
      next = execute(instruction);
    } catch (MemoryFault fault) {
      end =
          fault.isPanic()
              ? new ExitReason.Panic(pc, previous)
              : new ExitReason.PageFault(pc, previous, fault.pageBase());
    }
    if (end == null) {
      arriveAt(next);
      paid = !instruction.opcode().isTerminator();
      return Optional.empty();
    }
    arrived = false;
    answered = end.kind() == ExitReason.Kind.HOST_CALL;
    paid = answered || end.kind() == ExitReason.Kind.PAGE_FAULT;
    return Optional.of(end);
  }

  private boolean isEnterable() {
    return !profile.validatesBlob()
        || (executable && pc < blob.code().length && blob.bitmask().get(pc));
  }

  private int behind() {
    int length = blob.code().length;
    return pc < length ? Math.min(reader.next(pc), length) : length;
  }

  private void arriveAt(int position) {
    previous = pc;
    pc = position;
    arrived = true;
    answered = false;
  }

  /** Takes what is due at the position; if there is less than that, nothing. */
  private boolean pay() {
    long cost =
        profile.gasModel() == GasModel.FLAT ? GasModel.FLAT_COST : paid ? 0 : priceOfBlock();
    if (gas.remaining() < cost) {
      return false;
    }
    gas.set(gas.remaining() - cost);
    return true;
  }

  private long priceOfBlock() {
    int at = pc == blob.code().length ? pc : blocks.startOf(pc);
    List<Instruction> block = new ArrayList<>();
    int branchAt;
    do {
      branchAt = at;
      block.add(reader.read(at));
      at = reader.next(at);
    } while (!block.get(block.size() - 1).opcode().isTerminator());
    Instruction branch = block.get(block.size() - 1);
    boolean cold =
        branch.opcode().isConditional()
            && (isCold(at) || isCold((long) branchAt + branch.offset()));
    return BlockCost.of(GasModel.BLOCK_PIPELINE, block, cold);
  }

  private boolean isCold(long at) {
    if (at < 0 || at >= blob.code().length) {
      return true;
    }
    int number = blob.code()[(int) at] & 0xFF;
    return number == Opcode.TRAP.code(profile) || number == Opcode.UNLIKELY.code(profile);
  }

  private int execute(Instruction in) {
    Opcode opcode = in.opcode();
    int next = behind();
    if (opcode.access() != null) {
      access(in, opcode.access());
      return next;
    }
    if (opcode.isConditional()) {
      long right = opcode.format().hasB() ? registers[in.b()] : in.imm1();
      long target = (long) pc + in.offset();
      if (profile.checksBothBranchSides() && !(blocks.isStart(target) && blocks.isStart(next))) {
        return panic();
      }
      return opcode.taken(registers[in.a()], right) ? jump(target) : next;
    }
    if (opcode.isAlu()) {
      int destination = in.definedRegister();
      long first = registers[opcode.format().hasD() ? in.a() : in.b()];
      long second = opcode.format().hasD() ? registers[in.b()] : in.imm1();
      registers[destination] = opcode.evaluate(first, second, registers[destination]);
      return next;
    }
    return switch (opcode.mnemonic()) {
      case "trap" -> panic();
      case "fallthrough", "unlikely" -> next;
      case "ecalli" -> {
        end = new ExitReason.HostCall(pc, previous, in.imm1());
        yield next;
      }
      case "load_imm", "load_imm_64" -> {
        registers[in.a()] = in.imm1();
        yield next;
      }
      case "jump" -> jump((long) pc + in.offset());
      case "jump_ind" -> dynamicJump(registers[in.a()] + in.imm1());
      case "load_imm_jump" -> {
        registers[in.a()] = in.imm1();
        yield jump((long) pc + in.offset());
      }
      case "load_imm_jump_ind" -> {
        long address = registers[in.b()] + in.imm2();
        registers[in.a()] = in.imm1();
        yield dynamicJump(address);
      }
      case "sbrk" -> {
        long size = registers[in.a()];
        long before = heapEnd;
        boolean fits = size >= 0 && size <= heapLimit && growHeap(before + size);
        registers[in.d()] = size == 0 || fits ? before : 0;
        yield next;
      }
      default -> throw new IllegalStateException("no such instruction: " + opcode);
    };
  }

  private int panic() {
    end = new ExitReason.Panic(pc, previous);
    return pc;
  }

  private int jump(long target) {
    return blocks.isStart(target) ? (int) target : panic();
  }

  private int dynamicJump(long target) {
    long address = Long.remainderUnsigned(target, 1L << 32);
    if (address == StandardLayout.HALT_ADDRESS) {
      end = new ExitReason.Halt(pc, previous);
      return pc;
    }
    if (address == 0 || address % 2 == 1 || address > 2L * blob.jumpTableLength()) {
      return panic();
    }
    return jump(blob.jumpTarget((int) (address / 2) - 1));
  }

  private void access(Instruction in, MemoryAccess access) {
    boolean immediateValue = in.opcode().format().hasImm2();
    boolean baseIsA = in.opcode().mnemonic().startsWith("store_imm_ind");
    long base = baseIsA ? registers[in.a()] : in.opcode().format().hasB() ? registers[in.b()] : 0;
    long address = base + in.imm1();
    if (access.store()) {
      long value = immediateValue ? in.imm2() : registers[in.a()];
      // No byte is written before all are known to be writable; a store to one that is not faults.
      for (int i = 0; i < access.bytes(); i++) {
        if (!memory.isWritable((address + i) & 0xFFFFFFFFL, 1)) {
          memory.store8(address + i, 0);
        }
      }
      for (int i = 0; i < access.bytes(); i++) {
        memory.store8(address + i, value >> (8 * i));
      }
    } else {
      long value = 0;
      for (int i = 0; i < access.bytes(); i++) {
        value |= memory.loadU8(address + i) << (8 * i);
      }
      int unused = 64 - 8 * access.bytes();
      registers[in.a()] = access.signed() ? value << unused >> unused : value;
    }
  }
}
