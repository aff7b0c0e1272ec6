package parallax.fuzz.pvm;

import java.io.ByteArrayOutputStream;
import parallax.fuzz.entropy.Tape;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;

/**
 * The bytes of one instruction, with every field as a tape says: register fields up to the largest
 * number that the format holds, immediates of any length at the borders of sign extension, length
 * fields above 4, bytes that belong to no operand.
 *
 * @param bytes the instruction; where a code offset is, zeros
 * @param offsetAt where the code offset is, -1 if there is none
 * @param offsetLength how many bytes it has
 */
record Encoding(Opcode opcode, byte[] bytes, int offsetAt, int offsetLength) {
  private static final int REGISTERS = 13;

  /** Registers from this one on hold addresses to begin with, and are seldom written. */
  static final int POINTERS = 8;

  private static final int MAX_IMMEDIATE = 4;

  /** Addresses below are the sign extension of three bytes. */
  private static final int SHORT_ADDRESSES = 0x80_0000;

  private static final int MAX_LENGTH = 25;

  /** Reads the choices for one instruction. */
  static Encoding of(
      final Profile profile, final Opcode opcode, final Values values, final Tape tape) {
    final Writer out = new Writer(values, tape, opcode);
    out.bytes.write(opcode.code(profile));
    final OperandFormat format = opcode.format();
    switch (format) {
      case NONE -> {}
      case IMM -> out.immediate(out.length());
      case REG_IMM64 -> {
        out.registers(false);
        out.raw(values.any(tape), Long.BYTES);
      }
      case IMM_IMM -> {
        final long address = values.pointer(tape);
        final int length = out.lengthField(out.addressLength(address));
        out.raw(address, length);
        out.immediate(out.length());
      }
      case OFFSET -> out.offset();
      case REG_IMM -> {
        out.registers(false);
        out.single();
      }
      case REG_IMM_IMM -> {
        final int length = out.registerAndLength();
        out.immediate(length);
        out.raw(values.immediate(tape), out.length());
      }
      case REG_IMM_OFFSET -> {
        final int length = out.registerAndLength();
        out.immediate(length);
        out.offset();
      }
      case REG_REG -> out.registers(true);
      case REG_REG_IMM -> {
        out.registers(true);
        out.immediate(out.length());
      }
      case REG_REG_OFFSET -> {
        out.registers(true);
        out.offset();
      }
      case REG_REG_IMM_IMM -> {
        out.registers(true);
        final int length = out.lengthField(out.length());
        out.raw(values.immediate(tape), length);
        out.jumpDisplacement(out.length());
      }
      case REG_REG_REG -> {
        out.registers(true);
        out.bytes.write(tape.oneIn(64) ? tape.u8() : out.register());
      }
    }
    out.trailing();
    return new Encoding(opcode, out.bytes.toByteArray(), out.offsetAt, out.offsetLength);
  }

  /** Writes fields one after the other. */
  private static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Values values;
    private final Tape tape;
    private final boolean isAccess;
    private final boolean isDynamicJump;
    private int offsetAt = -1;
    private int offsetLength;

    Writer(final Values values, final Tape tape, final Opcode opcode) {
      this.values = values;
      this.tape = tape;
      this.isAccess = opcode.access() != null;
      this.isDynamicJump = opcode == Opcode.JUMP_IND || opcode == Opcode.LOAD_IMM_JUMP_IND;
    }

    /** A field that is mostly a result or an operand. */
    int register() {
      return tape.oneIn(64) ? tape.below(16) : tape.below(tape.oneIn(8) ? REGISTERS : POINTERS);
    }

    /** A field that is mostly an address: the upper registers begin as pointers. */
    int pointer() {
      return tape.oneIn(16) ? register() : POINTERS + tape.below(REGISTERS - 1 - POINTERS);
    }

    void registers(final boolean two) {
      final int low = isDynamicJump && !two ? jumpRegister() : register();
      bytes.write(low | (two ? second() : tape.oneIn(32) ? register() : 0) << 4);
    }

    private int second() {
      return isDynamicJump ? jumpRegister() : isAccess ? pointer() : source();
    }

    private int jumpRegister() {
      return tape.oneIn(8) ? register() : REGISTERS - 1;
    }

    /** A field that is read only. */
    private int source() {
      return tape.oneIn(2) ? register() : tape.below(REGISTERS);
    }

    /** A byte with a register below and a length above. */
    int registerAndLength() {
      final int register = isAccess ? pointer() : register();
      final int length = length();
      final int field = length == MAX_IMMEDIATE && tape.oneIn(8) ? 4 + tape.below(4) : length;
      bytes.write(register | field << 4 | (tape.oneIn(32) ? 0x80 : 0));
      return length;
    }

    /** A byte whose low three bits are a length. */
    int lengthField(final int length) {
      final int field = length == MAX_IMMEDIATE && tape.oneIn(8) ? 4 + tape.below(4) : length;
      bytes.write(field | (tape.oneIn(32) ? 0xF8 : 0));
      return length;
    }

    int length() {
      return tape.below(MAX_IMMEDIATE + 1);
    }

    void raw(final long value, final int length) {
      for (int i = 0; i < length; i++) {
        bytes.write((int) (value >>> (8 * i)));
      }
    }

    void immediate(final int length) {
      raw(isAccess ? values.displacement(tape) : values.immediate(tape), length);
    }

    /** Mostly as many bytes as it takes. */
    int addressLength(final long address) {
      return tape.oneIn(32) ? length() : address < SHORT_ADDRESSES ? 3 : MAX_IMMEDIATE;
    }

    /** The one operand beside a register: an absolute address, a displacement, or a number. */
    void single() {
      if (isAccess) {
        final long address = values.pointer(tape);
        raw(address, addressLength(address));
      } else if (isDynamicJump) {
        jumpDisplacement(length());
      } else {
        immediate(length());
      }
    }

    /** From one entry of the jump table to another. */
    void jumpDisplacement(final int length) {
      raw(tape.oneIn(4) ? 2L * tape.below(4) : 0, length);
    }

    void offset() {
      offsetAt = bytes.size();
      offsetLength = tape.oneIn(32) ? tape.below(2) : 2 + tape.below(3);
      raw(tape.oneIn(2) ? 0 : 1, offsetLength);
    }

    /** Bytes behind the operands; behind an offset only where they do not lengthen it. */
    void trailing() {
      if (tape.oneIn(24) && (offsetAt < 0 || offsetLength == MAX_IMMEDIATE)) {
        final int most = MAX_LENGTH - bytes.size();
        final int count = tape.oneIn(8) ? most : 1 + tape.below(Math.min(3, most));
        for (int i = 0; i < count; i++) {
          bytes.write(tape.u8());
        }
      }
    }
  }
}
