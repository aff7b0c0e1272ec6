package parallax.compiler.mir.lower;

import parallax.compiler.CompilerBug;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;

/**
 * Pure integer operations: the immediate form where there is one and the operand fits, otherwise
 * the register form.
 */
final class IntegerLowering {
  private final FunctionLowering context;
  private final MachineEmitter emit;
  private final Uses uses;

  IntegerLowering(final FunctionLowering context, final Uses uses) {
    this.context = context;
    this.emit = context.emitter();
    this.uses = uses;
  }

  void unary(final Instruction i) {
    final VReg d = context.reg(i.result());
    final VReg a = context.reg(i.arg(0));
    final boolean narrow = i.type() == Type.I32;
    switch (i.op()) {
      case CLZ ->
          emit.twoReg(narrow ? Opcode.LEADING_ZERO_BITS_32 : Opcode.LEADING_ZERO_BITS_64, d, a);
      case CTZ ->
          emit.twoReg(narrow ? Opcode.TRAILING_ZERO_BITS_32 : Opcode.TRAILING_ZERO_BITS_64, d, a);
      case POPCNT ->
          emit.twoReg(narrow ? Opcode.COUNT_SET_BITS_32 : Opcode.COUNT_SET_BITS_64, d, a);
      case EQZ -> emit.regImm(Opcode.SET_LT_U_IMM, d, a, 1);
      case EXTEND8_S -> emit.twoReg(Opcode.SIGN_EXTEND_8, d, a);
      case EXTEND16_S -> emit.twoReg(Opcode.SIGN_EXTEND_16, d, a);
      case EXTEND32_S, WRAP -> emit.regImm(Opcode.ADD_IMM_32, d, a, 0);
      case EXTEND_I32_S -> emit.copy(d, a);
      case EXTEND_I32_U -> {
        final VReg high = emit.fresh();
        emit.regImm(Opcode.SHLO_L_IMM_64, high, a, 32);
        emit.regImm(Opcode.SHLO_R_IMM_64, d, high, 32);
      }
      default -> throw new CompilerBug("not a unary operation: " + i.op());
    }
  }

  void binary(final Instruction i) {
    Value a = i.arg(0);
    Value b = i.arg(1);
    if (i.op().is(Op.Flag.COMMUTATIVE) && uses.isConstant(a) && !uses.isConstant(b)) {
      final Value left = a;
      a = b;
      b = left;
    }
    final VReg d = context.reg(i.result());
    if (uses.isImmediate(b) && immediate(i.op(), i.type() == Type.I32, d, a, uses.constant(b))) {
      return;
    }
    register(i.op(), i.type() == Type.I32, d, context.reg(a), context.reg(b));
  }

  void select(final Instruction i) {
    final VReg condition = context.reg(i.arg(0));
    final VReg ifTrue = context.reg(i.arg(1));
    final VReg ifFalse = context.reg(i.arg(2));
    emit.conditionalMove(Opcode.CMOV_NZ, context.reg(i.result()), ifTrue, condition, ifFalse);
  }

