package parallax.pvm.program;

import java.util.Optional;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;

/**
 * Whether code has the shape that Gray Paper 0.8.0 demands before it runs anything (v_blob in
 * appendix A), and that a compiler should keep to in every profile: instructions one after the
 * other from 0 to the end without gaps, all valid, the last a terminator. Beyond the paper it wants
 * what never traps by accident: both sides of every branch and all jump-table entries start blocks,
 * and register fields name registers.
 */
public final class CodeValidator {

  private CodeValidator() {}

  /**
   * The first thing that makes the paper's machine refuse the whole code (v_blob), with its
   * position; empty if there is none. Walks the code once.
   */
  public static Optional<String> firstMalformation(ProgramBlob blob, Profile profile) {
    InstructionReader reader = blob.reader(profile);
    int length = blob.code().length;
    if (length == 0) {
      return Optional.of("there is no code");
    }
    Opcode last = Opcode.TRAP;
    int pc = 0;
    while (pc < length) {
      last = reader.opcodeAt(pc);
      if (last == null) {
        return Optional.of("no valid instruction at " + pc);
      }
      pc = reader.next(pc);
    }
    if (pc != length) {
      return Optional.of("the last instruction ends at " + pc + ", the code at " + length);
    }
    if (!last.isTerminator()) {
      return Optional.of("the last instruction, " + last.mnemonic() + ", does not end a block");
    }
    return Optional.empty();
  }

  /** The first thing wrong with the code, with its position; empty if there is none. */
  public static Optional<String> firstProblem(ProgramBlob blob, Profile profile) {
    Optional<String> malformation = firstMalformation(blob, profile);
    if (malformation.isPresent()) {
      return malformation;
    }
    InstructionReader reader = blob.reader(profile);
    BasicBlocks blocks = BasicBlocks.of(blob, profile);
    for (int pc = 0; pc < blob.code().length; pc = reader.next(pc)) {
      Optional<String> problem = problemAt(blob, reader, blocks, pc);
      if (problem.isPresent()) {
        return problem;
      }
    }
    for (int i = 0; i < blob.jumpTableLength(); i++) {
      if (!blocks.isStart(blob.jumpTarget(i))) {
        return Optional.of(
            "jump-table entry " + i + " leads to " + blob.jumpTarget(i) + ", no block start");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problemAt(
      ProgramBlob blob, InstructionReader reader, BasicBlocks blocks, int pc) {
    Instruction instruction = reader.read(pc);
    Opcode opcode = instruction.opcode();
    String where = " of " + opcode.mnemonic() + " at " + pc;
    if (!registersExist(blob.code(), opcode, pc)) {
      return Optional.of("a register field" + where + " is above 12");
    }
    if (opcode.format().hasOffset() && !blocks.isStart((long) pc + instruction.offset())) {
      return Optional.of(
          "the target " + ((long) pc + instruction.offset()) + where + " starts no block");
    }
    if (opcode.isConditional() && !blocks.isStart(reader.next(pc))) {
      return Optional.of("the fall-through " + reader.next(pc) + where + " starts no block");
    }
    return Optional.empty();
  }

  private static boolean registersExist(byte[] code, Opcode opcode, int pc) {
    boolean fine = true;
    if (opcode.format().hasA()) {
      int field = pc + 1 < code.length ? code[pc + 1] & 0xFF : 0;
      boolean two = opcode.format().hasB() || opcode.format().hasD();
      fine = (field & 15) < Register.COUNT && (!two || field >>> 4 < Register.COUNT);
    }
    if (opcode.format().hasB() && opcode.format().hasD()) {
      int field = pc + 2 < code.length ? code[pc + 2] & 0xFF : 0;
      fine &= field < Register.COUNT;
    }
    return fine;
  }
}
