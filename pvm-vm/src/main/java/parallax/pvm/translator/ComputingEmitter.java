package parallax.pvm.translator;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Semantics;
import parallax.pvm.translator.Emitter.Operand;

/**
 * Translates the instructions that compute a register from registers and immediates. What they mean
 * is said in {@link Semantics}, and rare ones call it; the others are spelled out, because HotSpot
 * stops inlining calls in a method when it has inlined much.
 */
final class ComputingEmitter {

  private static final String SEMANTICS = Type.getInternalName(Semantics.class);
  private static final String UNARY = "(J)J";
  private static final String BINARY = "(JJ)J";

  private final Emitter out;

  ComputingEmitter(Emitter out) {
    this.out = out;
  }

  /** Translates load_imm, load_imm_64 or an instruction that {@link Opcode#isAlu}. */
  void emit(Instruction in) {
    Opcode opcode = in.opcode();
    Operand a;
    Operand b;
    int destination = in.definedRegister();
    switch (opcode.format()) {
      case REG_IMM, REG_IMM64 -> {
        out.pushLong(in.imm1());
        out.popRegister(destination);
        return;
      }
      case REG_REG -> {
        a = Operand.register(in.a());
        b = a;
      }
      case REG_REG_REG -> {
        a = Operand.register(in.a());
        b = Operand.register(in.b());
      }
      case REG_REG_IMM -> {
        a = Operand.register(in.b());
        b = Operand.constant(in.imm1());
      }
      default -> throw new IllegalArgumentException(opcode + " computes nothing");
    }
    if (opcode.has(Opcode.Flag.READS_DESTINATION)) {
      conditionalMove(opcode, destination, a, b);
    } else {
      compute(opcode, a, b);
      out.popRegister(destination);
    }
  }

  private void conditionalMove(Opcode opcode, int destination, Operand a, Operand b) {
    boolean immediate = opcode.format() == OperandFormat.REG_REG_IMM;
    Operand value = immediate ? b : a;
    Operand condition = immediate ? a : b;
    boolean ifZero = opcode == Opcode.CMOV_IZ || opcode == Opcode.CMOV_IZ_IMM;
    Label keep = new Label();
    out.compareSigned(condition, Operand.constant(0), ifZero ? Opcodes.IFNE : Opcodes.IFEQ, keep);
    out.pushLong(value);
    out.popRegister(destination);
    out.label(keep);
  }

  /** Leaves the value on the stack. */
  private void compute(Opcode opcode, Operand a, Operand b) {
    switch (opcode) {
      case ADD_64, ADD_IMM_64 -> wide(a, b, Opcodes.LADD);
      case SUB_64 -> wide(a, b, Opcodes.LSUB);
      case NEG_ADD_IMM_64 -> wide(b, a, Opcodes.LSUB);
      case MUL_64, MUL_IMM_64 -> wide(a, b, Opcodes.LMUL);
      case AND, AND_IMM -> wide(a, b, Opcodes.LAND);
      case OR, OR_IMM -> wide(a, b, Opcodes.LOR);
      case XOR, XOR_IMM -> wide(a, b, Opcodes.LXOR);
      case AND_INV -> inverted(a, b, Opcodes.LAND);
      case OR_INV -> inverted(a, b, Opcodes.LOR);
      case XNOR -> inverted(a, b, Opcodes.LXOR);
      case ADD_32, ADD_IMM_32 -> narrow(a, b, Opcodes.IADD);
      case SUB_32 -> narrow(a, b, Opcodes.ISUB);
      case NEG_ADD_IMM_32 -> narrow(b, a, Opcodes.ISUB);
      case MUL_32, MUL_IMM_32 -> narrow(a, b, Opcodes.IMUL);
      case SHLO_L_32, SHLO_L_IMM_32 -> narrow(a, b, Opcodes.ISHL);
      case SHLO_R_32, SHLO_R_IMM_32 -> narrow(a, b, Opcodes.IUSHR);
      case SHAR_R_32, SHAR_R_IMM_32 -> narrow(a, b, Opcodes.ISHR);
      case SHLO_L_IMM_ALT_32 -> narrow(b, a, Opcodes.ISHL);
      case SHLO_R_IMM_ALT_32 -> narrow(b, a, Opcodes.IUSHR);
      case SHAR_R_IMM_ALT_32 -> narrow(b, a, Opcodes.ISHR);
      case SHLO_L_64, SHLO_L_IMM_64 -> shift(a, b, Opcodes.LSHL);
      case SHLO_R_64, SHLO_R_IMM_64 -> shift(a, b, Opcodes.LUSHR);
      case SHAR_R_64, SHAR_R_IMM_64 -> shift(a, b, Opcodes.LSHR);
      case SHLO_L_IMM_ALT_64 -> shift(b, a, Opcodes.LSHL);
      case SHLO_R_IMM_ALT_64 -> shift(b, a, Opcodes.LUSHR);
      case SHAR_R_IMM_ALT_64 -> shift(b, a, Opcodes.LSHR);
      case ROT_L_64 -> rotate64(a, b, Opcodes.LSHL, Opcodes.LUSHR);
      case ROT_R_64, ROT_R_64_IMM -> rotate64(a, b, Opcodes.LUSHR, Opcodes.LSHL);
      case ROT_R_64_IMM_ALT -> rotate64(b, a, Opcodes.LUSHR, Opcodes.LSHL);
      case ROT_L_32 -> rotate32(a, b, Opcodes.ISHL, Opcodes.IUSHR);
      case ROT_R_32, ROT_R_32_IMM -> rotate32(a, b, Opcodes.IUSHR, Opcodes.ISHL);
      case ROT_R_32_IMM_ALT -> rotate32(b, a, Opcodes.IUSHR, Opcodes.ISHL);
      case SET_LT_S, SET_LT_S_IMM -> set(a, b, true, Opcodes.IFLT);
      case SET_GT_S_IMM -> set(a, b, true, Opcodes.IFGT);
      case SET_LT_U, SET_LT_U_IMM -> set(a, b, false, Opcodes.IFLT);
      case SET_GT_U_IMM -> set(a, b, false, Opcodes.IFGT);
      case MAX -> choose(a, b, true, Opcodes.IFGE);
      case MAX_U -> choose(a, b, false, Opcodes.IFGE);
      case MIN -> choose(a, b, true, Opcodes.IFLE);
      case MIN_U -> choose(a, b, false, Opcodes.IFLE);
      default -> computeRarely(opcode, a, b);
    }
  }

