package parallax.compiler.mir;

import java.util.List;

/**
 * An edge to a block with the virtual registers for its parameters; only {@code JUMP} may carry
 * any.
 */
public record MachineTarget(MachineBlock block, List<VReg> args) {
  public MachineTarget {
    args = List.copyOf(args);
  }

  public static MachineTarget to(final MachineBlock block) {
    return new MachineTarget(block, List.of());
  }
}
