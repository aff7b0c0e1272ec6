package parallax.pvm.interpreter;

import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.BlockCosts;
import parallax.pvm.program.CodeValidator;
import parallax.pvm.program.ProgramBlob;

/**
 * A program decoded for execution: every instruction that the bitmask marks, linked. Decoding is
 * linear in the code in time and space. One decoded program serves many machines, in several
 * threads: it never changes, except that block prices are filled in, by everybody alike.
 *
 * <p>Positions without a mask bit, which execution reaches only by an entry from outside or behind
 * an instruction with more than 24 argument bytes, hold traps; so does the position behind the
 * code.
 *
 * <p>Where blocks are charged as a whole, links between blocks lead to a {@link
 * ControlOps.BlockEntry}, and {@link #at} gives the instruction itself, free of charge.
 */
public final class DecodedProgram {

  private final Profile profile;
  private final ProgramBlob blob;
  private final BasicBlocks blocks;
  private final BlockCosts costs;
  private final boolean executable;
  private final Op[] ops;
  private final Op[] jumpTable;

  private DecodedProgram(Profile profile, ProgramBlob blob) {
    this.profile = profile;
    this.blob = blob;
    this.blocks = BasicBlocks.of(blob, profile);
    this.costs =
        profile.gasModel() == GasModel.BLOCK_PIPELINE ? new BlockCosts(blob, profile) : null;
    this.executable =
        !profile.validatesBlob() || CodeValidator.firstMalformation(blob, profile).isEmpty();
    this.ops = new Op[blob.code().length + 1];
    this.jumpTable = new Op[blob.jumpTableLength()];
  }

  /** Decodes a program. */
  public static DecodedProgram of(Profile profile, ProgramBlob blob) {
    DecodedProgram program = new DecodedProgram(profile, blob);
    if (program.executable) {
      program.decode();
    }
    return program;
  }

  private void decode() {
    InstructionReader reader = blob.reader(profile);
    int length = reader.codeLength();
    Op[] entries = costs == null ? ops : new Op[length + 1];
    for (int pc = 0; pc < length; pc++) {
      if (blob.bitmask().get(pc)) {
        Instruction instruction = reader.read(pc);
        ops[pc] = OpFactory.create(instruction.opcode());
        ops[pc].initialize(pc, instruction);
      }
    }
    ops[length] = trapAt(length);
    if (costs != null) {
      for (int pc = blocks.nextStart(0); pc >= 0; pc = blocks.nextStart(pc + 1)) {
        entries[pc] = new ControlOps.BlockEntry(ops[pc], costs);
      }
      entries[length] = new ControlOps.BlockEntry(ops[length], costs);
    }
    for (int pc = 0; pc < length; pc++) {
      if (ops[pc] != null && blob.bitmask().get(pc)) {
        link(entries, pc, reader);
      }
    }
    for (int i = 0; i < jumpTable.length; i++) {
      jumpTable[i] = blockAt(entries, blob.jumpTarget(i));
    }
  }

  /** What a jump to the position executes; null if no block starts there. */
  private Op blockAt(Op[] entries, long pc) {
    return blocks.isStart(pc) ? entries[(int) pc] : null;
  }

  private void link(Op[] entries, int pc, InstructionReader reader) {
    Op op = ops[pc];
    int next = Math.min(reader.next(pc), reader.codeLength());
    if (ops[next] == null) {
      ops[next] = trapAt(next);
    }
    Opcode opcode = reader.opcodeAt(pc);
    op.next = entries[next] != null ? entries[next] : ops[next];
    op.last = opcode == null || opcode.isTerminator();
    if (opcode != null && opcode.format().hasOffset()) {
      op.target = blockAt(entries, (long) pc + reader.read(pc).offset());
      if (profile.checksBothBranchSides()
          && opcode.isConditional()
          && (op.target == null || !blocks.isStart(next))) {
        op.target = null;
        op.next = null;
      }
    }
  }

  private static Op trapAt(int pc) {
    Op trap = OpFactory.create(Opcode.TRAP);
    trap.initialize(pc, Instruction.none(Opcode.TRAP));
    trap.last = true;
    return trap;
  }

  Profile profile() {
    return profile;
  }

  /** Whether blocks are charged as a whole, otherwise each instruction. */
  boolean chargesBlocks() {
    return costs != null;
  }

  /**
   * Whether execution may begin at the position at all. If not, the machine panics before anything
   * is charged.
   */
  boolean isEnterable(int pc) {
    return !profile.validatesBlob()
        || (executable && pc < blob.code().length && blob.bitmask().get(pc));
  }

  /** The price of the block that an instruction lies in, which may be the trap behind the code. */
  int blockCost(int pc) {
    return costs.costOf(pc == blob.code().length ? pc : blocks.startOf(pc));
  }

  /** What executes at a position, wherever it is, without charging a block. */
  Op at(int pc) {
    Op op = pc < ops.length ? ops[pc] : null;
    return op != null ? op : trapAt(pc);
  }

  int jumpTableLength() {
    return jumpTable.length;
  }

  /** Where a jump-table entry leads; null if that is no start of a basic block. */
  Op jumpTarget(int index) {
    return jumpTable[index];
  }
}
