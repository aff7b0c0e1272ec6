package parallax.pvm.translator;

import java.util.Arrays;

/**
 * The accesses of a region by number: where each is, what was executed before it, and how much gas
 * was taken for it and the instructions behind it.
 */
final class SiteTable {

  private final int[] positions;
  private final int[] previous;
  private final int[] refunds;

  private SiteTable(int[] positions, int[] previous, int[] refunds) {
    this.positions = positions;
    this.previous = previous;
    this.refunds = refunds;
  }

  int position(int site) {
    return positions[site];
  }

  /** A position, or {@link ControlEmitter#DYNAMIC}. */
  int previous(int site) {
    return previous[site];
  }

  int refund(int site) {
    return refunds[site];
  }

  /** Numbers accesses. */
  static final class Builder {
    private int count;
    private int[] positions = new int[16];
    private int[] previous = new int[16];
    private int[] refunds = new int[16];

    int add(int position, int before, int refund) {
      if (count == positions.length) {
        positions = Arrays.copyOf(positions, 2 * count);
        previous = Arrays.copyOf(previous, 2 * count);
        refunds = Arrays.copyOf(refunds, 2 * count);
      }
      positions[count] = position;
      previous[count] = before;
      refunds[count] = refund;
      return count++;
    }

    SiteTable build() {
      return new SiteTable(
          Arrays.copyOf(positions, count),
          Arrays.copyOf(previous, count),
          Arrays.copyOf(refunds, count));
    }
  }
}
