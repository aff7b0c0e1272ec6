package parallax.oracle.peer;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import parallax.pvm.codec.InstructionReader;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.ProgramBlob;

/**
 * The code that the peer is given: the same positions, lengths, mask and jump table as the
 * program's, with the fields that it reads in another way ({@link
 * KnownDifference.Handling#REWRITTEN}) written so that it reads what the Gray Paper says. A byte
 * that more than one instruction reads is left as it is: operands may reach into what stands behind
 * them.
 */
final class PeerCode {
  private static final int LARGEST_NIBBLE = 15;
  private static final int MAX_IMMEDIATE_BYTES = 4;
  private static final int LOW_LENGTH = 0x07;
  private static final int REGISTER_AND_LENGTH = 0x7F;

  private final InstructionReader reader;
  private final byte[] code;
  private final byte[] blob;
  // Bytes that some instruction reads, and those that another one reads too.
  private final BitSet read = new BitSet();
  private final BitSet shared = new BitSet();
  private final BitSet sbrk = new BitSet();
  private final Set<KnownDifference> open = EnumSet.noneOf(KnownDifference.class);

  PeerCode(final ProgramBlob program) {
    this.reader = program.reader(Profile.GP_0_7_2);
    this.code = program.code().clone();
    for (int pc = 0; pc < code.length; pc++) {
      if (reader.opcodeAt(pc) != null) {
        markReads(pc);
        final int next = reader.next(pc);
        if (next < code.length && !program.bitmask().get(next)) {
          open.add(KnownDifference.LONG_INSTRUCTION);
        }
      } else if (program.bitmask().get(pc)) {
        // Written otherwise it might become an instruction.
        markRead(pc);
      }
    }
    for (int pc = 0; pc < code.length; pc++) {
      final Opcode opcode = reader.opcodeAt(pc);
      if (opcode != null) {
        rewrite(opcode, pc);
      }
    }
    blob =
        BlobWriter.writeBlob(
            new ProgramBlob(program.jumpTable(), program.entrySize(), code, program.bitmask()));
  }

  private void markReads(final int pc) {
    final int operands = endOfOperands(pc);
    final int end = Math.min(code.length - 1, Math.max(pc + reader.skip(pc), operands));
    for (int at = pc; at <= end; at++) {
      markRead(at);
    }
    if (operands >= code.length && hasLengthField(pc)) {
      open.add(KnownDifference.OPERANDS_PAST_THE_END);
    }
  }

  private void markRead(final int at) {
    shared.set(at, shared.get(at) || read.get(at));
    read.set(at);
  }

  private boolean hasLengthField(final int pc) {
    return switch (reader.opcodeAt(pc).format()) {
      case IMM_IMM, REG_IMM_IMM, REG_IMM_OFFSET, REG_REG_IMM_IMM -> true;
      case NONE,
          IMM,
          REG_IMM64,
          OFFSET,
          REG_IMM,
          REG_REG,
          REG_REG_IMM,
          REG_REG_OFFSET,
          REG_REG_REG ->
          false;
    };
  }

  /** The last byte of the operands whose place does not depend on the instruction's length. */
  private int endOfOperands(final int pc) {
    return switch (reader.opcodeAt(pc).format()) {
      case NONE, IMM, OFFSET -> pc;
      case REG_IMM, REG_REG, REG_REG_IMM, REG_REG_OFFSET -> pc + 1;
      case REG_REG_REG -> pc + 2;
      case REG_IMM64 -> pc + 9;
      case IMM_IMM -> pc + 1 + length(byteAt(pc + 1));
      case REG_IMM_IMM, REG_IMM_OFFSET -> pc + 1 + length(byteAt(pc + 1) >> 4);
      case REG_REG_IMM_IMM -> pc + 2 + length(byteAt(pc + 2));
    };
  }

  private static int length(final int field) {
    return Math.min(MAX_IMMEDIATE_BYTES, field & LOW_LENGTH);
  }

  private void rewrite(final Opcode opcode, final int pc) {
    if (opcode == Opcode.SBRK) {
      sbrk.set(pc);
      replace(pc, Opcode.ECALLI.code(Profile.GP_0_7_2), KnownDifference.SBRK);
    }
    switch (opcode.format()) {
      case REG_REG_REG -> {
        final int field = byteAt(pc + 2);
        final int meant = field > LARGEST_NIBBLE ? Register.COUNT - 1 : field;
        replace(pc + 2, meant, KnownDifference.WIDE_REGISTER_FIELD);
      }
      case IMM_IMM -> replaceLength(pc + 1, LOW_LENGTH);
      case REG_REG_IMM_IMM -> replaceLength(pc + 2, LOW_LENGTH);
      case REG_IMM_IMM, REG_IMM_OFFSET -> replaceLength(pc + 1, REGISTER_AND_LENGTH);
      case NONE, IMM, REG_IMM64, OFFSET, REG_IMM, REG_REG, REG_REG_IMM, REG_REG_OFFSET -> {}
    }
  }

  private void replaceLength(final int at, final int mask) {
    replace(at, byteAt(at) & mask, KnownDifference.WIDE_LENGTH_FIELD);
  }

  private void replace(final int at, final int meant, final KnownDifference difference) {
    if (at < code.length && byteAt(at) != meant) {
      if (shared.get(at)) {
        open.add(difference);
      } else {
        code[at] = (byte) meant;
      }
    }
  }

  private int byteAt(final int index) {
    return index < code.length ? code[index] & 0xFF : 0;
  }

  /** The program blob for the peer. */
  byte[] blob() {
    return blob;
  }

  /** Whether an sbrk stands at the position. */
  boolean isSbrk(final int pc) {
    return sbrk.get(pc);
  }

  /** What the program has that is not for the peer. */
  Set<KnownDifference> open() {
    return open;
  }
}
