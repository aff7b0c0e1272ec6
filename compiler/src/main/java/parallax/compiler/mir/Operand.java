package parallax.compiler.mir;

import parallax.pvm.isa.Register;

/**
 * A register operand of a machine instruction.
 *
 * @param reg the virtual register
 * @param def true when the instruction writes it, false when it reads it
 * @param fixed the physical register it must be in, or null
 * @param tied for a def: index in the instruction's operands of the use whose register it must
 *     share (two-address instructions), or -1
 */
public record Operand(VReg reg, boolean def, Register fixed, int tied) {
  public static Operand use(final VReg reg) {
    return new Operand(reg, false, null, -1);
  }

  public static Operand def(final VReg reg) {
    return new Operand(reg, true, null, -1);
  }

  public static Operand useFixed(final VReg reg, final Register fixed) {
    return new Operand(reg, false, fixed, -1);
  }

  public static Operand defFixed(final VReg reg, final Register fixed) {
    return new Operand(reg, true, fixed, -1);
  }

  /** A def in the register of use {@code operand}. */
  public static Operand defTied(final VReg reg, final int operand) {
    return new Operand(reg, true, null, operand);
  }
}
