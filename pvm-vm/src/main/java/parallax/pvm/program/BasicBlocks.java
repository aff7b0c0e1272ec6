package parallax.pvm.program;

import java.util.BitSet;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;

/**
 * Where basic blocks start (w in Gray Paper 0.7.2 A.3): position 0 and every position behind a
 * terminator, as far as a valid instruction starts there. Only these positions may be jumped to.
 * Every masked position counts, reachable or not.
 */
public final class BasicBlocks {

  private final BitSet starts;
  private final int codeLength;

  private BasicBlocks(BitSet starts, int codeLength) {
    this.starts = starts;
    this.codeLength = codeLength;
  }

  /** Finds the blocks in time linear in the code. */
  public static BasicBlocks of(ProgramBlob blob, Profile profile) {
    InstructionReader reader = blob.reader(profile);
    BitSet starts = new BitSet(blob.code().length);
    addIfValid(starts, reader, 0);
    for (int pc = 0; pc < blob.code().length; pc++) {
      Opcode opcode = reader.opcodeAt(pc);
      if (opcode != null && opcode.isTerminator()) {
        addIfValid(starts, reader, reader.next(pc));
      }
    }
    return new BasicBlocks(starts, blob.code().length);
  }

  private static void addIfValid(BitSet starts, InstructionReader reader, int pc) {
    if (reader.opcodeAt(pc) != null) {
      starts.set(pc);
    }
  }

  /**
   * Whether a block starts at the position; false for any position outside the code, negative ones
   * too.
   */
  public boolean isStart(long pc) {
    return pc >= 0 && pc < codeLength && starts.get((int) pc);
  }

  /** The first block start at or after the position, or -1. */
  public int nextStart(int pc) {
    return starts.nextSetBit(pc);
  }

  /** The last block start at or before the position, or -1. */
  public int startOf(int pc) {
    return starts.previousSetBit(pc);
  }

  /** How many blocks there are. */
  public int count() {
    return starts.cardinality();
  }
}
