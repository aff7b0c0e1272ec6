package parallax.compiler.regalloc;

import parallax.compiler.mir.MachineFunction;

/** Gives every operand of a machine function a location. */
public interface RegisterAllocator {
  /** The name used in options and reports. */
  String name();

  /** The function in the form that {@link #allocate} takes; it does the same. */
  default MachineFunction prepare(final MachineFunction function) {
    return function;
  }

  /**
   * Allocates a function.
   *
   * @param function what {@link #prepare} gave
   */
  Allocation allocate(MachineFunction function);
}
