package parallax.pvm.isa;

import java.util.Arrays;

/**
 * The processor that the block gas model imagines (Gray Paper 0.8.0 A.9, A.10): instructions are
 * decoded in order into a reorder buffer, start when their operands and execution units are there,
 * and retire in order. The price of a block is how long that takes.
 *
 * <p>Use: feed the instructions of one block in order, then ask for {@link #finish}; one object per
 * block. In each cycle the first possible of these happens, until none is: decode the next
 * instruction; start the oldest that waits and can; let the cycle end.
 *
 * <p>Representation: the buffer is a ring of 32 slots, and sets of slots are the bits of an int. A
 * register that nobody in the buffer still computes has no producers, so a finished instruction
 * needs no memory of its own: it is removed from every set that waits for it.
 */
public final class BlockPipeline {

  private static final int SLOTS = 32;
  private static final int DECODES_PER_CYCLE = 4;
  private static final int STARTS_PER_CYCLE = 5;

  /** Cycles that are not charged, and the least that is. */
  private static final int FREE_CYCLES = 3;

  private static final int LEAST_COST = 1;

  // Execution units are counted in one int, a nibble for each kind, whose high bit stays free.
  private static final int ALL_UNITS = pack(4, 4, 4, 1, 1);
  private static final int UNIT_GUARDS = pack(8, 8, 8, 8, 8);

  private final int[] producers = new int[Register.COUNT];
  private final int[] waitsFor = new int[SLOTS];
  private final int[] unitsOf = new int[SLOTS];
  private final int[] cyclesOf = new int[SLOTS];
  private final int[] doneAt = new int[SLOTS];

  private int first;
  private int live;
  private int decoded;
  private int waiting;
  private int executing;
  private int completed;
  private int finished;

  private int freeUnits = ALL_UNITS;
  private int decodesLeft = DECODES_PER_CYCLE;
  private int startsLeft = STARTS_PER_CYCLE;
  private int cycle;

  private static int pack(int alu, int load, int store, int multiply, int divide) {
    return alu | load << 4 | store << 8 | multiply << 12 | divide << 16;
  }

  private static int pack(PipelineCost.Units units) {
    return pack(units.alu(), units.load(), units.store(), units.multiply(), units.divide());
  }

  /**
   * Decodes an instruction, as soon as that is possible.
   *
   * @param decodes decode slots that it takes, 1 to 4
   * @param cycles its latency, at least 1
   * @param units what it occupies while executing
   * @param sources the registers that it waits for, bit r for register r
   * @param destination the register that it computes, or -1
   */
  public void add(int decodes, int cycles, PipelineCost.Units units, int sources, int destination) {
    while (decodes > decodesLeft || live == SLOTS) {
      proceed();
    }
    int slot = (first + live) % SLOTS;
    live++;
    decodesLeft -= decodes;
    decoded |= 1 << slot;
    unitsOf[slot] = pack(units);
    cyclesOf[slot] = cycles;
    waitsFor[slot] = producersOf(sources);
    if (destination >= 0) {
      producers[destination] = 1 << slot;
    }
  }

  private int producersOf(int registers) {
    int slots = 0;
    for (int left = registers; left != 0; left &= left - 1) {
      slots |= producers[Integer.numberOfTrailingZeros(left)];
    }
    return slots;
  }

  /** Renames a register: takes a decode slot, but neither time nor room in the buffer. */
  public void move(int destination, int source) {
    while (decodesLeft == 0 || live == SLOTS) {
      proceed();
    }
    decodesLeft--;
    producers[destination] = producers[source];
  }

  /** Ends the block. */
  public int finish() {
    while (live > 0) {
      proceed();
    }
    return Math.max(cycle - FREE_CYCLES, LEAST_COST);
  }

  private void proceed() {
    if (startsLeft == 0 || !startOldest()) {
      endCycle();
    }
  }

  private boolean startOldest() {
    // Rotated so that bit 0 is the oldest.
    for (int left = Integer.rotateRight(waiting, first); left != 0; left &= left - 1) {
      int slot = (first + Integer.numberOfTrailingZeros(left)) % SLOTS;
      int rest = (freeUnits | UNIT_GUARDS) - unitsOf[slot];
      if (waitsFor[slot] == 0 && (rest & UNIT_GUARDS) == UNIT_GUARDS) {
        freeUnits = rest & ~UNIT_GUARDS;
        waiting &= ~(1 << slot);
        executing |= 1 << slot;
        doneAt[slot] = cycle + cyclesOf[slot];
        startsLeft--;
        return true;
      }
    }
    return false;
  }

  private void endCycle() {
    while (live > 0 && (finished & 1 << first) != 0) {
      finished &= ~(1 << first);
      first = (first + 1) % SLOTS;
      live--;
    }
    waiting |= decoded;
    decoded = 0;
    finished |= completed;
    completed = 0;
    cycle++;
    for (int left = executing; left != 0; left &= left - 1) {
      int slot = Integer.numberOfTrailingZeros(left);
      if (doneAt[slot] == cycle) {
        completed |= 1 << slot;
        freeUnits += unitsOf[slot];
      }
    }
    if (completed != 0) {
      executing &= ~completed;
      forget(completed);
    }
    decodesLeft = DECODES_PER_CYCLE;
    startsLeft = STARTS_PER_CYCLE;
  }

  /** Nobody waits any more for what these slots compute. */
  private void forget(int slots) {
    for (int i = 0; i < producers.length; i++) {
      producers[i] &= ~slots;
    }
    for (int i = 0; i < SLOTS; i++) {
      waitsFor[i] &= ~slots;
    }
  }

  @Override
  public String toString() {
    return "cycle "
        + cycle
        + ", "
        + live
        + " in the buffer, producers "
        + Arrays.toString(producers);
  }
}
