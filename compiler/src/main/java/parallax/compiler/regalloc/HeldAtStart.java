package parallax.compiler.regalloc;

import java.util.Arrays;
import parallax.compiler.mir.VReg;

/**
 * Questions of {@link HoldingFacts}: "does location L hold v when block b begins?". Each is kept
 * once, in the order in which they were first asked, together with the use that wanted to know. A
 * hash table with open addressing over columns of numbers, since there may be millions.
 */
final class HeldAtStart {
  private static final int FIELDS = 7;
  private static final int BLOCK = 0;
  private static final int LOCATION = 1;
  private static final int REG = 2;

  // The use.
  private static final int INSTRUCTION = 3;
  private static final int OPERAND = 4;
  private static final int USED_LOCATION = 5;
  private static final int USED_REG = 6;

  private int[] rows = new int[64 * FIELDS];
  private int size;

  /** Row number plus one, or 0; its length is a power of two. */
  private int[] table = new int[128];

  int size() {
    return size;
  }

  int block(final int question) {
    return rows[question * FIELDS + BLOCK];
  }

  int location(final int question) {
    return rows[question * FIELDS + LOCATION];
  }

  int reg(final int question) {
    return rows[question * FIELDS + REG];
  }

  /** Asks on behalf of a use, unless it was asked before. */
  void ask(
      final int block,
      final int location,
      final int reg,
      final int instruction,
      final int operand,
      final int usedLocation,
      final int usedReg) {
    if (!insert(block, location, reg)) {
      return;
    }
    if ((size + 1) * FIELDS > rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
    }
    final int row = size * FIELDS;
    rows[row + BLOCK] = block;
    rows[row + LOCATION] = location;
    rows[row + REG] = reg;
    rows[row + INSTRUCTION] = instruction;
    rows[row + OPERAND] = operand;
    rows[row + USED_LOCATION] = usedLocation;
    rows[row + USED_REG] = usedReg;
    size++;
  }

  /** Asks on behalf of the use that asked another question. */
  void follow(final int question, final int block, final int location, final int reg) {
    final int row = question * FIELDS;
    ask(
        block,
        location,
        reg,
        rows[row + INSTRUCTION],
        rows[row + OPERAND],
        rows[row + USED_LOCATION],
        rows[row + USED_REG]);
  }

  HoldingFacts.Refutation refutation(final int question, final String reason) {
    final int row = question * FIELDS;
    return new HoldingFacts.Refutation(
        rows[row + INSTRUCTION],
        rows[row + OPERAND],
        rows[row + USED_LOCATION],
        new VReg(rows[row + USED_REG]),
        reason);
  }

  /** Enters the next row into the table; false when there is a row with this key. */
  private boolean insert(final int block, final int location, final int reg) {
    if (2 * (size + 1) > table.length) {
      final int[] old = table;
      table = new int[2 * old.length];
      for (final int entry : old) {
        if (entry != 0) {
          final int row = entry - 1;
          table[find(block(row), location(row), reg(row))] = entry;
        }
      }
    }
    final int place = find(block, location, reg);
    if (table[place] != 0) {
      return false;
    }
    table[place] = size + 1;
    return true;
  }

  /** The place of the row with this key, or the free one where it belongs. */
  private int find(final int block, final int location, final int reg) {
    final int mask = table.length - 1;
    int hash = block * 0x9E3779B1 + location * 0x85EBCA77 + reg * 0xC2B2AE3D;
    hash ^= hash >>> 15;
    int place = hash & mask;
    while (table[place] != 0) {
      final int row = table[place] - 1;
      if (reg(row) == reg && block(row) == block && location(row) == location) {
        return place;
      }
      place = (place + 1) & mask;
    }
    return place;
  }
}
