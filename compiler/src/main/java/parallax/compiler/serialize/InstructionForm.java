package parallax.compiler.serialize;

import java.util.List;
import parallax.compiler.CompilerBug;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.regalloc.Location;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Opcode.Flag;
import parallax.pvm.isa.OperandFormat;

/**
 * Puts the registers and immediates of a machine instruction into the fields of its PVM
 * instruction.
 */
final class InstructionForm {
  private InstructionForm() {}

  /** A {@code PVM} instruction. */
  static Instruction plain(final MachineInst inst, final List<Location> at) {
    final Opcode opcode = inst.opcode();
    if (opcode.isTerminator() || opcode == Opcode.ECALLI) {
      throw new CompilerBug(opcode.mnemonic() + " cannot be a plain instruction");
    }
    expect(inst, at, registers(opcode));
    return switch (opcode.format()) {
      case NONE -> Instruction.none(opcode);
      case REG_IMM64 -> Instruction.regImm64(opcode, register(at, 0), inst.imm1());
      case IMM_IMM -> Instruction.immImm(opcode, inst.imm1(), inst.imm2());
      case REG_IMM -> Instruction.regImm(opcode, register(at, 0), inst.imm1());
      case REG_IMM_IMM -> Instruction.regImmImm(opcode, register(at, 0), inst.imm1(), inst.imm2());
      case REG_REG -> Instruction.regReg(opcode, register(at, 0), register(at, 1));
      case REG_REG_IMM ->
          Instruction.regRegImm(opcode, register(at, 0), register(at, 1), inst.imm1());
      case REG_REG_REG ->
          Instruction.regRegReg(opcode, register(at, 0), register(at, 1), register(at, 2));
      case IMM, OFFSET, REG_IMM_OFFSET, REG_REG_OFFSET, REG_REG_IMM_IMM ->
          throw new CompilerBug(opcode.mnemonic() + " cannot be a plain instruction");
    };
  }

  /** The condition of a branch, with offset 0. */
  static Instruction branch(final Opcode opcode, final MachineInst inst, final List<Location> at) {
    if (!opcode.isConditional()) {
      throw new CompilerBug(opcode.mnemonic() + " is not a branch");
    }
    expect(inst, at, registers(opcode));
    return opcode.format() == OperandFormat.REG_IMM_OFFSET
        ? Instruction.regImmOffset(opcode, register(at, 0), inst.imm1(), 0)
        : Instruction.regRegOffset(opcode, register(at, 0), register(at, 1), 0);
  }

  private static int registers(final Opcode opcode) {
    final OperandFormat format = opcode.format();
    return (format.hasA() ? 1 : 0) + (format.hasB() ? 1 : 0) + (format.hasD() ? 1 : 0);
  }

  /** Checks the number of operands, and that a destination that is read is also the last use. */
  private static void expect(final MachineInst inst, final List<Location> at, final int fields) {
    final boolean readsDestination = inst.opcode().has(Flag.READS_DESTINATION);
    final int expected = readsDestination ? fields + 1 : fields;
    if (inst.operands().size() != expected || at.size() != expected) {
      throw new CompilerBug(
          inst.opcode().mnemonic() + " needs " + expected + " operands: " + inst + " at " + at);
    }
    if (readsDestination && !at.get(0).equals(at.get(expected - 1))) {
      throw new CompilerBug(inst.opcode().mnemonic() + " has its destination elsewhere: " + at);
    }
  }

  /** The number of the register that operand {@code i} is in. */
  static int register(final List<Location> at, final int i) {
    final Location location = at.get(i);
    if (!location.isRegister()) {
      throw new CompilerBug("operand " + i + " is not in a register: " + at);
    }
    return location.register().index();
  }

  /** The branch that is taken exactly when this one is not. */
  static Opcode inverse(final Opcode branch) {
    return switch (branch) {
      case BRANCH_EQ -> Opcode.BRANCH_NE;
      case BRANCH_NE -> Opcode.BRANCH_EQ;
      case BRANCH_LT_U -> Opcode.BRANCH_GE_U;
      case BRANCH_GE_U -> Opcode.BRANCH_LT_U;
      case BRANCH_LT_S -> Opcode.BRANCH_GE_S;
      case BRANCH_GE_S -> Opcode.BRANCH_LT_S;
      case BRANCH_EQ_IMM -> Opcode.BRANCH_NE_IMM;
      case BRANCH_NE_IMM -> Opcode.BRANCH_EQ_IMM;
      case BRANCH_LT_U_IMM -> Opcode.BRANCH_GE_U_IMM;
      case BRANCH_GE_U_IMM -> Opcode.BRANCH_LT_U_IMM;
      case BRANCH_LE_U_IMM -> Opcode.BRANCH_GT_U_IMM;
      case BRANCH_GT_U_IMM -> Opcode.BRANCH_LE_U_IMM;
      case BRANCH_LT_S_IMM -> Opcode.BRANCH_GE_S_IMM;
      case BRANCH_GE_S_IMM -> Opcode.BRANCH_LT_S_IMM;
      case BRANCH_LE_S_IMM -> Opcode.BRANCH_GT_S_IMM;
      case BRANCH_GT_S_IMM -> Opcode.BRANCH_LE_S_IMM;
      default -> throw new CompilerBug(branch.mnemonic() + " is not a branch");
    };
  }
}
