package parallax.pvm.codec;

import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Opcode.Flag;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Register;

/**
 * One instruction with its operands. Which fields count is a matter of the opcode's format; the
 * others are 0, so equal instructions are equal values.
 *
 * <pre>
 * format            a             b             d            imm1     imm2     offset
 * NONE
 * IMM                                                        X
 * REG_IMM64         destination                              X (64 bits)
 * IMM_IMM                                                    address  value
 * OFFSET                                                                       target
 * REG_IMM           register                                 X
 * REG_IMM_IMM       base                                     X        value
 * REG_IMM_OFFSET    register                                 X                 target
 * REG_REG           source                      destination
 * REG_REG_IMM       destination   source, base               X
 *                   (stored value for store_ind_*)
 * REG_REG_OFFSET    left          right                                        target
 * REG_REG_IMM_IMM   destination   base                       value    X added to base
 * REG_REG_REG       first source  second source destination
 * </pre>
 *
 * @param opcode the instruction
 * @param a register A, 0 to 12
 * @param b register B, 0 to 12
 * @param d register D, 0 to 12
 * @param imm1 the first immediate, sign-extended: fits in 32 signed bits unless the format is
 *     REG_IMM64
 * @param imm2 the second immediate, sign-extended: fits in 32 signed bits
 * @param offset the code target, relative to the first byte of this instruction
 */
public record Instruction(Opcode opcode, int a, int b, int d, long imm1, long imm2, int offset) {

  /** Checks ranges, and that operands the format lacks are 0. */
  public Instruction {
    OperandFormat format = opcode.format();
    checkRegister(opcode, "A", a, format.hasA());
    checkRegister(opcode, "B", b, format.hasB());
    checkRegister(opcode, "D", d, format.hasD());
    if (format != OperandFormat.REG_IMM64) {
      checkImmediate(opcode, "first immediate", imm1, format.hasImm1());
    }
    checkImmediate(opcode, "second immediate", imm2, format.hasImm2());
    if (offset != 0 && !format.hasOffset()) {
      throw new IllegalArgumentException(opcode.mnemonic() + " has no offset, got " + offset);
    }
  }

  private static void checkRegister(Opcode opcode, String name, int value, boolean present) {
    if (value < 0 || value >= (present ? Register.COUNT : 1)) {
      throw new IllegalArgumentException(
          opcode.mnemonic() + ": register " + name + " cannot be " + value);
    }
  }

  private static void checkImmediate(Opcode opcode, String name, long value, boolean present) {
    if (present ? value != (int) value : value != 0) {
      throw new IllegalArgumentException(opcode.mnemonic() + ": " + name + " cannot be " + value);
    }
  }

  private static Opcode expect(Opcode opcode, OperandFormat format) {
    if (opcode.format() != format) {
      throw new IllegalArgumentException(
          opcode.mnemonic() + " has operands " + opcode.format() + ", not " + format);
    }
    return opcode;
  }

  /** trap, fallthrough, unlikely. */
  public static Instruction none(Opcode opcode) {
    return new Instruction(expect(opcode, OperandFormat.NONE), 0, 0, 0, 0, 0, 0);
  }

  /** ecalli. */
  public static Instruction imm(Opcode opcode, long imm) {
    return new Instruction(expect(opcode, OperandFormat.IMM), 0, 0, 0, imm, 0, 0);
  }

  /** load_imm_64. */
  public static Instruction regImm64(Opcode opcode, int a, long imm) {
    return new Instruction(expect(opcode, OperandFormat.REG_IMM64), a, 0, 0, imm, 0, 0);
  }

  /** store_imm_*: an absolute address (sign-extended from 32 bits) and the value. */
  public static Instruction immImm(Opcode opcode, long address, long value) {
    return new Instruction(expect(opcode, OperandFormat.IMM_IMM), 0, 0, 0, address, value, 0);
  }

  /** jump. */
  public static Instruction offset(Opcode opcode, int offset) {
    return new Instruction(expect(opcode, OperandFormat.OFFSET), 0, 0, 0, 0, 0, offset);
  }

