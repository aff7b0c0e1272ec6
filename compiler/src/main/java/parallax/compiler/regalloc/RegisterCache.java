package parallax.compiler.regalloc;

import java.util.Arrays;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Register;

/** Which virtual register each physical one holds a copy of, inside one block. */
final class RegisterCache {
  private static final int NOTHING = -1;

  private final int[] content = new int[Register.COUNT];

  /** The register that last received a copy of a virtual one; true only if it still holds it. */
  private final int[] home;

  RegisterCache(final int virtualRegisters) {
    home = new int[virtualRegisters];
    clear();
  }

  void clear() {
    Arrays.fill(content, NOTHING);
  }

  void put(final Register register, final VReg held) {
    content[register.index()] = held.id();
    home[held.id()] = register.index();
  }

  boolean holds(final Register register, final VReg held) {
    return content[register.index()] == held.id();
  }

  /** A register that holds it, or null. */
  Register find(final VReg held) {
    final Register register = Register.of(home[held.id()]);
    return holds(register, held) ? register : null;
  }
}
