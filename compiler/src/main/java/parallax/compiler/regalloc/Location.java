package parallax.compiler.regalloc;

import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Register;

/**
 * Where a value is: a register, an 8-byte spill slot of the frame, or nowhere, because it is a
 * constant that can be made anew.
 *
 * @param register the register, or null
 * @param slot number of the spill slot, or -1
 * @param constant the virtual register whose only definition makes the constant, or null
 */
public record Location(Register register, int slot, VReg constant) {
  public static Location of(final Register register) {
    return new Location(register, -1, null);
  }

  public static Location slot(final int slot) {
    return new Location(null, slot, null);
  }

  /** Only as the source of a move, and for the definition itself, which then is not executed. */
  public static Location constant(final VReg reg) {
    return new Location(null, -1, reg);
  }

  public boolean isRegister() {
    return register != null;
  }

  public boolean isConstant() {
    return constant != null;
  }

  @Override
  public String toString() {
    if (isConstant()) {
      return "constant " + constant;
    }
    return isRegister() ? register.name().toLowerCase(java.util.Locale.ROOT) : "slot" + slot;
  }
}