  /** jump_ind, load_imm, load_* and store_* at an absolute address. */
  public static Instruction regImm(Opcode opcode, int a, long imm) {
    return new Instruction(expect(opcode, OperandFormat.REG_IMM), a, 0, 0, imm, 0, 0);
  }

  /** store_imm_ind_*: memory at base + displacement becomes value. */
  public static Instruction regImmImm(Opcode opcode, int base, long displacement, long value) {
    return new Instruction(
        expect(opcode, OperandFormat.REG_IMM_IMM), base, 0, 0, displacement, value, 0);
  }

  /** load_imm_jump, branch_*_imm. */
  public static Instruction regImmOffset(Opcode opcode, int a, long imm, int offset) {
    return new Instruction(expect(opcode, OperandFormat.REG_IMM_OFFSET), a, 0, 0, imm, 0, offset);
  }

  /** move_reg, sbrk, and the functions of one register. */
  public static Instruction regReg(Opcode opcode, int destination, int source) {
    return new Instruction(expect(opcode, OperandFormat.REG_REG), source, 0, destination, 0, 0, 0);
  }

  /**
   * Loads and stores relative to register b, and the functions of a register and an immediate; a is
   * the destination.
   */
  public static Instruction regRegImm(Opcode opcode, int a, int b, long imm) {
    return new Instruction(expect(opcode, OperandFormat.REG_REG_IMM), a, b, 0, imm, 0, 0);
  }

  /** branch_* comparing two registers. */
  public static Instruction regRegOffset(Opcode opcode, int left, int right, int offset) {
    return new Instruction(
        expect(opcode, OperandFormat.REG_REG_OFFSET), left, right, 0, 0, 0, offset);
  }

  /**
   * load_imm_jump_ind: destination becomes value, then a dynamic jump to base (old value) +
   * displacement.
   */
  public static Instruction regRegImmImm(
      Opcode opcode, int destination, int base, long value, long displacement) {
    return new Instruction(
        expect(opcode, OperandFormat.REG_REG_IMM_IMM),
        destination,
        base,
        0,
        value,
        displacement,
        0);
  }

  /** The functions of two registers. */
  public static Instruction regRegReg(Opcode opcode, int destination, int a, int b) {
    return new Instruction(expect(opcode, OperandFormat.REG_REG_REG), a, b, destination, 0, 0, 0);
  }

  /** The same instruction with another code offset. */
  public Instruction withOffset(int newOffset) {
    return new Instruction(opcode, a, b, d, imm1, imm2, newOffset);
  }

  /** The register that this instruction writes, or -1. */
  public int definedRegister() {
    return switch (opcode.format()) {
      case NONE, IMM, IMM_IMM, OFFSET, REG_IMM_IMM, REG_REG_OFFSET -> -1;
      case REG_IMM64, REG_REG_IMM_IMM -> a;
      case REG_IMM -> opcode == Opcode.JUMP_IND || opcode.has(Flag.STORE) ? -1 : a;
      case REG_IMM_OFFSET -> opcode.isConditional() ? -1 : a;
      case REG_REG_IMM -> opcode.has(Flag.STORE) ? -1 : a;
      case REG_REG, REG_REG_REG -> d;
    };
  }

  /**
   * The registers whose values this instruction uses, bit r for register r; the destination of a
   * cmov is among them.
   */
  public int usedRegisters() {
    int old = opcode.has(Flag.READS_DESTINATION) ? 1 << definedRegister() : 0;
    return old
        | switch (opcode.format()) {
          case NONE, IMM, REG_IMM64, IMM_IMM, OFFSET -> 0;
          case REG_IMM -> opcode == Opcode.JUMP_IND || opcode.has(Flag.STORE) ? 1 << a : 0;
          case REG_IMM_IMM, REG_REG -> 1 << a;
          case REG_IMM_OFFSET -> opcode.isConditional() ? 1 << a : 0;
          case REG_REG_IMM -> 1 << b | (opcode.has(Flag.STORE) ? 1 << a : 0);
          case REG_REG_IMM_IMM -> 1 << b;
          case REG_REG_OFFSET, REG_REG_REG -> 1 << a | 1 << b;
        };
  }
}
