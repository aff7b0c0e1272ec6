package parallax.compiler.regalloc;

import parallax.compiler.mir.MachineFunction;

/** Gives every operand of a machine function a location. */
public interface RegisterAllocator {
  /** The name used in options and reports. */
  String name();

  Allocation allocate(MachineFunction function);
}
