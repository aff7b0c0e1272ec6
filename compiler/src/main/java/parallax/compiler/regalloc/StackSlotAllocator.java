package parallax.compiler.regalloc;

import parallax.compiler.mir.MachineFunction;

/**
 * Keeps every value in a spill slot: it is stored behind its definition and loaded in front of its
 * uses. Registers only save loads, inside one block: a value that is still in the register of its
 * last definition or load is not loaded again.
 *
 * <p>Uses no callee-saved register, neither {@code ra} nor {@code sp}. The argument registers are
 * used for operands that are fixed to them, everything else is in {@code
 * RegisterConvention.SCRATCH}. Time is linear in instructions and in live ranges counted in blocks.
 */
public final class StackSlotAllocator implements RegisterAllocator {
  @Override
  public String name() {
    return "stack-slot";
  }

  @Override
  public Allocation allocate(final MachineFunction function) {
    return new StackSlotRewriter(function).run();
  }
}
