package parallax.compiler.mir;

import java.util.ArrayList;
import java.util.List;

/**
 * A function over virtual registers. Mutable while lowering builds it, left alone afterwards:
 * allocation makes a separate result. The first block is the entry and has no parameters; arguments
 * come in through its ENTRY instruction and INCOMING_LOADs. Blocks are in layout order.
 */
public final class MachineFunction {
  private final int index;
  private final String name;
  private final List<MachineBlock> blocks = new ArrayList<>();
  private int nextVReg;

  /**
   * @param index index of the function in the program
   * @param name for people
   */
  public MachineFunction(final int index, final String name) {
    this.index = index;
    this.name = name;
  }

  public int index() {
    return index;
  }

  public String name() {
    return name;
  }

  /** The blocks; {@code blocks().get(i).id() == i}. */
  public List<MachineBlock> blocks() {
    return blocks;
  }

  /** One more than the largest virtual register number. */
  public int vregCount() {
    return nextVReg;
  }

  public MachineBlock newBlock() {
    final MachineBlock made = new MachineBlock(blocks.size());
    blocks.add(made);
    return made;
  }

  public VReg newVReg() {
    return new VReg(nextVReg++);
  }

  /** By number of a block: the numbers of its successors, in the order of its targets. */
  public int[][] successors() {
    final int[][] successors = new int[blocks.size()][];
    for (final MachineBlock block : blocks) {
      successors[block.id()] =
          block.terminator().targets().stream().mapToInt(target -> target.block().id()).toArray();
    }
    return successors;
  }

  /**
   * Outgoing stack slots that its calls use: one more than the largest slot number of OUTGOING_
   * instructions.
   */
  public int outgoingSlots() {
    int slots = 0;
    for (final MachineBlock block : blocks) {
      for (final MachineInst inst : block.instructions()) {
        if (inst.op() == MachineOp.OUTGOING_LOAD || inst.op() == MachineOp.OUTGOING_STORE) {
          slots = Math.max(slots, (int) inst.imm1() + 1);
        }
      }
    }
    return slots;
  }

  /** True when it calls nothing that destroys ra. */
  public boolean isLeaf() {
    for (final MachineBlock block : blocks) {
      for (final MachineInst inst : block.instructions()) {
        if (inst.op() == MachineOp.CALL || inst.op() == MachineOp.CALL_INDIRECT) {
          return false;
        }
      }
    }
    return true;
  }
}
