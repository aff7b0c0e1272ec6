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
  private final RegionCode code;
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
  ControlEmitter(
      Emitter out,
      Units units,
      RegionCode code,
      int region,
      Label[] labels,
      ExitTable.Builder table) {
    this.out = out;
    this.units = units;
    this.code = code;
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

  /** A way out. */
  Label exit(ExitTable.Kind kind, int position, int previous, int refund) {
    Exit exit = new Exit(new Label(), table.add(kind, position, previous, refund));
    exits.add(exit);
    return exit.label();
  }

  /** Leaves in front of an instruction. */
  void leaveBefore(int pc, int previous, int refund) {
    out.pushInt(table.add(ExitTable.Kind.INSTRUCTION, pc, previous, refund));
    out.jump(Opcodes.GOTO, leave);
  }

  /** Goes on behind an instruction that is the last of its unit. */
  void goOn(int unit, int pc, int next) {
    if (needsPrevious(unit, next)) {
      cameFrom(pc);
    }
    reach(unit, pc, next);
  }

  private void cameFrom(int pc) {
    out.pushInt(pc);
    out.variable(Opcodes.ISTORE, Locals.FROM);
  }

  private boolean isHere(int unit) {
    return unit >= 0 && units.region(unit) == region;
  }

  /** Whether the unit at a position is written behind this one and execution may run into it. */
  private boolean isBehind(int unit, int pc) {
    return code.isNext(unit, pc) && code.isReached(unit + 1);
  }

  /** Whether what lies at a position does not know that execution came from this unit. */
  private boolean needsPrevious(int unit, int pc) {
    return isBehind(unit, pc) ? code.isHeaded(unit + 1) : !isBare(pc);
  }

  private boolean isBare(int pc) {
    return isHere(units.at(pc)) && code.isBare(units.at(pc));
  }

  /** Goes to a unit, by doing nothing if that one is written next. */
  private void reach(int unit, int pc, int next) {
    if (!isBehind(unit, next)) {
      out.jump(Opcodes.GOTO, labelOf(pc, next));
    }
  }

  /** The unit at a position, or the way out to there. */
  private Label labelOf(int from, int pc) {
    int unit = units.at(pc);
    if (!isHere(unit)) {
      return others.computeIfAbsent(pc, to -> exit(ExitTable.Kind.UNIT, to, DYNAMIC, 0));
    }
    return isBare(pc)
        ? exit(ExitTable.Kind.INSTRUCTION, pc, from, 0)
        : labels[unit - units.firstUnit(region)];
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
    int next = units.reader.next(pc);
    boolean possible = units.blocks.isStart(target);
    Label taken =
        possible
            ? labelOf(pc, (int) target)
            : exit(ExitTable.Kind.INSTRUCTION, pc, previous, refund);
    boolean notesPrevious = (possible && !isBare((int) target)) || needsPrevious(unit, next);
    // An impossible branch is left to the interpreter, which has to know what was before it.
    if (possible && notesPrevious) {
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
    if (!possible && notesPrevious) {
      cameFrom(pc);
    }
    reach(unit, pc, next);
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
