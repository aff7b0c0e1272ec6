package parallax.compiler.serialize;

import java.util.Arrays;
import parallax.pvm.codec.InstructionWriter;

/**
 * Gives every instruction of a program its position, with code offsets as short as they can be: all
 * start at no bytes and grow until each holds its distance. Distances only grow while lengths grow,
 * so the first state in which everything fits is the smallest one there is; few rounds over the
 * branches reach it.
 */
final class JumpResolver {
  /** As the target of an instruction: it has no offset. */
  static final int NONE = -1;

  private JumpResolver() {}

  /**
   * Where everything lies.
   *
   * @param positions of each instruction, and at the end the length of the code
   * @param offsetBytes length of each instruction's offset
   */
  record Positions(int[] positions, byte[] offsetBytes) {}

  /**
   * Resolves a program.
   *
   * @param lengths bytes of each instruction without its offset
   * @param targets index of the instruction that each one leads to, or {@link #NONE}
   * @param forced so many instructions at the start take offsets of four bytes
   */
  static Positions resolve(final int[] lengths, final int[] targets, final int forced) {
    final int[] jumps = jumps(targets);
    final byte[] offsetBytes = new byte[lengths.length];
    for (final int jump : jumps) {
      offsetBytes[jump] = (byte) (jump < forced ? 4 : 0);
    }
    final int[] positions = new int[lengths.length + 1];
    boolean grown = true;
    while (grown) {
      for (int i = 0; i < lengths.length; i++) {
        positions[i + 1] = Math.addExact(positions[i], lengths[i] + offsetBytes[i]);
      }
      grown = false;
      for (final int jump : jumps) {
        final long distance = (long) positions[targets[jump]] - positions[jump];
        final int needed = InstructionWriter.immediateBytes(distance);
        if (needed > offsetBytes[jump]) {
          offsetBytes[jump] = (byte) needed;
          grown = true;
        }
      }
    }
    return new Positions(positions, offsetBytes);
  }

  private static int[] jumps(final int[] targets) {
    final int[] found = new int[targets.length];
    int count = 0;
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] != NONE) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
