package parallax.pvm.translator;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.MemoryAccess;
import parallax.pvm.isa.Register;
import parallax.pvm.translator.Emitter.Operand;

/**
 * Translates loads and stores. Accesses by way of sp are guessed to be in the stack, a group of
 * them at a time; the others each to be in the heap. A right guess is a subtraction, a comparison
 * and an array access. A wrong one about the heap asks memory itself, which knows everything and
 * faults where it must; a wrong one about the stack leaves the region in front of the group.
 */
final class MemoryEmitter {

  /** What is left for the end of the method: how an access goes whose guess was wrong. */
  private record Slow(
      Label entry,
      Label back,
      MemoryAccess access,
      Operand base,
      int displacement,
      Operand value,
      int site) {}

  private static final String LOAD = "(" + RegionWriter.EXECUTION_TYPE + "JII)Z";
  private static final String STORE = "(" + RegionWriter.EXECUTION_TYPE + "JIJI)Z";

  private final Emitter out;
  private final List<Slow> slow = new ArrayList<>();

  MemoryEmitter(Emitter out) {
    this.out = out;
  }

  private static Operand base(Instruction in) {
    return switch (in.opcode().format()) {
      case REG_IMM_IMM -> Operand.register(in.a());
      case REG_REG_IMM -> Operand.register(in.b());
      default -> Operand.constant(0);
    };
  }

  private static Operand value(Instruction in) {
    return in.opcode().format().hasImm2() ? Operand.constant(in.imm2()) : Operand.register(in.a());
  }

  /** Translates an access that is guessed to be in the heap. */
  void emit(Instruction in, int site) {
    MemoryAccess access = in.opcode().access();
    Operand base = base(in);
    Operand value = value(in);
    int displacement = (int) in.imm1();
    Slow otherwise = new Slow(new Label(), new Label(), access, base, displacement, value, site);
    slow.add(otherwise);
    offset(Locals.HEAP, base, displacement);
    out.op(Opcodes.DUP);
    out.variable(Opcodes.ISTORE, Locals.OFFSET);
    out.pushInt(Integer.MIN_VALUE);
    out.op(Opcodes.IADD);
    out.variable(Opcodes.ILOAD, limit(Locals.HEAP, access.store()));
    out.jump(Opcodes.IF_ICMPGE, otherwise.entry());
    if (access.store()) {
      store(access.bytes(), Locals.HEAP, Locals.OFFSET, 0, value);
      out.label(otherwise.back());
    } else {
      load(access, Locals.HEAP, Locals.OFFSET, 0);
      out.labelWith(Opcodes.LONG, otherwise.back());
      out.popRegister(in.definedRegister());
    }
  }

  private static int limit(Locals.SegmentLocals segment, boolean store) {
    return store ? segment.writable() : segment.readable();
  }

  /**
   * Checks that the accesses of a group succeed in the stack.
   *
   * @param index the first of them
   * @param otherwise where to go if they may not
   */
  void check(StackAccesses groups, int index, Label otherwise) {
    offset(Locals.STACK, Operand.register(Register.SP.index()), groups.lowest(index));
    out.op(Opcodes.DUP);
    out.variable(Opcodes.ISTORE, Locals.FRAME);
    int span = groups.span(index);
    if (span != 0) {
      // The lowest must not lie below the segment if the highest lies in it.
      out.jump(Opcodes.IFLT, otherwise);
      out.variable(Opcodes.ILOAD, Locals.FRAME);
    }
    out.pushInt(span + Integer.MIN_VALUE);
    out.op(Opcodes.IADD);
    out.variable(Opcodes.ILOAD, limit(Locals.STACK, groups.stores(index)));
    out.jump(Opcodes.IF_ICMPGE, otherwise);
  }

  /** Translates an access of a group that was checked. */
  void emitChecked(Instruction in, int lowest) {
    MemoryAccess access = in.opcode().access();
    int distance = (int) in.imm1() - lowest;
    if (access.store()) {
      store(access.bytes(), Locals.STACK, Locals.FRAME, distance, value(in));
    } else {
      load(access, Locals.STACK, Locals.FRAME, distance);
      out.popRegister(in.definedRegister());
    }
  }

