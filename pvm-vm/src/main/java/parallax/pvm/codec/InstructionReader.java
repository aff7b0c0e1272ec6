package parallax.pvm.codec;

import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;

/**
 * Decodes the instruction at any code position, with the rules of Gray Paper 0.7.2 A.2 and A.5 that
 * a hostile program can use: a position without a mask bit, an unknown number, or a position past
 * the end is a trap; arguments past the end read as zero; the length of the last immediate follows
 * from where the next instruction starts, at most 24 bytes on; lengths given in the code are capped
 * at 4; register numbers above 12 mean 12.
 *
 * <p>Holds no position of its own, so one reader serves everybody; it does not copy the code.
 */
public final class InstructionReader {

  /** The greatest number of argument bytes of an instruction. */
  public static final int MAX_SKIP = 24;

  private static final int MAX_IMMEDIATE_BYTES = 4;

  private final byte[] code;
  private final Bitmask bitmask;
  private final Profile profile;

  /**
   * @param code the code bytes, not copied
   * @param bitmask one bit per code byte
   * @param profile whose instruction numbers the code uses
   */
  public InstructionReader(byte[] code, Bitmask bitmask, Profile profile) {
    if (code.length != bitmask.length()) {
      throw new IllegalArgumentException(
          code.length + " code bytes, " + bitmask.length() + " mask bits");
    }
    this.code = code;
    this.bitmask = bitmask;
    this.profile = profile;
  }

  /** Number of code bytes. */
  public int codeLength() {
    return code.length;
  }

  /** Number of argument bytes of whatever lies at pc, 0 to 24; 0 past the end. */
  public int skip(int pc) {
    int skip = 0;
    while (skip < MAX_SKIP && !bitmask.get(pc + 1 + skip)) {
      skip++;
    }
    return skip;
  }

  /**
   * The position after the instruction at pc; may be the code length, or more when pc is past the
   * end.
   */
  public int next(int pc) {
    return pc + 1 + skip(pc);
  }

  /**
   * The valid instruction that starts at pc, or null: no mask bit, a number unknown in the profile,
   * or past the end. Where this is null the machine executes a trap.
   */
  public Opcode opcodeAt(int pc) {
    if (pc < 0 || pc >= code.length || !bitmask.get(pc)) {
      return null;
    }
    return Opcode.byCode(profile, code[pc] & 0xFF);
  }

  /** Decodes the instruction at pc; trap where {@link #opcodeAt} is null. */
  public Instruction read(int pc) {
    Opcode opcode = opcodeAt(pc);
    if (opcode == null) {
      return Instruction.none(Opcode.TRAP);
    }
    int skip = skip(pc);
    return switch (opcode.format()) {
      case NONE -> Instruction.none(opcode);
      case IMM -> Instruction.imm(opcode, immediate(pc + 1, capped(skip)));
      case REG_IMM64 -> Instruction.regImm64(opcode, low(pc + 1), raw64(pc + 2));
      case IMM_IMM -> {
        int lx = capped(byteAt(pc + 1) % 8);
        int ly = capped(skip - lx - 1);
        yield Instruction.immImm(opcode, immediate(pc + 2, lx), immediate(pc + 2 + lx, ly));
      }
      case OFFSET -> Instruction.offset(opcode, (int) immediate(pc + 1, capped(skip)));
      case REG_IMM -> Instruction.regImm(opcode, low(pc + 1), immediate(pc + 2, capped(skip - 1)));
      case REG_IMM_IMM -> {
        int lx = capped(byteAt(pc + 1) / 16 % 8);
        int ly = capped(skip - lx - 1);
        yield Instruction.regImmImm(
            opcode, low(pc + 1), immediate(pc + 2, lx), immediate(pc + 2 + lx, ly));
      }
      case REG_IMM_OFFSET -> {
        int lx = capped(byteAt(pc + 1) / 16 % 8);
        int ly = capped(skip - lx - 1);
        yield Instruction.regImmOffset(
            opcode, low(pc + 1), immediate(pc + 2, lx), (int) immediate(pc + 2 + lx, ly));
      }
      case REG_REG -> Instruction.regReg(opcode, low(pc + 1), high(pc + 1));
      case REG_REG_IMM ->
          Instruction.regRegImm(
              opcode, low(pc + 1), high(pc + 1), immediate(pc + 2, capped(skip - 1)));
      case REG_REG_OFFSET ->
          Instruction.regRegOffset(
              opcode, low(pc + 1), high(pc + 1), (int) immediate(pc + 2, capped(skip - 1)));
      case REG_REG_IMM_IMM -> {
        int lx = capped(byteAt(pc + 2) % 8);
        int ly = capped(skip - lx - 2);
        yield Instruction.regRegImmImm(
            opcode, low(pc + 1), high(pc + 1), immediate(pc + 3, lx), immediate(pc + 3 + lx, ly));
      }
      // The paper takes the whole byte for D, not its low half.
      case REG_REG_REG ->
          Instruction.regRegReg(opcode, register(byteAt(pc + 2)), low(pc + 1), high(pc + 1));
    };
  }

  private int byteAt(int index) {
    return index < code.length ? code[index] & 0xFF : 0;
  }

  private int low(int index) {
    return register(byteAt(index) & 15);
  }

  private int high(int index) {
    return register(byteAt(index) >>> 4);
  }

  private static int register(int field) {
    return Math.min(Register.COUNT - 1, field);
  }

  private static int capped(int length) {
    return Math.min(MAX_IMMEDIATE_BYTES, Math.max(0, length));
  }

  /** So many little-endian bytes, sign-extended from their own length; 0 for length 0. */
  private long immediate(int index, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value |= byteAt(index + i) << (8 * i);
    }
    int unused = 32 - 8 * length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  private long raw64(int index) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value |= (long) byteAt(index + i) << (8 * i);
    }
    return value;
  }
}
