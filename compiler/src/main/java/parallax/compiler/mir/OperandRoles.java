package parallax.compiler.mir;

import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;

/**
 * What the register operands of a PVM opcode are in a {@link MachineInst}, derived from the operand
 * format and the flags of its row in the instruction table (GP 0.7.2 A.5).
 *
 * @param defs number of defs, which come first: 0 or 1
 * @param uses number of uses behind them
 * @param tied index of the operand that the def is tied to, or -1
 */
public record OperandRoles(int defs, int uses, int tied) {
  /**
   * True when the opcode may stand in a {@link MachineOp#PVM} instruction: it only computes, loads
   * or stores, or is sbrk.
   */
  public static boolean isPlain(final Opcode opcode) {
    return opcode.has(Opcode.Flag.PURE) || opcode.access() != null || opcode == Opcode.SBRK;
  }

  /**
   * The roles in a plain instruction ({@link #isPlain}) or a conditional branch; undefined for
   * other opcodes.
   */
  public static OperandRoles of(final Opcode opcode) {
    final OperandFormat format = opcode.format();
    final int registers =
        (format.hasA() ? 1 : 0) + (format.hasB() ? 1 : 0) + (format.hasD() ? 1 : 0);
    if (opcode.isConditional() || opcode.has(Opcode.Flag.STORE)) {
      return new OperandRoles(0, registers, -1);
    }
    if (opcode.has(Opcode.Flag.READS_DESTINATION)) {
      return new OperandRoles(1, registers, registers);
    }
    return new OperandRoles(registers == 0 ? 0 : 1, Math.max(0, registers - 1), -1);
  }

  /** Number of operands. */
  public int count() {
    return defs + uses;
  }
}