  /** Emits the immediate form and returns true, or returns false when there is none. */
  private boolean immediate(
      final Op op, final boolean narrow, final VReg d, final Value left, final long c) {
    final Opcode direct = immediateForm(op, narrow);
    if (direct != null) {
      emit.regImm(direct, d, context.reg(left), c);
      return true;
    }
    switch (op) {
      case SUB -> {
        final long negated = narrow ? (int) -c : -c;
        if (!MachineEmitter.fits(negated)) {
          return false;
        }
        emit.regImm(narrow ? Opcode.ADD_IMM_32 : Opcode.ADD_IMM_64, d, context.reg(left), negated);
      }
      case ROTL -> {
        final int width = narrow ? 32 : 64;
        emit.regImm(
            narrow ? Opcode.ROT_R_32_IMM : Opcode.ROT_R_64_IMM,
            d,
            context.reg(left),
            -c & (width - 1));
      }
      case EQ -> emit.regImm(Opcode.SET_LT_U_IMM, d, difference(left, c), 1);
      case NE -> emit.regImm(Opcode.SET_GT_U_IMM, d, difference(left, c), 0);
      case LE_S -> not(Opcode.SET_GT_S_IMM, d, left, c);
      case LE_U -> not(Opcode.SET_GT_U_IMM, d, left, c);
      case GE_S -> not(Opcode.SET_LT_S_IMM, d, left, c);
      case GE_U -> not(Opcode.SET_LT_U_IMM, d, left, c);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Opcode immediateForm(final Op op, final boolean narrow) {
    return switch (op) {
      case ADD -> narrow ? Opcode.ADD_IMM_32 : Opcode.ADD_IMM_64;
      case MUL -> narrow ? Opcode.MUL_IMM_32 : Opcode.MUL_IMM_64;
      case AND -> Opcode.AND_IMM;
      case OR -> Opcode.OR_IMM;
      case XOR -> Opcode.XOR_IMM;
      case SHL -> narrow ? Opcode.SHLO_L_IMM_32 : Opcode.SHLO_L_IMM_64;
      case SHR_U -> narrow ? Opcode.SHLO_R_IMM_32 : Opcode.SHLO_R_IMM_64;
      case SHR_S -> narrow ? Opcode.SHAR_R_IMM_32 : Opcode.SHAR_R_IMM_64;
      case ROTR -> narrow ? Opcode.ROT_R_32_IMM : Opcode.ROT_R_64_IMM;
      case LT_S -> Opcode.SET_LT_S_IMM;
      case LT_U -> Opcode.SET_LT_U_IMM;
      case GT_S -> Opcode.SET_GT_S_IMM;
      case GT_U -> Opcode.SET_GT_U_IMM;
      default -> null;
    };
  }

  /** A register that is 0 exactly when left equals c. */
  private VReg difference(final Value left, final long c) {
    if (c == 0) {
      return context.reg(left);
    }
    final VReg t = emit.fresh();
    emit.regImm(Opcode.XOR_IMM, t, context.reg(left), c);
    return t;
  }

  private void not(final Opcode opposite, final VReg d, final Value left, final long c) {
    final VReg t = emit.fresh();
    emit.regImm(opposite, t, context.reg(left), c);
    emit.regImm(Opcode.XOR_IMM, d, t, 1);
  }

  private void register(
      final Op op, final boolean narrow, final VReg d, final VReg a, final VReg b) {
    switch (op) {
      case EQ, NE -> {
        final VReg t = emit.fresh();
        emit.threeReg(Opcode.XOR, t, a, b);
        emit.regImm(
            op == Op.EQ ? Opcode.SET_LT_U_IMM : Opcode.SET_GT_U_IMM, d, t, op == Op.EQ ? 1 : 0);
      }
      case LT_S -> emit.threeReg(Opcode.SET_LT_S, d, a, b);
      case LT_U -> emit.threeReg(Opcode.SET_LT_U, d, a, b);
      case GT_S -> emit.threeReg(Opcode.SET_LT_S, d, b, a);
      case GT_U -> emit.threeReg(Opcode.SET_LT_U, d, b, a);
      case LE_S -> notLess(Opcode.SET_LT_S, d, b, a);
      case LE_U -> notLess(Opcode.SET_LT_U, d, b, a);
      case GE_S -> notLess(Opcode.SET_LT_S, d, a, b);
      case GE_U -> notLess(Opcode.SET_LT_U, d, a, b);
      default -> emit.threeReg(registerForm(op, narrow), d, a, b);
    }
  }

  private void notLess(final Opcode less, final VReg d, final VReg a, final VReg b) {
    final VReg t = emit.fresh();
    emit.threeReg(less, t, a, b);
    emit.regImm(Opcode.XOR_IMM, d, t, 1);
  }

  private static Opcode registerForm(final Op op, final boolean narrow) {
    return switch (op) {
      case ADD -> narrow ? Opcode.ADD_32 : Opcode.ADD_64;
      case SUB -> narrow ? Opcode.SUB_32 : Opcode.SUB_64;
      case MUL -> narrow ? Opcode.MUL_32 : Opcode.MUL_64;
      case DIV_S -> narrow ? Opcode.DIV_S_32 : Opcode.DIV_S_64;
      case DIV_U -> narrow ? Opcode.DIV_U_32 : Opcode.DIV_U_64;
      case REM_S -> narrow ? Opcode.REM_S_32 : Opcode.REM_S_64;
      case REM_U -> narrow ? Opcode.REM_U_32 : Opcode.REM_U_64;
      case AND -> Opcode.AND;
      case OR -> Opcode.OR;
      case XOR -> Opcode.XOR;
      case SHL -> narrow ? Opcode.SHLO_L_32 : Opcode.SHLO_L_64;
      case SHR_U -> narrow ? Opcode.SHLO_R_32 : Opcode.SHLO_R_64;
      case SHR_S -> narrow ? Opcode.SHAR_R_32 : Opcode.SHAR_R_64;
      case ROTL -> narrow ? Opcode.ROT_L_32 : Opcode.ROT_L_64;
      case ROTR -> narrow ? Opcode.ROT_R_32 : Opcode.ROT_R_64;
      case MUL_UPPER_U -> Opcode.MUL_UPPER_U_U;
      // Sign extension keeps both orders, so these need no 32-bit form.
      case MIN_S -> Opcode.MIN;
      case MIN_U -> Opcode.MIN_U;
      case MAX_S -> Opcode.MAX;
      case MAX_U -> Opcode.MAX_U;
      default -> throw new CompilerBug("not a binary operation: " + op);
    };
  }
}