  /**
   * Translates an access without a guess.
   *
   * @param stop where to go if it cannot be done now
   */
  void emitUnguessed(Instruction in, int site, Label stop) {
    MemoryAccess access = in.opcode().access();
    ask(access, base(in), (int) in.imm1(), value(in), site, stop);
    if (!access.store()) {
      out.popRegister(in.definedRegister());
    }
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

  private void element(Locals.SegmentLocals segment, int offset, int distance) {
    out.variable(Opcodes.ALOAD, segment.bytes());
    out.variable(Opcodes.ILOAD, offset);
    if (distance != 0) {
      out.pushInt(distance);
      out.op(Opcodes.IADD);
    }
  }

  private void view(String name) {
    out.code.visitFieldInsn(
        Opcodes.GETSTATIC, RegionWriter.EXECUTION, name, "Ljava/lang/invoke/VarHandle;");
  }

  private void access(String name, String descriptor) {
    out.code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/invoke/VarHandle", name, descriptor, false);
  }

  private void load(MemoryAccess access, Locals.SegmentLocals segment, int offset, int distance) {
    switch (access.bytes()) {
      case 1 -> {
        element(segment, offset, distance);
        out.op(Opcodes.BALOAD);
        if (!access.signed()) {
          out.pushInt(0xFF);
          out.op(Opcodes.IAND);
        }
        out.op(Opcodes.I2L);
      }
      case 2 -> {
        view("SHORTS");
        element(segment, offset, distance);
        access("get", "([BI)S");
        if (!access.signed()) {
          out.op(Opcodes.I2C);
        }
        out.op(Opcodes.I2L);
      }
      case 4 -> {
        view("INTS");
        element(segment, offset, distance);
        access("get", "([BI)I");
        out.op(Opcodes.I2L);
        if (!access.signed()) {
          out.pushLong(0xFFFFFFFFL);
          out.op(Opcodes.LAND);
        }
      }
      default -> {
        view("LONGS");
        element(segment, offset, distance);
        access("get", "([BI)J");
      }
    }
  }

  private void store(
      int bytes, Locals.SegmentLocals segment, int offset, int distance, Operand value) {
    switch (bytes) {
      case 1 -> {
        element(segment, offset, distance);
        out.pushInt(value);
        out.op(Opcodes.BASTORE);
      }
      case 2 -> {
        view("SHORTS");
        element(segment, offset, distance);
        out.pushInt(value);
        out.op(Opcodes.I2S);
        access("set", "([BIS)V");
      }
      case 4 -> {
        view("INTS");
        element(segment, offset, distance);
        out.pushInt(value);
        access("set", "([BII)V");
      }
      default -> {
        view("LONGS");
        element(segment, offset, distance);
        out.pushLong(value);
        access("set", "([BIJ)V");
      }
    }
  }

  /** Asks memory itself; leaves what was loaded on the stack. */
  private void ask(
      MemoryAccess access, Operand base, int displacement, Operand value, int site, Label stop) {
    String bits = Integer.toString(8 * access.bytes());
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.pushLong(base);
    out.pushInt(displacement);
    if (access.store()) {
      out.pushLong(value);
    }
    out.pushInt(site);
    out.callStatic(
        RegionWriter.EXECUTION,
        access.store() ? "store" + bits : (access.signed() ? "loadI" : "loadU") + bits,
        access.store() ? STORE : LOAD);
    out.jump(Opcodes.IFNE, stop);
    if (!access.store()) {
      out.variable(Opcodes.ALOAD, Locals.EXECUTION);
      out.code.visitFieldInsn(Opcodes.GETFIELD, RegionWriter.EXECUTION, "value", "J");
    }
  }

  /**
   * Writes what happens after wrong guesses, at the end of the method.
   *
   * @param stop where to go if the access cannot be done now
   */
  void finish(Label stop) {
    for (Slow s : slow) {
      out.label(s.entry());
      ask(s.access(), s.base(), s.displacement(), s.value(), s.site(), stop);
      out.jump(Opcodes.GOTO, s.back());
    }
  }
}
