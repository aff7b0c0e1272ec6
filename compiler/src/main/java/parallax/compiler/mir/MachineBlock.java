package parallax.compiler.mir;

import java.util.ArrayList;
import java.util.List;

/** A block of machine instructions; the last one, and only that, is a terminator. */
public final class MachineBlock {
  private final int id;
  private final List<VReg> params = new ArrayList<>();
  private final List<MachineInst> instructions = new ArrayList<>();

  MachineBlock(final int id) {
    this.id = id;
  }

  /** Position in {@link MachineFunction#blocks()}. */
  public int id() {
    return id;
  }

  /** The parameters; mutable while the function is built. */
  public List<VReg> params() {
    return params;
  }

  /** The instructions; mutable while the function is built. */
  public List<MachineInst> instructions() {
    return instructions;
  }

  public MachineInst terminator() {
    return instructions.get(instructions.size() - 1);
  }

  @Override
  public String toString() {
    return "b" + id;
  }
}
