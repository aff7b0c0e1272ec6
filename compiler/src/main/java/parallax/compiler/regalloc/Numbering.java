package parallax.compiler.regalloc;

import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;

/**
 * Positions in a function. Every block has a number for its beginning, then one for each of its
 * instructions, block after block; number {@code n} has two positions:
 *
 * <ul>
 *   <li>{@code 2n}: in front of the instruction, once its moves are made; its operands are read
 *       here. For a block, where its predecessors have come together.
 *   <li>{@code 2n + 1}: behind the instruction's definitions.
 * </ul>
 *
 * <p>So moves in front of an instruction lead from position {@code 2n - 1} to {@code 2n}, and those
 * of an edge from the end of one block to the beginning of another.
 */
final class Numbering {
  private final int[] first;
  private final int[] blockOf;

  Numbering(final MachineFunction function) {
    first = new int[function.blocks().size() + 1];
    for (final MachineBlock block : function.blocks()) {
      first[block.id() + 1] = first[block.id()] + block.instructions().size();
    }
    final int blocks = function.blocks().size();
    blockOf = new int[first[blocks] + blocks];
    for (int block = 0; block < blocks; block++) {
      for (int n = label(block); n < label(block + 1); n++) {
        blockOf[n] = block;
      }
    }
  }

  /** The number of a block's beginning; of one behind the last, the number of all numbers. */
  int label(final int block) {
    return first[block] + block;
  }

  /** The position where a block begins. */
  int start(final int block) {
    return 2 * label(block);
  }

  /** The position behind a block. */
  int end(final int block) {
    return 2 * label(block + 1);
  }

  /** Index of the block's first instruction among all. */
  int firstIndex(final int block) {
    return first[block];
  }

  /** Index among all instructions of the one with this number, which is not a block's. */
  int index(final int number) {
    return number - blockOf[number] - 1;
  }

  boolean isLabel(final int number) {
    return number == label(blockOf[number]);
  }

  /** The block of a position. */
  int block(final int position) {
    return blockOf[position >> 1];
  }

  /** Number of instructions. */
  int instructions() {
    return first[first.length - 1];
  }
}
