package parallax.compiler.regalloc;

import parallax.pvm.isa.Register;

/**
 * Where a value is: a register, or an 8-byte spill slot of the frame.
 *
 * @param register the register, or null
 * @param slot number of the spill slot, or -1
 */
public record Location(Register register, int slot) {
  public static Location of(final Register register) {
    return new Location(register, -1);
  }

  public static Location slot(final int slot) {
    return new Location(null, slot);
  }

  public boolean isRegister() {
    return register != null;
  }

  @Override
  public String toString() {
    return isRegister() ? register.name().toLowerCase(java.util.Locale.ROOT) : "slot" + slot;
  }
}
