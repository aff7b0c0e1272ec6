package parallax.pvm.translator;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes bytecode with the variables of a region: values, comparisons, labels with frames. */
final class Emitter {

  /** A value that an instruction uses: a register or a constant. */
  record Operand(int register, long constant) {
    static Operand register(int index) {
      return new Operand(index, 0);
    }

    static Operand constant(long value) {
      return new Operand(-1, value);
    }

    boolean isConstant() {
      return register < 0;
    }

    boolean is(long value) {
      return isConstant() && constant == value;
    }
  }

  final MethodVisitor code;
  final Locals locals;

  Emitter(MethodVisitor code, Locals locals) {
    this.code = code;
    this.locals = locals;
  }

  void op(int... opcodes) {
    for (int opcode : opcodes) {
      code.visitInsn(opcode);
    }
  }

  void variable(int opcode, int slot) {
    code.visitVarInsn(opcode, slot);
  }

  void jump(int opcode, Label label) {
    code.visitJumpInsn(opcode, label);
  }

  /** A place that is jumped to, with nothing on the stack. */
  void label(Label label) {
    code.visitLabel(label);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
  }

  /** A place that is jumped to, with one value on the stack. */
  void labelWith(Object type, Label label) {
    code.visitLabel(label);
    code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {type});
  }

  void callStatic(String owner, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  void pushInt(int value) {
    if (value >= -1 && value <= 5) {
      op(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  void pushLong(long value) {
    if (value == 0 || value == 1) {
      op(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
    } else if (value == (short) value) {
      pushInt((int) value);
      op(Opcodes.I2L);
    } else {
      code.visitLdcInsn(value);
    }
  }

  void pushLong(Operand operand) {
    if (operand.isConstant()) {
      pushLong(operand.constant());
    } else {
      variable(Opcodes.LLOAD, locals.register(operand.register()));
    }
  }

  /** The low half. */
  void pushInt(Operand operand) {
    if (operand.isConstant()) {
      pushInt((int) operand.constant());
    } else {
      pushLong(operand);
      op(Opcodes.L2I);
    }
  }

  /** Moved so that the signed order of the results is the unsigned order of the values. */
  private void pushBiased(Operand operand) {
    if (operand.isConstant()) {
      pushLong(operand.constant() + Long.MIN_VALUE);
    } else {
      pushLong(operand);
      pushLong(Long.MIN_VALUE);
      op(Opcodes.LADD);
    }
  }

  /** Takes a long off the stack into a register. */
  void popRegister(int index) {
    variable(Opcodes.LSTORE, locals.register(index));
  }

  /** Compares as signed values and jumps if the result is as the opcode (IFLT and so on) says. */
  void compareSigned(Operand left, Operand right, int opcode, Label label) {
    pushLong(left);
    pushLong(right);
    op(Opcodes.LCMP);
    jump(opcode, label);
  }

  /** The same for unsigned values. */
  void compareUnsigned(Operand left, Operand right, int opcode, Label label) {
    boolean below1 = right.is(1) && (opcode == Opcodes.IFLT || opcode == Opcodes.IFGE);
    boolean above0 = right.is(0) && (opcode == Opcodes.IFGT || opcode == Opcodes.IFLE);
    if (below1 || above0) {
      boolean zero = opcode == Opcodes.IFLT || opcode == Opcodes.IFLE;
      compareSigned(left, Operand.constant(0), zero ? Opcodes.IFEQ : Opcodes.IFNE, label);
      return;
    }
    pushBiased(left);
    pushBiased(right);
    op(Opcodes.LCMP);
    jump(opcode, label);
  }
}
