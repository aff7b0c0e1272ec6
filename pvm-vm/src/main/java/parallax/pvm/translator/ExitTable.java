package parallax.pvm.translator;

import java.util.Arrays;

/**
 * The places where translated code of a region can be left, by number: what kind of place it is,
 * where execution goes on, what was executed before, and how much gas was taken for what has not
 * been executed.
 */
final class ExitTable {

  /** What is known of a place. */
  enum Kind {
    /** Another unit begins. */
    UNIT,
    /** The interpreter has to execute at least one instruction. */
    INSTRUCTION,
    /** The same, and what comes is an access inside a block that has been paid. */
    ACCESS,
    /** The same, because accesses by way of the stack pointer go elsewhere than was guessed. */
    STACK_ACCESS
  }

  private static final Kind[] KINDS = Kind.values();

  private final byte[] kinds;
  private final int[] positions;
  private final int[] previous;
  private final int[] refunds;

  private ExitTable(byte[] kinds, int[] positions, int[] previous, int[] refunds) {
    this.kinds = kinds;
    this.positions = positions;
    this.previous = previous;
    this.refunds = refunds;
  }

  Kind kind(int exit) {
    return KINDS[kinds[exit]];
  }

  int position(int exit) {
    return positions[exit];
  }

  /** A position, or {@link ControlEmitter#DYNAMIC}. */
  int previous(int exit) {
    return previous[exit];
  }

  int refund(int exit) {
    return refunds[exit];
  }

  /** Numbers places. */
  static final class Builder {
    private int count;
    private byte[] kinds = new byte[64];
    private int[] positions = new int[64];
    private int[] previous = new int[64];
    private int[] refunds = new int[64];

    /** The number of a new place. */
    int add(Kind kind, int position, int before, int refund) {
      if (count == positions.length) {
        kinds = Arrays.copyOf(kinds, 2 * count);
        positions = Arrays.copyOf(positions, 2 * count);
        previous = Arrays.copyOf(previous, 2 * count);
        refunds = Arrays.copyOf(refunds, 2 * count);
      }
      kinds[count] = (byte) kind.ordinal();
      positions[count] = position;
      previous[count] = before;
      refunds[count] = refund;
      return count++;
    }

    ExitTable build() {
      return new ExitTable(
          Arrays.copyOf(kinds, count),
          Arrays.copyOf(positions, count),
          Arrays.copyOf(previous, count),
          Arrays.copyOf(refunds, count));
    }
  }
}
