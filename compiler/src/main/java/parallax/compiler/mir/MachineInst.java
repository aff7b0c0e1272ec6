package parallax.compiler.mir;

import java.util.List;
import parallax.pvm.isa.Opcode;

/**
 * One machine instruction; immutable. Which fields mean something is said by {@link MachineOp}.
 *
 * @param op what it is
 * @param opcode the PVM opcode of PVM, TRAP_BRANCH and BRANCH, otherwise null
 * @param operands register operands, defs first
 * @param imm1 first immediate, sign-extended
 * @param imm2 second immediate (store_imm_ind and the like), sign-extended
 * @param function index of the function that CALL and FUNCTION_ADDRESS refer to, otherwise -1
 * @param targets edges of terminators
 * @param trap what a panic or fault here means; null when it cannot happen
 * @param sourceOffset byte offset in the source module, -1 when there is none
 */
public record MachineInst(
    MachineOp op,
    Opcode opcode,
    List<Operand> operands,
    long imm1,
    long imm2,
    int function,
    List<MachineTarget> targets,
    TrapSite trap,
    int sourceOffset) {
  public MachineInst {
    operands = List.copyOf(operands);
    targets = List.copyOf(targets);
  }
}
