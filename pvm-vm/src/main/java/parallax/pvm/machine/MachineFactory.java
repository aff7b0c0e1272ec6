package parallax.pvm.machine;

import parallax.pvm.isa.Profile;
import parallax.pvm.program.ProgramBlob;

/** An engine, seen from those who want a machine from it. */
@FunctionalInterface
public interface MachineFactory {

  /**
   * A machine at position 0 without gas.
   *
   * @throws IllegalArgumentException if the engine does not support the profile; the message names
   *     it
   */
  Machine create(Profile profile, ProgramBlob blob, InitialState state);
}
