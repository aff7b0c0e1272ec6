package parallax.compiler.regalloc;

import java.util.Arrays;
import parallax.compiler.graph.LoopNest;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineOp;

/**
 * The loops of a function by positions: how often blocks are executed, roughly, and where a move
 * costs least.
 *
 * <p>A block's weight is 16 for the level of the function and eight times as much for each loop
 * around it, up to six; 1 when it can only end in a trap.
 */
final class LoopPositions {
  /** The weight of blocks outside of loops. */
  static final long ONCE = 16;

  private static final long COLD = 1;
  private static final int GROWTH_SHIFT = 3;
  private static final int DEEPEST = 6;

  /** How many loops are climbed in search of a place; deeper nests are hostile. */
  private static final int CLIMB = 32;

  private final Numbering numbering;
  private final LoopNest loops;
  private final long[] weight;

  /** By header: the position behind the last block of its loop. */
  private final int[] end;

  LoopPositions(final MachineFunction function, final Numbering numbering) {
    this.numbering = numbering;
    this.loops = LoopNest.of(function.successors());
    final int blocks = function.blocks().size();
    end = new int[blocks];
    for (int block = 0; block < blocks; block++) {
      final int loop = loops.innermost(block);
      if (loop != LoopNest.NONE) {
        end[loop] = Math.max(end[loop], numbering.end(block));
      }
    }
    widenOuterLoops(blocks);
    weight = new long[blocks];
    for (int block = 0; block < blocks; block++) {
      weight[block] = ONCE << (GROWTH_SHIFT * Math.min(DEEPEST, loops.depth(block)));
    }
    coolTraps(function);
  }

  /** A loop reaches at least as far as those in it; headers of inner loops mostly come later. */
  private void widenOuterLoops(final int blocks) {
    for (int block = blocks - 1; block >= 0; block--) {
      final int outer = loops.isHeader(block) ? loops.outer(block) : LoopNest.NONE;
      if (outer != LoopNest.NONE) {
        end[outer] = Math.max(end[outer], end[block]);
      }
    }
  }

  private void coolTraps(final MachineFunction function) {
    final boolean[] cold = new boolean[weight.length];
    for (int id = weight.length - 1; id >= 0; id--) {
      final MachineBlock block = function.blocks().get(id);
      final boolean jumps = !block.terminator().targets().isEmpty();
      cold[id] =
          jumps
              ? block.terminator().targets().stream().allMatch(to -> cold[to.block().id()])
              : block.terminator().op() == MachineOp.TRAP;
      if (cold[id]) {
        weight[id] = COLD;
      }
    }
  }

  /** How often the block is executed, relative to others. */
  long weight(final int block) {
    return weight[block];
  }

  /** How often the instruction at the position is executed. */
  long weightAt(final int position) {
    return weight[numbering.block(position)];
  }

  /** Headers of the loops around a position, the innermost first, up to a bound. */
  int[] around(final int position) {
    final int[] headers = new int[CLIMB];
    int count = 0;
    int loop = loops.innermost(numbering.block(position));
    while (loop != LoopNest.NONE && count < CLIMB) {
      headers[count++] = loop;
      loop = loops.outer(loop);
    }
    return Arrays.copyOf(headers, count);
  }

  /** The position where the loop with this header begins. */
  int startOf(final int header) {
    return numbering.start(header);
  }

  /** The position behind the loop with this header. */
  int endOf(final int header) {
    return end[header];
  }

  /**
   * The latest position in {@code (after, last]} outside of every loop that {@code after} is not
   * in: where a value should be brought to a register that is needed at {@code last}.
   */
  int cheapest(final int after, final int last) {
    int best = last & ~1;
    int loop = loops.innermost(numbering.block(last));
    for (int climbed = 0; loop != LoopNest.NONE && climbed < CLIMB; climbed++) {
      if (numbering.start(loop) <= after) {
        break;
      }
      if (numbering.start(loop) <= last) {
        best = numbering.start(loop);
      }
      loop = loops.outer(loop);
    }
    return best;
  }
}
