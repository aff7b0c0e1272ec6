package parallax.pvm.interpreter;

import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.ProgramBlob;

/**
 * A program decoded for execution: every instruction that the bitmask marks, linked. Decoding is
 * linear in the code in time and space. Immutable, so that one decoded program serves many
 * machines.
 *
 * <p>Positions without a mask bit, which execution reaches only by an entry from outside or behind
 * an instruction with more than 24 argument bytes, hold traps; so does the position behind the
 * code.
 */
public final class DecodedProgram {

  private final Profile profile;
  private final Op[] ops;
  private final Op[] jumpTable;

  private DecodedProgram(Profile profile, Op[] ops, Op[] jumpTable) {
    this.profile = profile;
    this.ops = ops;
    this.jumpTable = jumpTable;
  }

  /**
   * Decodes a program.
   *
   * @throws IllegalArgumentException if the interpreter does not support the profile
   */
  public static DecodedProgram of(Profile profile, ProgramBlob blob) {
    if (profile != Profile.GP_0_7_2) {
      throw new IllegalArgumentException(
          "the interpreter supports profile "
              + Profile.GP_0_7_2.label()
              + ", not "
              + profile.label());
    }
    InstructionReader reader = blob.reader(profile);
    BasicBlocks blocks = BasicBlocks.of(blob, profile);
    int length = blob.code().length;
    Op[] ops = new Op[length + 1];
    ops[length] = trapAt(length);
    for (int pc = 0; pc < length; pc++) {
      if (blob.bitmask().get(pc)) {
        Instruction instruction = reader.read(pc);
        ops[pc] = OpFactory.create(instruction.opcode());
        ops[pc].initialize(pc, instruction);
      }
    }
    for (int pc = 0; pc < length; pc++) {
      if (ops[pc] != null && blob.bitmask().get(pc)) {
        link(ops, pc, reader, blocks);
      }
    }
    Op[] jumpTable = new Op[blob.jumpTableLength()];
    for (int i = 0; i < jumpTable.length; i++) {
      int target = blob.jumpTarget(i);
      jumpTable[i] = blocks.isStart(target) ? ops[target] : null;
    }
    return new DecodedProgram(profile, ops, jumpTable);
  }

  private static void link(Op[] ops, int pc, InstructionReader reader, BasicBlocks blocks) {
    Op op = ops[pc];
    int next = Math.min(reader.next(pc), reader.codeLength());
    if (ops[next] == null) {
      ops[next] = trapAt(next);
    }
    op.next = ops[next];
    Opcode opcode = reader.opcodeAt(pc);
    if (opcode != null && opcode.format().hasOffset()) {
      long target = (long) pc + reader.read(pc).offset();
      op.target = blocks.isStart(target) ? ops[(int) target] : null;
    }
  }

  private static Op trapAt(int pc) {
    Op trap = OpFactory.create(Opcode.TRAP);
    trap.initialize(pc, Instruction.none(Opcode.TRAP));
    return trap;
  }

  Profile profile() {
    return profile;
  }

  /** What executes at a position, wherever it is. */
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
