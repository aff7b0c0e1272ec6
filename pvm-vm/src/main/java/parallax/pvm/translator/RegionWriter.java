package parallax.pvm.translator;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.Opcode;
import parallax.pvm.program.BlockCosts;

/**
 * Writes the class of one region. Its method holds registers in variables, begins with a switch
 * over the entries, then has the units one after the other, then what is rare, and ends with the
 * one way out.
 *
 * <p>Gas is taken at the start of a unit for all its translated instructions, or for its block. If
 * it does not suffice, or if an instruction cannot be translated or does not succeed, what was
 * taken for instructions not executed is given back, and the method returns in front of the
 * instruction.
 */
final class RegionWriter {

  static final String EXECUTION = Type.getInternalName(Execution.class);
  static final String EXECUTION_TYPE = Type.getDescriptor(Execution.class);

  private static final String NAME = "parallax/pvm/translator/TranslatedRegion";
  private static final String REGION = Type.getInternalName(Region.class);

  private final Units units;
  private final BlockCosts costs;
  private final boolean metered;
  private final boolean guessesStack;
  private final int region;
  private final int first;
  private final int end;

  private final RegionCode code;
  private final ClassWriter writer = new ClassWriter(0);
  private Emitter out;
  private ComputingEmitter computing;
  private MemoryEmitter memory;
  private ControlEmitter control;

  // Of the present chain of units, the index of its first instruction too.
  private StackAccesses stackAccesses;
  private int chainStart;
  private final ExitTable.Builder exits = new ExitTable.Builder();

  /**
   * @param units the program
   * @param costs block prices, null where instructions are charged
   * @param metered whether gas is counted at all
   * @param guessesStack whether accesses by way of sp are guessed to be in the stack
   * @param region the number of the region
   */
  RegionWriter(Units units, BlockCosts costs, boolean metered, boolean guessesStack, int region) {
    this.units = units;
    this.costs = costs;
    this.metered = metered;
    this.guessesStack = guessesStack;
    this.region = region;
    this.first = units.firstUnit(region);
    this.end = units.endUnit(region);
    this.code = new RegionCode(units, region, costs != null);
  }

  /** A class file, and where the code in it can be left. */
  record Written(byte[] bytes, ExitTable exits) {}

