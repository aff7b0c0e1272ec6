package parallax.pvm.translator;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.translator.Emitter.Operand;

/** Translates what ends units: jumps inside the region, and the ways out of it. */
final class ControlEmitter {

  /** As a previous position: the one that execution came to the unit from. */
  static final int DYNAMIC = -1;

  /**
   * A way out for the end of the method.
   *
   * @param result what the method returns
   * @param previous a position, or {@link #DYNAMIC}
   * @param refund gas to give back
   */
  private record Exit(Label label, int result, int previous, int refund) {}

  private final Emitter out;
  private final Units units;
  private final int region;
  private final Label[] labels;
  private final Label dispatch = new Label();
  private final Label leave = new Label();
  private final Label stopAtSite = new Label();
  private final List<Exit> exits = new ArrayList<>();

  /** Labels are those of the units of the region. */
  ControlEmitter(Emitter out, Units units, int region, Label[] labels) {
    this.out = out;
    this.units = units;
    this.region = region;
    this.labels = labels;
  }

  /** Where the method branches by {@link Locals#ENTRY}. */
  Label dispatch() {
    return dispatch;
  }

  /** Where the method returns {@link Locals#RESULT}. */
  Label leave() {
    return leave;
  }

  /** Where the method returns {@link Region#AT_SITE}. */
  Label stopAtSite() {
    return stopAtSite;
  }

  /** Where to go if a unit or its block cannot be paid; nothing of it has been executed. */
  Label outOfGas(int start, int price) {
    return exit(~start, DYNAMIC, price);
  }

  private Label exit(int result, int previous, int refund) {
    Exit exit = new Exit(new Label(), result, previous, refund);
    exits.add(exit);
    return exit.label();
  }

  private boolean isBlock(long pc) {
    return units.blocks.isStart(pc);
  }

  /** Whether an instruction at the end of a unit can only be executed by the interpreter. */
  boolean isLeftToInterpreter(Instruction in, int pc) {
    Opcode opcode = in.opcode();
    if (opcode == Opcode.TRAP || Units.endsUnit(opcode)) {
      return true;
    }
    if (!opcode.format().hasOffset()) {
      return false;
    }
    boolean target = isBlock((long) pc + in.offset());
    if (opcode.isConditional()) {
      return units.profile.checksBothBranchSides() && !(target && isBlock(units.reader.next(pc)));
    }
    return !target;
  }

  /** Leaves in front of an instruction. */
  void leaveBefore(int pc, int previous, int refund) {
    out.jump(Opcodes.GOTO, exit(~pc, previous, refund));
  }

  /** Goes on behind an instruction that is the last of its unit. */
  void goOn(int pc, int next) {
    cameFrom(pc);
    out.jump(Opcodes.GOTO, reach(next));
  }

  private void cameFrom(int pc) {
    out.pushInt(pc);
    out.variable(Opcodes.ISTORE, Locals.FROM);
  }

  /** The unit at a position, or the way out to there. */
  private Label reach(int pc) {
    int unit = units.at(pc);
    if (unit >= 0 && units.region(unit) == region) {
      return labels[unit - units.firstUnit(region)];
    }
    return exit(pc, DYNAMIC, 0);
  }

  /**
   * Translates a terminator other than trap.
   *
   * @param pc its position
   * @param previous the position executed before, or {@link #DYNAMIC}
   * @param refund the gas taken for it
   */
  void emit(Instruction in, int pc, int previous, int refund) {
    Opcode opcode = in.opcode();
    switch (opcode) {
      case FALLTHROUGH -> goOn(pc, units.reader.next(pc));
      case JUMP -> goOn(pc, pc + in.offset());
      case LOAD_IMM_JUMP -> {
        out.pushLong(in.imm1());
        out.popRegister(in.a());
        goOn(pc, pc + in.offset());
      }
      case JUMP_IND -> {
        dynamicTarget(Operand.register(in.a()), (int) in.imm1(), pc, previous, refund);
        enterTarget(pc);
      }
      case LOAD_IMM_JUMP_IND -> {
        dynamicTarget(Operand.register(in.b()), (int) in.imm2(), pc, previous, refund);
        out.pushLong(in.imm1());
        out.popRegister(in.a());
        enterTarget(pc);
      }
      default -> branch(in, pc, previous, refund);
    }
  }