  private void computeRarely(Opcode opcode, Operand a, Operand b) {
    switch (opcode) {
      case MOVE_REG -> out.pushLong(a);
      case SIGN_EXTEND_8 -> extend(a, Opcodes.I2B);
      case SIGN_EXTEND_16 -> extend(a, Opcodes.I2S);
      case ZERO_EXTEND_16 -> extend(a, Opcodes.I2C);
      case COUNT_SET_BITS_64 -> count(a, "java/lang/Long", "bitCount");
      case COUNT_SET_BITS_32 -> count(a, "java/lang/Integer", "bitCount");
      case LEADING_ZERO_BITS_64 -> count(a, "java/lang/Long", "numberOfLeadingZeros");
      case LEADING_ZERO_BITS_32 -> count(a, "java/lang/Integer", "numberOfLeadingZeros");
      case TRAILING_ZERO_BITS_64 -> count(a, "java/lang/Long", "numberOfTrailingZeros");
      case TRAILING_ZERO_BITS_32 -> count(a, "java/lang/Integer", "numberOfTrailingZeros");
      case REVERSE_BYTES -> {
        out.pushLong(a);
        out.callStatic("java/lang/Long", "reverseBytes", UNARY);
      }
      case MUL_UPPER_S_S -> {
        out.pushLong(a);
        out.pushLong(b);
        out.callStatic("java/lang/Math", "multiplyHigh", BINARY);
      }
      case MUL_UPPER_U_U -> call("mulUpperUU", a, b);
      case MUL_UPPER_S_U -> call("mulUpperSU", a, b);
      case DIV_U_32 -> call("divU32", a, b);
      case DIV_S_32 -> call("divS32", a, b);
      case REM_U_32 -> call("remU32", a, b);
      case REM_S_32 -> call("remS32", a, b);
      case DIV_U_64 -> call("divU64", a, b);
      case DIV_S_64 -> call("divS64", a, b);
      case REM_U_64 -> call("remU64", a, b);
      case REM_S_64 -> call("remS64", a, b);
      default -> throw new IllegalArgumentException(opcode + " has no translation");
    }
  }

  private void wide(Operand a, Operand b, int opcode) {
    out.pushLong(a);
    out.pushLong(b);
    out.op(opcode);
  }

  private void inverted(Operand a, Operand b, int opcode) {
    out.pushLong(a);
    out.pushLong(b);
    out.pushLong(-1);
    out.op(Opcodes.LXOR, opcode);
  }

  /** The JVM masks shift counts as the PVM does. */
  private void narrow(Operand a, Operand b, int opcode) {
    out.pushInt(a);
    out.pushInt(b);
    out.op(opcode, Opcodes.I2L);
  }

  private void shift(Operand a, Operand b, int opcode) {
    out.pushLong(a);
    out.pushInt(b);
    out.op(opcode);
  }

  private void rotate64(Operand value, Operand by, int there, int back) {
    out.pushLong(value);
    out.pushInt(by);
    out.op(there);
    out.pushLong(value);
    out.pushInt(by);
    out.op(Opcodes.INEG, back, Opcodes.LOR);
  }

  private void rotate32(Operand value, Operand by, int there, int back) {
    out.pushInt(value);
    out.pushInt(by);
    out.op(there);
    out.pushInt(value);
    out.pushInt(by);
    out.op(Opcodes.INEG, back, Opcodes.IOR, Opcodes.I2L);
  }

  private void compare(Operand a, Operand b, boolean signed, int opcode, Label label) {
    if (signed) {
      out.compareSigned(a, b, opcode, label);
    } else {
      out.compareUnsigned(a, b, opcode, label);
    }
  }

  private void set(Operand a, Operand b, boolean signed, int opcode) {
    Label holds = new Label();
    Label done = new Label();
    compare(a, b, signed, opcode, holds);
    out.pushLong(0);
    out.jump(Opcodes.GOTO, done);
    out.label(holds);
    out.pushLong(1);
    out.labelWith(Opcodes.LONG, done);
  }

  private void choose(Operand a, Operand b, boolean signed, int opcode) {
    Label first = new Label();
    Label done = new Label();
    compare(a, b, signed, opcode, first);
    out.pushLong(b);
    out.jump(Opcodes.GOTO, done);
    out.label(first);
    out.pushLong(a);
    out.labelWith(Opcodes.LONG, done);
  }

  private void extend(Operand a, int opcode) {
    out.pushInt(a);
    out.op(opcode, Opcodes.I2L);
  }

  private void count(Operand a, String owner, String name) {
    boolean narrow = owner.endsWith("Integer");
    if (narrow) {
      out.pushInt(a);
    } else {
      out.pushLong(a);
    }
    out.callStatic(owner, name, narrow ? "(I)I" : "(J)I");
    out.op(Opcodes.I2L);
  }

  private void call(String name, Operand a, Operand b) {
    out.pushLong(a);
    out.pushLong(b);
    out.callStatic(SEMANTICS, name, BINARY);
  }
}
