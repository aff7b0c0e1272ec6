package parallax.pvm.program;

import java.util.Arrays;
import parallax.pvm.codec.Bitmask;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.isa.Profile;

/**
 * Code with its bitmask and jump table (Gray Paper 0.7.2 A.2). Immutable, except that {@link
 * #code()} hands out the array itself, which nobody may change. Says nothing about whether the code
 * makes sense.
 */
public final class ProgramBlob {

  private final int[] jumpTable;
  private final int entrySize;
  private final byte[] code;
  private final Bitmask bitmask;

  /**
   * @param jumpTable code positions reached by dynamic jumps, none negative; copied. An entry
   *     beyond the range of int is held as Integer.MAX_VALUE: no code is that long, so it starts no
   *     block either way
   * @param entrySize bytes of one entry in the blob (z), 0 to 255; 0 only for an empty table
   * @param code the code; not copied
   * @param bitmask one bit per code byte
   */
  public ProgramBlob(int[] jumpTable, int entrySize, byte[] code, Bitmask bitmask) {
    if (code.length != bitmask.length()) {
      throw new IllegalArgumentException(
          code.length + " code bytes, " + bitmask.length() + " mask bits");
    }
    if (entrySize < 0 || entrySize > 255 || (entrySize == 0 && jumpTable.length > 0)) {
      throw new IllegalArgumentException(
          jumpTable.length + " jump-table entries of " + entrySize + " bytes");
    }
    for (int entry : jumpTable) {
      if (entry < 0 || minimalEntrySize(entry) > entrySize) {
        throw new IllegalArgumentException(
            "jump-table entry " + entry + " in " + entrySize + " bytes");
      }
    }
    this.jumpTable = jumpTable.clone();
    this.entrySize = entrySize;
    this.code = code;
    this.bitmask = bitmask;
  }

  /** The blob of what a writer has written, with the smallest entry size that holds the table. */
  public static ProgramBlob of(int[] jumpTable, InstructionWriter writer) {
    return new ProgramBlob(jumpTable, leastEntrySize(jumpTable), writer.code(), writer.bitmask());
  }

  /** The fewest bytes per entry that hold all entries of a table; 0 for an empty one. */
  public static int leastEntrySize(int[] jumpTable) {
    int size = jumpTable.length == 0 ? 0 : 1;
    for (int entry : jumpTable) {
      size = Math.max(size, minimalEntrySize(entry));
    }
    return size;
  }

  private static int minimalEntrySize(int entry) {
    return (32 - Integer.numberOfLeadingZeros(entry) + 7) / 8;
  }

  public int jumpTableLength() {
    return jumpTable.length;
  }

  /** The code position in entry i, reached by the dynamic address 2(i+1). */
  public int jumpTarget(int i) {
    return jumpTable[i];
  }

  /** A copy of the jump table. */
  public int[] jumpTable() {
    return jumpTable.clone();
  }

  /** Bytes of one jump-table entry in the blob (z). */
  public int entrySize() {
    return entrySize;
  }

  /** The code bytes themselves, not a copy. */
  public byte[] code() {
    return code;
  }

  public Bitmask bitmask() {
    return bitmask;
  }

  /** A reader of this code. */
  public InstructionReader reader(Profile profile) {
    return new InstructionReader(code, bitmask, profile);
  }

  /** The position behind the instruction at a position. */
  public int next(Profile profile, int pc) {
    return reader(profile).next(pc);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProgramBlob that
        && entrySize == that.entrySize
        && Arrays.equals(jumpTable, that.jumpTable)
        && Arrays.equals(code, that.code)
        && bitmask.equals(that.bitmask);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(jumpTable) * 31 + Arrays.hashCode(code);
  }

  @Override
  public String toString() {
    return "ProgramBlob["
        + jumpTable.length
        + " jump-table entries, "
        + code.length
        + " code bytes]";
  }
}
