package parallax.compiler.mir;

import parallax.pvm.isa.Opcode;

/**
 * The virtual registers of a function that are constants: defined by an instruction that reads
 * nothing and gives the same value wherever it stands.
 */
public final class ConstantDefinitions {
  private final MachineInst[] instructions;

  private ConstantDefinitions(final int registers) {
    instructions = new MachineInst[registers];
  }

  public static ConstantDefinitions of(final MachineFunction function) {
    final ConstantDefinitions found = new ConstantDefinitions(function.vregCount());
    for (final MachineBlock block : function.blocks()) {
      for (final MachineInst inst : block.instructions()) {
        if (isConstant(inst)) {
          found.instructions[inst.operands().get(0).reg().id()] = inst;
        }
      }
    }
    return found;
  }

  /** True for load_imm, load_imm_64 and the address of a function. */
  public static boolean isConstant(final MachineInst inst) {
    return inst.op() == MachineOp.FUNCTION_ADDRESS
        || (inst.op() == MachineOp.PVM
            && (inst.opcode() == Opcode.LOAD_IMM || inst.opcode() == Opcode.LOAD_IMM_64));
  }

  /** The instruction that makes the constant, or null when the register is none. */
  public MachineInst of(final VReg reg) {
    return instructions[reg.id()];
  }
}
