package parallax.pvm.translator;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.MemoryAccess;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Register;
import parallax.pvm.translator.Emitter.Operand;

/**
 * Translates loads and stores. Each guesses the segment it accesses: the stack if its base is sp or
 * an address up there, otherwise the heap. A right guess is a subtraction, a comparison and an
 * array access; with a wrong one memory itself is asked, which knows everything and faults where it
 * must.
 */
final class MemoryEmitter {

  /** Absolute addresses from here on are guessed to be in the stack. */
  private static final long STACK_GUESS = 0xF0000000L;

  /** What is left for the end of the method: how an access goes whose guess was wrong. */
  private record Slow(
      Label entry,
      Label back,
      MemoryAccess access,
      Operand base,
      int displacement,
      Operand value,
      int site) {}

  private final Emitter out;
  private final List<Slow> slow = new ArrayList<>();

  MemoryEmitter(Emitter out) {
    this.out = out;
  }

  /** Translates an access; site is its number within the region. */
  void emit(Instruction in, int site) {
    MemoryAccess access = in.opcode().access();
    OperandFormat format = in.opcode().format();
    Operand base =
        switch (format) {
          case REG_IMM_IMM -> Operand.register(in.a());
          case REG_REG_IMM -> Operand.register(in.b());
          default -> Operand.constant(0);
        };
    Operand value = format.hasImm2() ? Operand.constant(in.imm2()) : Operand.register(in.a());
    int displacement = (int) in.imm1();
    Slow otherwise = new Slow(new Label(), new Label(), access, base, displacement, value, site);
    slow.add(otherwise);
    Locals.SegmentLocals segment = guess(base, displacement);
    offset(segment, base, displacement);
    out.op(Opcodes.DUP);
    out.variable(Opcodes.ISTORE, Locals.OFFSET);
    out.pushInt(Integer.MIN_VALUE);
    out.op(Opcodes.IADD);
    out.variable(Opcodes.ILOAD, access.store() ? segment.writable() : segment.readable());
    out.jump(Opcodes.IF_ICMPGE, otherwise.entry());
    if (access.store()) {
      store(access.bytes(), segment, value);
      out.label(otherwise.back());
    } else {
      load(access, segment);
      out.labelWith(Opcodes.LONG, otherwise.back());
      out.popRegister(in.definedRegister());
    }
  }

  private static Locals.SegmentLocals guess(Operand base, int displacement) {
    boolean stack =
        base.isConstant()
            ? (displacement & 0xFFFFFFFFL) >= STACK_GUESS
            : base.register() == Register.SP.index();
    return stack ? Locals.STACK : Locals.HEAP;
  }

  private void offset(Locals.SegmentLocals segment, Operand base, int displacement) {
    if (base.isConstant()) {
      out.pushInt(displacement);
      out.variable(Opcodes.ILOAD, segment.base());
      out.op(Opcodes.ISUB);
      return;
    }
    out.pushInt(base);
    out.variable(Opcodes.ILOAD, segment.base());
    out.op(Opcodes.ISUB);
    if (displacement != 0) {
      out.pushInt(displacement);
      out.op(Opcodes.IADD);
    }
  }

  private void element(Locals.SegmentLocals segment) {
    out.variable(Opcodes.ALOAD, segment.bytes());
    out.variable(Opcodes.ILOAD, Locals.OFFSET);
  }

  private void view(String name) {
    out.code.visitFieldInsn(
        Opcodes.GETSTATIC, RegionWriter.EXECUTION, name, "Ljava/lang/invoke/VarHandle;");
  }

  private void access(String name, String descriptor) {
    out.code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/invoke/VarHandle", name, descriptor, false);
  }

  private void load(MemoryAccess access, Locals.SegmentLocals segment) {
    switch (access.bytes()) {
      case 1 -> {
        element(segment);
        out.op(Opcodes.BALOAD);
        if (!access.signed()) {
          out.pushInt(0xFF);
          out.op(Opcodes.IAND);
        }
        out.op(Opcodes.I2L);
      }
      case 2 -> {
        view("SHORTS");
        element(segment);
        access("get", "([BI)S");
        if (!access.signed()) {
          out.op(Opcodes.I2C);
        }
        out.op(Opcodes.I2L);
      }
      case 4 -> {
        view("INTS");
        element(segment);
        access("get", "([BI)I");
        out.op(Opcodes.I2L);
        if (!access.signed()) {
          out.pushLong(0xFFFFFFFFL);
          out.op(Opcodes.LAND);
        }
      }
      default -> {
        view("LONGS");
        element(segment);
        access("get", "([BI)J");
      }
    }
  }

  private void store(int bytes, Locals.SegmentLocals segment, Operand value) {
    switch (bytes) {
      case 1 -> {
        element(segment);
        out.pushInt(value);
        out.op(Opcodes.BASTORE);
      }
      case 2 -> {
        view("SHORTS");
        element(segment);
        out.pushInt(value);
        out.op(Opcodes.I2S);
        access("set", "([BIS)V");
      }
      case 4 -> {
        view("INTS");
        element(segment);
        out.pushInt(value);
        access("set", "([BII)V");
      }
      default -> {
        view("LONGS");
        element(segment);
        out.pushLong(value);
        access("set", "([BIJ)V");
      }
    }
  }

  /**
   * Writes what happens after wrong guesses, at the end of the method.
   *
   * @param stop where to go if the access cannot be done now
   */
  void finish(Label stop) {
    for (Slow access : slow) {
      boolean store = access.access().store();
      String bits = Integer.toString(8 * access.access().bytes());
      out.label(access.entry());
      out.variable(Opcodes.ALOAD, Locals.EXECUTION);
      out.pushLong(access.base());
      out.pushInt(access.displacement());
      if (store) {
        out.pushLong(access.value());
      }
      out.pushInt(access.site());
      out.callStatic(
          RegionWriter.EXECUTION,
          store ? "store" + bits : (access.access().signed() ? "loadI" : "loadU") + bits,
          "(" + RegionWriter.EXECUTION_TYPE + (store ? "JIJI)Z" : "JII)Z"));
      out.jump(Opcodes.IFNE, stop);
      if (!store) {
        out.variable(Opcodes.ALOAD, Locals.EXECUTION);
        out.code.visitFieldInsn(Opcodes.GETFIELD, RegionWriter.EXECUTION, "value", "J");
      }
      out.jump(Opcodes.GOTO, access.back());
    }
  }
}
