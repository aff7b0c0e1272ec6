package parallax.fuzz.pvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parallax.fuzz.entropy.Tape;
import parallax.pvm.codec.Bitmask;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.ProgramBlob;

/**
 * Random code. Undamaged, it is what Gray Paper 0.8.0 demands of a blob (v_blob): instructions one
 * after the other, the last a terminator, static targets and jump-table entries at block starts.
 * Loops are frequent and end by gas.
 */
final class ProgramGenerator {
  private static final int MAX_INSTRUCTIONS = 64;
  private static final int MAX_TABLE = 9;
  private static final int MAX_DAMAGE = 4;

  /** How often a table entry is a number of no position. */
  private static final int WILD_ENTRY = 24;

  private final Profile profile;
  private final Opcode[] all;
  private final Opcode[] terminators;
  private final Opcode[] plain;
  private final Opcode[] accesses;
  private final Tape tape;
  private final Values values;
  private final int tableLength;

  ProgramGenerator(
      final Profile profile, final Values values, final int tableLength, final Tape tape) {
    this.profile = profile;
    this.all = Stream.of(Opcode.values()).filter(o -> o.existsIn(profile)).toArray(Opcode[]::new);
    this.terminators = select(Opcode::isTerminator);
    this.plain = select(o -> !o.isTerminator() && o.access() == null);
    this.accesses = select(o -> o.access() != null);
    this.tape = tape;
    this.values = values;
    this.tableLength = tableLength;
  }

  private Opcode[] select(final Predicate<Opcode> condition) {
    return Arrays.stream(all).filter(condition).toArray(Opcode[]::new);
  }

  /** How many entries the jump table of the next program has. */
  static int tableLength(final Tape tape) {
    return tape.below(MAX_TABLE);
  }

  /**
   * Makes a program.
   *
   * @param damaged whether it may depart from the shape of 0.8.0
   */
  ProgramBlob generate(final boolean damaged) {
    final int count = 1 + tape.below(MAX_INSTRUCTIONS);
    final List<Encoding> instructions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Each instruction's choices are its own, so that a changed byte changes one instruction.
      final Tape slice = tape.slice(24);
      instructions.add(Encoding.of(profile, opcode(slice), values, slice));
    }
    final Opcode last = tape.oneIn(4) ? terminators[tape.below(terminators.length)] : Opcode.TRAP;
    instructions.add(Encoding.of(profile, last, values, tape.slice(24)));
    final Layout layout = new Layout(instructions);
    layout.resolve(tape);
    final int[] table = new int[tableLength];
    for (int i = 0; i < table.length; i++) {
      table[i] = layout.block(tape);
    }
    byte[] code = layout.code;
    byte[] mask = layout.mask;
    if (damaged) {
      for (int i = tape.below(MAX_DAMAGE); i >= 0; i--) {
        switch (tape.below(6)) {
          case 0 -> flip(mask, tape.below(code.length));
          case 1 -> code[tape.below(code.length)] = (byte) tape.u8();
          case 2 -> {
            code = Arrays.copyOf(code, 1 + tape.below(code.length));
            mask = truncated(mask, code.length);
          }
          case 3 -> damageTable(table, code.length);
          case 4 -> layout.moveTarget(code, tape);
          default -> flip(mask, tape.below(code.length));
        }
      }
    }
    final int least = ProgramBlob.leastEntrySize(table);
    final int size = least > 0 && tape.oneIn(8) ? least + tape.below(5) : least;
    return new ProgramBlob(table, size, code, new Bitmask(code.length, mask));
  }

  private void damageTable(final int[] table, final int codeLength) {
    if (table.length > 0) {
      table[tape.below(table.length)] =
          tape.oneIn(WILD_ENTRY) ? Integer.MAX_VALUE : tape.below(codeLength + 3);
    }
  }

  private static void flip(final byte[] mask, final int bit) {
    mask[bit >> 3] ^= (byte) (1 << (bit & 7));
  }

  private static byte[] truncated(final byte[] mask, final int bits) {
    final byte[] shorter = Arrays.copyOf(mask, Bitmask.byteCount(bits));
    if (bits % 8 != 0) {
      shorter[shorter.length - 1] &= (byte) (0xFF >>> (8 - bits % 8));
    }
    return shorter;
  }

  private Opcode opcode(final Tape slice) {
    return switch (slice.below(8)) {
      case 0, 1 -> accesses[slice.below(accesses.length)];
      case 2 -> terminator(slice);
      case 3 -> slice.oneIn(6) ? Opcode.ECALLI : all[slice.below(all.length)];
      default -> plain[slice.below(plain.length)];
    };
  }

  /** Mostly one that goes on somewhere; there is one register for dynamic jumps. */
  private Opcode terminator(final Tape slice) {
    if (slice.oneIn(6)) {
      return slice.oneIn(2) ? Opcode.LOAD_IMM_JUMP_IND : Opcode.JUMP_IND;
    }
    final Opcode opcode = terminators[slice.below(terminators.length)];
    return opcode != Opcode.TRAP || slice.oneIn(4) ? opcode : Opcode.FALLTHROUGH;
  }

  /** Where everything lies. */
  private static final class Layout {
    private final List<Encoding> instructions;
    private final int[] positions;
    private final int[] blocks;
    private final byte[] code;
    private final byte[] mask;

    Layout(final List<Encoding> instructions) {
      this.instructions = instructions;
      this.positions = new int[instructions.size()];
      final int[] starts = new int[instructions.size() + 1];
      int count = 0;
      starts[count++] = 0;
      int position = 0;
      for (int i = 0; i < positions.length; i++) {
        positions[i] = position;
        position += instructions.get(i).bytes().length;
        if (instructions.get(i).opcode().isTerminator() && i + 1 < positions.length) {
          starts[count++] = position;
        }
      }
      this.blocks = Arrays.copyOf(starts, count);
      this.code = new byte[position];
      this.mask = new byte[Bitmask.byteCount(position)];
    }

    void resolve(final Tape tape) {
      for (int i = 0; i < positions.length; i++) {
        final Encoding each = instructions.get(i);
        System.arraycopy(each.bytes(), 0, code, positions[i], each.bytes().length);
        flip(mask, positions[i]);
        if (each.offsetAt() >= 0) {
          final int target = each.offsetLength() < 2 ? nearest(i) : block(tape);
          patch(code, i, target - positions[i]);
        }
      }
    }

    /** An offset of a byte reaches this far; one of none only an instruction that is a block. */
    private int nearest(final int instruction) {
      int best = 0;
      for (final int block : blocks) {
        best = block <= positions[instruction] ? block : best;
      }
      return best;
    }

    private void patch(final byte[] bytes, final int instruction, final int offset) {
      final Encoding each = instructions.get(instruction);
      for (int i = 0; i < each.offsetLength(); i++) {
        final int at = positions[instruction] + each.offsetAt() + i;
        if (at < bytes.length) {
          bytes[at] = (byte) (offset >> (8 * i));
        }
      }
    }

    int block(final Tape tape) {
      return blocks[tape.below(blocks.length)];
    }

    /** Gives an instruction that has a target another one, anywhere. */
    void moveTarget(final byte[] bytes, final Tape tape) {
      final int from = tape.below(positions.length);
      for (int i = from; i < positions.length; i++) {
        if (instructions.get(i).opcode().format().hasOffset()) {
          patch(
              bytes,
              i,
              (tape.oneIn(4) ? (int) tape.bits(4) : tape.below(code.length + 4)) - positions[i]);
          return;
        }
      }
    }
  }
}
