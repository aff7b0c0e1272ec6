package parallax.pvm.codec;

import java.util.Arrays;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;

/**
 * Appends instructions to a growing code buffer and its bitmask. Immediates take the fewest bytes
 * that hold them (zero takes none); a code offset takes the fewest too unless its length is forced,
 * which lets a caller fix the layout before it knows the targets.
 *
 * <p>Whatever this writes, {@link InstructionReader} reads back as the same instruction, provided
 * that something starts directly behind it, or the code ends there.
 */
public final class InstructionWriter {

  /** As the byte length of an offset: the fewest that hold it. */
  public static final int MINIMAL = -1;

  private final Profile profile;
  private byte[] code = new byte[256];
  private byte[] mask = new byte[32];
  private int position;

  public InstructionWriter(Profile profile) {
    this.profile = profile;
  }

  /** Number of bytes written, which is where the next instruction starts. */
  public int position() {
    return position;
  }

  /**
   * Appends an instruction, all immediates minimal.
   *
   * @return its length in bytes
   */
  public int write(Instruction instruction) {
    return write(instruction, MINIMAL);
  }

  /**
   * Appends an instruction.
   *
   * @param offsetBytes length of the code offset, 0 to 4, or {@link #MINIMAL}; ignored by formats
   *     without an offset
   * @return the length of the instruction in bytes, the same as {@link #length(Instruction, int)}
   * @throws IllegalArgumentException if the offset does not fit that length, or the profile lacks
   *     the instruction
   */
  public int write(Instruction instruction, int offsetBytes) {
    Opcode opcode = instruction.opcode();
    int number = opcode.code(profile);
    if (number < 0) {
      throw new IllegalArgumentException(
          opcode.mnemonic() + " does not exist in " + profile.label());
    }
    int length = length(instruction, offsetBytes);
    ensure(length);
    int start = position;
    mask[start >>> 3] |= (byte) (1 << (start & 7));
    put(number);
    writeOperands(instruction, offsetBytes);
    if (position - start != length) {
      throw new IllegalStateException(
          instruction + " took " + (position - start) + " bytes, not " + length);
    }
    return length;
  }

  /**
   * Appends bytes as they are.
   *
   * @param start whether an instruction starts at the first of them; otherwise none does
   */
  public void writeBytes(byte[] bytes, boolean start) {
    ensure(bytes.length);
    if (start && bytes.length > 0) {
      mask[position >>> 3] |= (byte) (1 << (position & 7));
    }
    System.arraycopy(bytes, 0, code, position, bytes.length);
    position += bytes.length;
  }

  private void writeOperands(Instruction in, int offsetBytes) {
    int lx = immediateBytes(in.imm1());
    int ly = immediateBytes(in.imm2());
    int lo = offsetLength(in, offsetBytes);
    switch (in.opcode().format()) {
      case NONE -> {}
      case IMM -> put(in.imm1(), lx);
      case REG_IMM64 -> {
        put(in.a());
        put(in.imm1(), 8);
      }
      case IMM_IMM -> {
        put(lx);
        put(in.imm1(), lx);
        put(in.imm2(), ly);
      }
      case OFFSET -> put(in.offset(), lo);
      case REG_IMM -> {
        put(in.a());
        put(in.imm1(), lx);
      }
      case REG_IMM_IMM -> {
        put(in.a() | lx << 4);
        put(in.imm1(), lx);
        put(in.imm2(), ly);
      }
      case REG_IMM_OFFSET -> {
        put(in.a() | lx << 4);
        put(in.imm1(), lx);
        put(in.offset(), lo);
      }
      case REG_REG -> put(in.d() | in.a() << 4);
      case REG_REG_IMM -> {
        put(in.a() | in.b() << 4);
        put(in.imm1(), lx);
      }
      case REG_REG_OFFSET -> {
        put(in.a() | in.b() << 4);
        put(in.offset(), lo);
      }
      case REG_REG_IMM_IMM -> {
        put(in.a() | in.b() << 4);
        put(lx);
        put(in.imm1(), lx);
        put(in.imm2(), ly);
      }
      case REG_REG_REG -> {
        put(in.a() | in.b() << 4);
        put(in.d());
      }
    }
  }

  /** The length in bytes with minimal immediates. */
  public static int length(Instruction instruction) {
    return length(instruction, MINIMAL);
  }

  /**
   * The length in bytes that {@link #write(Instruction, int)} gives the instruction.
   *
   * @throws IllegalArgumentException if the offset does not fit
   */
  public static int length(Instruction in, int offsetBytes) {
    int lo = offsetLength(in, offsetBytes);
    return switch (in.opcode().format()) {
      case NONE -> 1;
      case IMM -> 1 + immediateBytes(in.imm1());
      case REG_IMM64 -> 10;
      case IMM_IMM, REG_IMM_IMM -> 2 + immediateBytes(in.imm1()) + immediateBytes(in.imm2());
      case OFFSET -> 1 + lo;
      case REG_IMM, REG_REG_IMM -> 2 + immediateBytes(in.imm1());
      case REG_IMM_OFFSET -> 2 + immediateBytes(in.imm1()) + lo;
      case REG_REG -> 2;
      case REG_REG_OFFSET -> 2 + lo;
      case REG_REG_IMM_IMM -> 3 + immediateBytes(in.imm1()) + immediateBytes(in.imm2());
      case REG_REG_REG -> 3;
    };
  }

  /**
   * The fewest bytes, 0 to 4, whose sign extension is the value, which must fit in 32 signed bits.
   */
  public static int immediateBytes(long value) {
    if (value == 0) {
      return 0;
    }
    for (int bytes = 1; bytes < 4; bytes++) {
      if (fits(value, bytes)) {
        return bytes;
      }
    }
    return 4;
  }

  /** Whether the value is the sign extension of its lowest so many bytes. */
  static boolean fits(long value, int bytes) {
    if (bytes == 0) {
      return value == 0;
    }
    int unused = 64 - 8 * bytes;
    return value << unused >> unused == value;
  }

  private static int offsetLength(Instruction in, int offsetBytes) {
    if (!in.opcode().format().hasOffset()) {
      return 0;
    }
    if (offsetBytes == MINIMAL) {
      return immediateBytes(in.offset());
    }
    if (offsetBytes < 0 || offsetBytes > 4 || !fits(in.offset(), offsetBytes)) {
      throw new IllegalArgumentException(
          in.opcode().mnemonic()
              + ": offset "
              + in.offset()
              + " does not fit "
              + offsetBytes
              + " bytes");
    }
    return offsetBytes;
  }

  private void put(int value) {
    code[position++] = (byte) value;
  }

  private void put(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      code[position++] = (byte) (value >>> (8 * i));
    }
  }

  private void ensure(int more) {
    if (position + more > code.length) {
      code = Arrays.copyOf(code, Math.max(code.length * 2, position + more));
      mask = Arrays.copyOf(mask, Bitmask.byteCount(code.length));
    }
  }

  /** The code written so far; a copy. */
  public byte[] code() {
    return Arrays.copyOf(code, position);
  }

  /** The bitmask of the code written so far. */
  public Bitmask bitmask() {
    return new Bitmask(position, Arrays.copyOf(mask, Bitmask.byteCount(position)));
  }
}
