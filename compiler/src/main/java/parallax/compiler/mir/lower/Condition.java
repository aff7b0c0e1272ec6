package parallax.compiler.mir.lower;

import java.util.List;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;

/**
 * The condition of a PVM branch: opcode and operands, without the target.
 *
 * @param opcode a branch, reg-reg or reg-imm
 * @param operands the registers it compares
 * @param imm the immediate of the reg-imm forms
 */
record Condition(Opcode opcode, List<Operand> operands, long imm) {
  static Condition of(final Opcode opcode, final VReg a, final VReg b) {
    return new Condition(opcode, List.of(Operand.use(a), Operand.use(b)), 0);
  }

  static Condition of(final Opcode opcode, final VReg a, final long imm) {
    return new Condition(opcode, List.of(Operand.use(a)), imm);
  }
}
