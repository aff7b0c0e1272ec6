package parallax.pvm.isa;

/**
 * The thirteen operand layouts of the Gray Paper (A.5.1 to A.5.13, in that order). How the fields
 * lie in the bytes is the business of the codec package; here is only what operands exist.
 *
 * <p>In the formats with two registers and an immediate, A is the destination (or the stored value,
 * or the left side of a branch) and B the source, base or right side. In the formats that have a D,
 * D is the destination.
 */
public enum OperandFormat {
  /** A.5.1, no operands. */
  NONE(""),
  /** A.5.2, one immediate. */
  IMM("X"),
  /** A.5.3, register and eight raw bytes. */
  REG_IMM64("AX"),
  /** A.5.4, two immediates. */
  IMM_IMM("XY"),
  /** A.5.5, one code offset. */
  OFFSET("O"),
  /** A.5.6, register and immediate. */
  REG_IMM("AX"),
  /** A.5.7, register and two immediates. */
  REG_IMM_IMM("AXY"),
  /** A.5.8, register, immediate and code offset. */
  REG_IMM_OFFSET("AXO"),
  /** A.5.9, two registers: destination D and source A. */
  REG_REG("DA"),
  /** A.5.10, two registers and an immediate. */
  REG_REG_IMM("ABX"),
  /** A.5.11, two registers and a code offset. */
  REG_REG_OFFSET("ABO"),
  /** A.5.12, two registers and two immediates. */
  REG_REG_IMM_IMM("ABXY"),
  /** A.5.13, three registers: destination D, sources A and B. */
  REG_REG_REG("DAB");

  private final String operands;

  OperandFormat(String operands) {
    this.operands = operands;
  }

  /**
   * The operands in the order in which text shows them: letters out of D A B (registers), X Y
   * (immediates), O (offset).
   */
  public String operands() {
    return operands;
  }

  public boolean hasA() {
    return operands.indexOf('A') >= 0;
  }

  public boolean hasB() {
    return operands.indexOf('B') >= 0;
  }

  public boolean hasD() {
    return operands.indexOf('D') >= 0;
  }

  public boolean hasImm1() {
    return operands.indexOf('X') >= 0;
  }

  public boolean hasImm2() {
    return operands.indexOf('Y') >= 0;
  }

  /** Whether an operand is a code offset, relative to the first byte of the instruction. */
  public boolean hasOffset() {
    return operands.indexOf('O') >= 0;
  }
}
