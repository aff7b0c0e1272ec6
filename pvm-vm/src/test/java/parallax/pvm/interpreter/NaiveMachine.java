package parallax.pvm.interpreter;

import java.util.ArrayList;
import java.util.List;
import parallax.pvm.codec.BlockCost;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.MemoryAccess;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.memory.MemoryFault;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.CodeValidator;
import parallax.pvm.program.ProgramBlob;

/**
 * The machine in its plainest form: decodes each instruction when it gets there, works by operand
 * layout and table columns instead of by instruction, and accesses memory byte by byte. Shares with
 * the interpreter the decoder and the table only.
 */
final class NaiveMachine {

  final long[] registers;
  long gas;
  int pc;

  private final Profile profile;
  private final PagedMemory memory;
  private final ProgramBlob blob;
  private final InstructionReader reader;
  private final BasicBlocks blocks;
  private int previous = ExitReason.NO_PREVIOUS;
  private ExitReason end;

  NaiveMachine(Profile profile, ProgramBlob blob, PagedMemory memory, long[] registers, long gas) {
    this.profile = profile;
    this.blob = blob;
    this.memory = memory;
    this.registers = registers.clone();
    this.gas = gas;
    this.reader = blob.reader(profile);
    this.blocks = BasicBlocks.of(blob, profile);
  }

  /** Runs until the first exit. */
  ExitReason run() {
    end = null;
    if (profile.validatesBlob()
        && (CodeValidator.firstMalformation(blob, profile).isPresent() || pc != 0)) {
      return new ExitReason.Panic(pc, previous);
    }
    boolean enters = true;
    while (true) {
      if (profile.gasModel() == GasModel.FLAT || enters) {
        long cost = enters ? priceOfBlock() : 1;
        if (gas < cost) {
          return new ExitReason.OutOfGas(pc, previous);
        }
        gas -= cost;
      }
      enters =
          profile.gasModel() == GasModel.BLOCK_PIPELINE && reader.read(pc).opcode().isTerminator();
      int next;
      try {
        next = step(reader.read(pc));
      } catch (MemoryFault fault) {
        return fault.isPanic()
            ? new ExitReason.Panic(pc, previous)
            : new ExitReason.PageFault(pc, previous, fault.pageBase());
      }
      if (end != null) {
        return end;
      }
      previous = pc;
      pc = next;
    }
  }

  private long priceOfBlock() {
    if (profile.gasModel() == GasModel.FLAT) {
      return 1;
    }
    List<Instruction> block = new ArrayList<>();
    int at = pc;
    do {
      block.add(reader.read(at));
      at = reader.next(at);
    } while (!block.get(block.size() - 1).opcode().isTerminator());
    Instruction branch = block.get(block.size() - 1);
    int start = pc;
    for (int i = 0; i < block.size() - 1; i++) {
      start = reader.next(start);
    }
    boolean cold =
        branch.opcode().isConditional() && (cold(at) || cold((long) start + branch.offset()));
    return BlockCost.of(GasModel.BLOCK_PIPELINE, block, cold);
  }

  private boolean cold(long at) {
    return at < 0 || at >= blob.code().length || (blob.code()[(int) at] & ~2) == 0;
  }

  private int step(Instruction in) {
    Opcode opcode = in.opcode();
    int next = Math.min(reader.next(pc), blob.code().length);
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
        registers[in.d()] = 0;
        yield next;
      }
      default -> throw new AssertionError(opcode);
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
    if (address == (1L << 32) - (1 << 16)) {
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
      // The access is tried on all bytes before the first is written: a store of what is there
      // shows whether it may be.
      for (int i = 0; i < access.bytes(); i++) {
        memory.store8(address + i, memory.loadU8(address + i));
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
