package parallax.pvm.codec;

import java.util.List;
import parallax.pvm.isa.BlockPipeline;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Opcode.Flag;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.PipelineCost;

/**
 * What the block gas model charges for a sequence of instructions, by feeding them to the {@link
 * BlockPipeline} (Gray Paper 0.8.0 A.9). Works on instructions as values, so that a compiler can
 * ask for the price of code that it has not laid out yet.
 */
public final class BlockCost {

  private final BlockPipeline pipeline = new BlockPipeline();

  /**
   * The gas that a block costs under a model.
   *
   * @param block the instructions of the block, its terminator included
   * @param coldSuccessor whether the block ends with a branch of which the target or the
   *     fall-through starts with trap or unlikely, which makes the branch cheap
   */
  public static long of(GasModel model, List<Instruction> block, boolean coldSuccessor) {
    return switch (model) {
      case FLAT -> (long) block.size() * GasModel.FLAT_COST;
      case BLOCK_PIPELINE -> {
        BlockCost cost = new BlockCost();
        for (Instruction instruction : block) {
          cost.add(instruction, coldSuccessor);
        }
        yield cost.finish();
      }
    };
  }

  /** Adds the next instruction; coldSuccessor only matters for branches. */
  public void add(Instruction instruction, boolean coldSuccessor) {
    Opcode opcode = instruction.opcode();
    if (opcode == Opcode.MOVE_REG) {
      pipeline.move(instruction.d(), instruction.a());
      return;
    }
    PipelineCost cost = opcode.pipelineCost();
    int destination = instruction.definedRegister();
    int sources = sources(instruction);
    pipeline.add(
        decodes(instruction, cost, destination, sources),
        coldSuccessor ? cost.cheapBranchCycles() : cost.cycles(),
        cost.units(),
        sources,
        destination);
  }

  /** The gas for everything added, as one block. */
  public int finish() {
    return pipeline.finish();
  }

  /** A cmov waits for its value and condition, but not for what its destination held. */
  private static int sources(Instruction in) {
    if (!in.opcode().has(Flag.READS_DESTINATION)) {
      return in.usedRegisters();
    }
    return in.opcode().format() == OperandFormat.REG_REG_REG
        ? 1 << in.a() | 1 << in.b()
        : 1 << in.b();
  }

  private static int decodes(Instruction in, PipelineCost cost, int destination, int sources) {
    boolean overlapping =
        switch (cost.overlap()) {
          case NEVER -> false;
          case ANY_SOURCE -> (sources >> destination & 1) != 0;
          case FIRST_SOURCE -> destination == in.a();
        };
    return overlapping ? cost.decodeOverlapping() : cost.decode();
  }
}
