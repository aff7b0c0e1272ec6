package parallax.compiler.mir.lower;

import parallax.compiler.ir.Op;
import parallax.pvm.isa.Opcode;

/**
 * The ten integer relations, and how PVM spells them as branches. Register forms exist for six of
 * them; the others are those with the operands swapped. All compare 64 bits, which is right for
 * sign-extended i32 too.
 */
enum Relation {
  EQ(Opcode.BRANCH_EQ, Opcode.BRANCH_EQ_IMM),
  NE(Opcode.BRANCH_NE, Opcode.BRANCH_NE_IMM),
  LT_S(Opcode.BRANCH_LT_S, Opcode.BRANCH_LT_S_IMM),
  LT_U(Opcode.BRANCH_LT_U, Opcode.BRANCH_LT_U_IMM),
  GE_S(Opcode.BRANCH_GE_S, Opcode.BRANCH_GE_S_IMM),
  GE_U(Opcode.BRANCH_GE_U, Opcode.BRANCH_GE_U_IMM),
  GT_S(null, Opcode.BRANCH_GT_S_IMM),
  GT_U(null, Opcode.BRANCH_GT_U_IMM),
  LE_S(null, Opcode.BRANCH_LE_S_IMM),
  LE_U(null, Opcode.BRANCH_LE_U_IMM);

  private final Opcode registerForm;
  private final Opcode immediateForm;

  Relation(final Opcode registerForm, final Opcode immediateForm) {
    this.registerForm = registerForm;
    this.immediateForm = immediateForm;
  }

  /** The branch over two registers, or null when only the swapped relation has one. */
  Opcode registerForm() {
    return registerForm;
  }

  Opcode immediateForm() {
    return immediateForm;
  }

  /**
   * The relation of a comparison, or null when the operation is none. {@code EQZ} is not one: it
   * has no second operand.
   */
  static Relation of(final Op op) {
    return switch (op) {
      case EQ -> EQ;
      case NE -> NE;
      case LT_S -> LT_S;
      case LT_U -> LT_U;
      case GT_S -> GT_S;
      case GT_U -> GT_U;
      case LE_S -> LE_S;
      case LE_U -> LE_U;
      case GE_S -> GE_S;
      case GE_U -> GE_U;
      default -> null;
    };
  }

  /** The relation that holds when this one does not. */
  Relation inverted() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case LT_S -> GE_S;
      case LT_U -> GE_U;
      case GE_S -> LT_S;
      case GE_U -> LT_U;
      case GT_S -> LE_S;
      case GT_U -> LE_U;
      case LE_S -> GT_S;
      case LE_U -> GT_U;
    };
  }

  /** The relation between the operands in the other order. */
  Relation swapped() {
    return switch (this) {
      case EQ -> EQ;
      case NE -> NE;
      case LT_S -> GT_S;
      case LT_U -> GT_U;
      case GT_S -> LT_S;
      case GT_U -> LT_U;
      case LE_S -> GE_S;
      case LE_U -> GE_U;
      case GE_S -> LE_S;
      case GE_U -> LE_U;
    };
  }
}
