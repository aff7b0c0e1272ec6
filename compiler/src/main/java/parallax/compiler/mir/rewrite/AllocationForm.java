package parallax.compiler.mir.rewrite;

import parallax.compiler.mir.MachineFunction;

/** The form in which functions are given registers: see the package. */
public final class AllocationForm {
  private AllocationForm() {}

  /** A function that does the same. */
  public static MachineFunction of(final MachineFunction function) {
    final MachineFunction split = CriticalEdges.split(function);
    return ConstantSharing.share(CopyElimination.eliminate(split));
  }
}