  Written write() {
    writer.visit(
        Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, REGION, new String[0]);
    writeConstructor();
    MethodVisitor run = writer.visitMethod(0, "run", "(" + EXECUTION_TYPE + "I)I", null, null);
    out = new Emitter(run, new Locals(NAME, code.registersUsed()));
    computing = new ComputingEmitter(out);
    memory = new MemoryEmitter(out);
    Label[] labels = new Label[end - first];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label();
    }
    control = new ControlEmitter(out, units, code, region, labels, exits);
    run.visitCode();
    prologue();
    dispatch(labels);
    for (int unit = first; unit < end; unit++) {
      if (code.isHeaded(unit)) {
        stackAccesses = code.stackAccesses(unit);
        chainStart = code.from(unit);
        out.label(labels[unit - first]);
      }
      if (code.isReached(unit)) {
        writeUnit(unit);
      }
    }
    memory.finish(control.stopAtAccess());
    control.finish();
    epilogue();
    // Generous: nothing pushes more than a few values.
    run.visitMaxs(16, 64);
    run.visitEnd();
    writer.visitEnd();
    return new Written(writer.toByteArray(), exits.build());
  }

  private void writeConstructor() {
    MethodVisitor code = writer.visitMethod(0, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, REGION, "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
  }

  // ---- beginning and end

  private void prologue() {
    field("gas", "I");
    out.variable(Opcodes.ISTORE, Locals.GAS);
    field("previous", "I");
    out.variable(Opcodes.ISTORE, Locals.FROM);
    out.pushInt(0);
    out.variable(Opcodes.ISTORE, Locals.FRAME);
    segment("heap", Locals.HEAP);
    segment("stack", Locals.STACK);
    field("registers", "[J");
    for (int i = 0; i < 13; i++) {
      if (out.locals.uses(i)) {
        out.op(Opcodes.DUP);
        out.pushInt(i);
        out.op(Opcodes.LALOAD);
        out.popRegister(i);
      }
    }
    out.op(Opcodes.POP);
  }

  private void field(String name, String type) {
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.code.visitFieldInsn(Opcodes.GETFIELD, EXECUTION, name, type);
  }

  private void segment(String name, Locals.SegmentLocals locals) {
    field(name + "Bytes", "[B");
    out.variable(Opcodes.ASTORE, locals.bytes());
    field(name + "Base", "I");
    out.variable(Opcodes.ISTORE, locals.base());
    field(name + "Readable", "I");
    out.variable(Opcodes.ISTORE, locals.readable());
    field(name + "Writable", "I");
    out.variable(Opcodes.ISTORE, locals.writable());
  }

  private void dispatch(Label[] labels) {
    List<Label> entries = new ArrayList<>();
    for (int unit = first; unit < end; unit++) {
      if (units.isEntry(unit)) {
        entries.add(labels[unit - first]);
      }
    }
    out.code.visitLabel(control.dispatch());
    out.code.visitFrame(
        Opcodes.F_FULL, out.locals.frame().length, out.locals.frame(), 0, new Object[0]);
    if (entries.isEmpty()) {
      out.jump(Opcodes.GOTO, control.leaveDynamically());
      return;
    }
    out.variable(Opcodes.ILOAD, Locals.ENTRY);
    out.code.visitTableSwitchInsn(
        0, entries.size() - 1, control.leaveDynamically(), entries.toArray(new Label[0]));
  }

  private void epilogue() {
    out.variable(Opcodes.ISTORE, Locals.RESULT);
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.variable(Opcodes.ILOAD, Locals.GAS);
    out.code.visitFieldInsn(Opcodes.PUTFIELD, EXECUTION, "gas", "I");
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.variable(Opcodes.ILOAD, Locals.FROM);
    out.code.visitFieldInsn(Opcodes.PUTFIELD, EXECUTION, "previous", "I");
    field("registers", "[J");
    for (int i = 0; i < 13; i++) {
      if ((code.registersDefined() >> i & 1) != 0) {
        out.op(Opcodes.DUP);
        out.pushInt(i);
        out.variable(Opcodes.LLOAD, out.locals.register(i));
        out.op(Opcodes.LASTORE);
      }
    }
    out.op(Opcodes.POP);
    out.variable(Opcodes.ILOAD, Locals.RESULT);
    out.op(Opcodes.IRETURN);
  }

  // ---- units

  private void writeUnit(int unit) {
    int from = code.from(unit);
    int last = code.last(unit);
    boolean leaves = code.isLeft(unit);
    int paid = charge(unit, last - from + (leaves ? 0 : 1));
    for (int i = from; i <= last; i++) {
      Instruction in = code.instruction(i);
      int refund = Math.max(0, paid - (i - from));
      if (i == last && leaves) {
        control.leaveBefore(code.position(i), previous(i), 0);
      } else if (stackAccesses.has(i - chainStart)) {
        stackAccess(i, refund);
      } else if (in.opcode().access() != null) {
        memory.emit(in, access(i, refund));
      } else if (in.opcode().isTerminator()) {
        control.emit(unit, in, code.position(i), previous(i), refund);
      } else if (in.opcode() != Opcode.UNLIKELY) {
        computing.emit(in);
      }
    }
    if (!code.instruction(last).opcode().isTerminator() && !leaves) {
      control.goOn(unit, code.position(last), units.reader.next(code.position(last)));
    }
  }

  /** The position executed before the instruction at an index. */
  private int previous(int index) {
    return index == chainStart ? ControlEmitter.DYNAMIC : code.position(index - 1);
  }

  private int access(int index, int refund) {
    return exits.add(ExitTable.Kind.ACCESS, code.position(index), previous(index), refund);
  }

  private void stackAccess(int index, int refund) {
    Instruction in = code.instruction(index);
    int inChain = index - chainStart;
    if (!guessesStack || stackAccesses.isAlone(inChain)) {
      memory.emitUnguessed(in, access(index, refund), control.stopAtAccess());
      return;
    }
    if (stackAccesses.isFirst(inChain)) {
      Label otherwise =
          control.exit(ExitTable.Kind.STACK_ACCESS, code.position(index), previous(index), refund);
      memory.check(stackAccesses, inChain, otherwise);
    }
    memory.emitChecked(in, stackAccesses.lowest(inChain));
  }

  /**
   * Takes gas for a unit.
   *
   * @return how much of that is for its instructions, one each; 0 where blocks are charged
   */
  private int charge(int unit, int instructions) {
    int start = units.start(unit);
    int price =
        costs == null
            ? instructions * GasModel.FLAT_COST
            : units.blocks.isStart(start) ? costs.costOf(start) : 0;
    if (!metered || price == 0) {
      return 0;
    }
    if (price <= Short.MAX_VALUE) {
      out.code.visitIincInsn(Locals.GAS, -price);
      out.variable(Opcodes.ILOAD, Locals.GAS);
    } else {
      out.variable(Opcodes.ILOAD, Locals.GAS);
      out.pushInt(price);
      out.op(Opcodes.ISUB, Opcodes.DUP);
      out.variable(Opcodes.ISTORE, Locals.GAS);
    }
    out.jump(
        Opcodes.IFLT,
        control.exit(ExitTable.Kind.INSTRUCTION, start, previous(code.from(unit)), price));
    return costs == null ? instructions : 0;
  }
}
