package parallax.pvm.translator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A way out for the end of the method, by its number. */
  private record Exit(Label label, int number) {}

  private final Emitter out;
  private final Units units;
  private final int region;
  private final Label[] labels;
  private final ExitTable.Builder table;
  private final Label dispatch = new Label();
  private final Label leave = new Label();
  private final Label leaveDynamically = new Label();
  private final Label stopAtAccess = new Label();
  private final List<Exit> exits = new ArrayList<>();
  private final Map<Integer, Label> others = new HashMap<>();

  /** Labels are those of the units of the region. */
  ControlEmitter(Emitter out, Units units, int region, Label[] labels, ExitTable.Builder table) {
    this.out = out;
    this.units = units;
    this.region = region;
    this.labels = labels;
    this.table = table;
  }

  /** Where the method branches by {@link Locals#ENTRY}. */
  Label dispatch() {
    return dispatch;
  }

  /** Where the method returns the int on the stack. */
  Label leave() {
    return leave;
  }

  /** Where the method returns {@link Region#DYNAMIC}. */
  Label leaveDynamically() {
    return leaveDynamically;
  }

  /** Where the method returns {@link Execution#site}. */
  Label stopAtAccess() {
    return stopAtAccess;
  }

  /** Where to go if a unit or its block cannot be paid; nothing of it has been executed. */
  Label outOfGas(int start, int price) {
    return exit(ExitTable.Kind.INSTRUCTION, start, DYNAMIC, price);
  }

  /** A way out. */
  Label exit(ExitTable.Kind kind, int position, int previous, int refund) {
    Exit exit = new Exit(new Label(), table.add(kind, position, previous, refund));
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
    out.pushInt(table.add(ExitTable.Kind.INSTRUCTION, pc, previous, refund));
    out.jump(Opcodes.GOTO, leave);
  }

  /** Goes on behind an instruction that is the last of its unit. */
  void goOn(int unit, int pc, int next) {
    cameFrom(pc);
    reach(unit, next);
  }

  private void cameFrom(int pc) {
    out.pushInt(pc);
    out.variable(Opcodes.ISTORE, Locals.FROM);
  }

  /** Goes to a unit, by doing nothing if that one is written next. */
  private void reach(int unit, int next) {
    int other = units.at(next);
    if (other != unit + 1 || other == units.endUnit(region)) {
      out.jump(Opcodes.GOTO, labelOf(next));
    }
  }

  /** The unit at a position, or the way out to there. */
  private Label labelOf(int pc) {
    int unit = units.at(pc);
    if (unit >= 0 && units.region(unit) == region) {
      return labels[unit - units.firstUnit(region)];
    }
    return others.computeIfAbsent(pc, to -> exit(ExitTable.Kind.UNIT, to, DYNAMIC, 0));
  }

  /**
   * Translates a terminator other than trap.
   *
   * @param unit the unit that it ends
   * @param pc its position
   * @param previous the position executed before, or {@link #DYNAMIC}
   * @param refund the gas taken for it
   */
  void emit(int unit, Instruction in, int pc, int previous, int refund) {
    Opcode opcode = in.opcode();
    switch (opcode) {
      case FALLTHROUGH -> goOn(unit, pc, units.reader.next(pc));
      case JUMP -> goOn(unit, pc, pc + in.offset());
      case LOAD_IMM_JUMP -> {
        out.pushLong(in.imm1());
        out.popRegister(in.a());
        goOn(unit, pc, pc + in.offset());
      }
      case JUMP_IND -> {
        Label end = exit(ExitTable.Kind.INSTRUCTION, pc, previous, refund);
        dynamicTarget(Operand.register(in.a()), (int) in.imm1(), end);
        cameFrom(pc);
        out.jump(Opcodes.GOTO, dispatch);
      }
      case LOAD_IMM_JUMP_IND -> {
        Label end = exit(ExitTable.Kind.INSTRUCTION, pc, previous, refund);
        dynamicTarget(Operand.register(in.b()), (int) in.imm2(), end);
        out.pushLong(in.imm1());
        out.popRegister(in.a());
        cameFrom(pc);
        out.jump(Opcodes.GOTO, dispatch);
      }
      default -> branch(unit, in, pc, previous, refund);
    }
  }

  private void branch(int unit, Instruction in, int pc, int previous, int refund) {
    Operand left = Operand.register(in.a());
    Operand right =
        in.opcode().format() == OperandFormat.REG_REG_OFFSET
            ? Operand.register(in.b())
            : Operand.constant(in.imm1());
    long target = (long) pc + in.offset();
    Label taken =
        isBlock(target)
            ? labelOf((int) target)
            : exit(ExitTable.Kind.INSTRUCTION, pc, previous, refund);
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
      reach(unit, next);
    } else {
      goOn(unit, pc, next);
    }
  }

  /** Finds out where a dynamic jump leads; leaves in front of it if that is nowhere. */
  private void dynamicTarget(Operand base, int displacement, Label nowhere) {
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.pushInt(base);
    if (displacement != 0) {
      out.pushInt(displacement);
      out.op(Opcodes.IADD);
    }
    out.pushInt(region);
    out.callStatic(
        RegionWriter.EXECUTION, "dynamicTarget", "(" + RegionWriter.EXECUTION_TYPE + "II)I");
    out.op(Opcodes.DUP);
    out.variable(Opcodes.ISTORE, Locals.ENTRY);
    out.pushInt(Execution.NOWHERE);
    out.jump(Opcodes.IF_ICMPEQ, nowhere);
  }

  /** Writes the ways out, up to the place where the method returns what is on the stack. */
  void finish() {
    for (Exit exit : exits) {
      out.label(exit.label());
      out.pushInt(exit.number());
      out.jump(Opcodes.GOTO, leave);
    }
    out.label(stopAtAccess);
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.code.visitFieldInsn(Opcodes.GETFIELD, RegionWriter.EXECUTION, "site", "I");
    out.jump(Opcodes.GOTO, leave);
    out.label(leaveDynamically);
    out.pushInt(Region.DYNAMIC);
    out.labelWith(Opcodes.INTEGER, leave);
  }
}