  private void branch(Instruction in, int pc, int previous, int refund) {
    Operand left = Operand.register(in.a());
    Operand right =
        in.opcode().format() == OperandFormat.REG_REG_OFFSET
            ? Operand.register(in.b())
            : Operand.constant(in.imm1());
    long target = (long) pc + in.offset();
    Label taken = isBlock(target) ? reach((int) target) : exit(~pc, previous, refund);
    if (isBlock(target)) {
      cameFrom(pc);
    }
    switch (in.opcode()) {
      case BRANCH_EQ, BRANCH_EQ_IMM -> out.compareSigned(left, right, Opcodes.IFEQ, taken);
      case BRANCH_NE, BRANCH_NE_IMM -> out.compareSigned(left, right, Opcodes.IFNE, taken);
      case BRANCH_LT_S, BRANCH_LT_S_IMM -> out.compareSigned(left, right, Opcodes.IFLT, taken);
      case BRANCH_GE_S, BRANCH_GE_S_IMM -> out.compareSigned(left, right, Opcodes.IFGE, taken);
      case BRANCH_LE_S_IMM -> out.compareSigned(left, right, Opcodes.IFLE, taken);
      case BRANCH_GT_S_IMM -> out.compareSigned(left, right, Opcodes.IFGT, taken);
      case BRANCH_LT_U, BRANCH_LT_U_IMM -> out.compareUnsigned(left, right, Opcodes.IFLT, taken);
      case BRANCH_GE_U, BRANCH_GE_U_IMM -> out.compareUnsigned(left, right, Opcodes.IFGE, taken);
      case BRANCH_LE_U_IMM -> out.compareUnsigned(left, right, Opcodes.IFLE, taken);
      case BRANCH_GT_U_IMM -> out.compareUnsigned(left, right, Opcodes.IFGT, taken);
      default -> throw new IllegalArgumentException(in.opcode() + " is no branch");
    }
    int next = units.reader.next(pc);
    if (isBlock(target)) {
      out.jump(Opcodes.GOTO, reach(next));
    } else {
      goOn(pc, next);
    }
  }

  /** Puts the position that a dynamic jump leads to into the result, or leaves in front of it. */
  private void dynamicTarget(Operand base, int displacement, int pc, int previous, int refund) {
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.pushInt(base);
    out.pushInt(displacement);
    out.op(Opcodes.IADD);
    out.callStatic(
        RegionWriter.EXECUTION, "dynamicTarget", "(" + RegionWriter.EXECUTION_TYPE + "I)I");
    out.op(Opcodes.DUP);
    out.variable(Opcodes.ISTORE, Locals.RESULT);
    out.jump(Opcodes.IFLT, exit(~pc, previous, refund));
  }

  /** Continues at the position in the result, inside if it is an entry of this region. */
  private void enterTarget(int pc) {
    cameFrom(pc);
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.variable(Opcodes.ILOAD, Locals.RESULT);
    out.pushInt(region);
    out.callStatic(RegionWriter.EXECUTION, "entryIn", "(" + RegionWriter.EXECUTION_TYPE + "II)I");
    out.op(Opcodes.DUP);
    out.variable(Opcodes.ISTORE, Locals.ENTRY);
    out.jump(Opcodes.IFGE, dispatch);
    out.jump(Opcodes.GOTO, leave);
  }

  /** Writes the ways out. */
  void finish() {
    for (Exit exit : exits) {
      out.label(exit.label());
      if (exit.previous() != DYNAMIC) {
        cameFrom(exit.previous());
      }
      if (exit.refund() != 0) {
        out.pushInt(exit.refund());
        out.variable(Opcodes.ISTORE, Locals.REFUND);
      }
      out.pushInt(exit.result());
      out.variable(Opcodes.ISTORE, Locals.RESULT);
      out.jump(Opcodes.GOTO, leave);
    }
  }
}
