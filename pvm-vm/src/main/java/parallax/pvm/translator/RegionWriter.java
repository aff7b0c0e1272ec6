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
import parallax.pvm.memory.Segment;
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
  private static final String SEGMENT = Type.getInternalName(Segment.class);
  private static final String SEGMENT_TYPE = Type.getDescriptor(Segment.class);

  private final Units units;
  private final BlockCosts costs;
  private final boolean metered;
  private final int region;
  private final int first;
  private final int end;

  private final ClassWriter writer = new ClassWriter(0);
  private Emitter out;
  private ComputingEmitter computing;
  private MemoryEmitter memory;
  private ControlEmitter control;
  private final SiteTable.Builder sites = new SiteTable.Builder();

  private int registersUsed;
  private int registersDefined;

  /**
   * @param units the program
   * @param costs block prices, null where instructions are charged
   * @param metered whether gas is counted at all
   * @param region the number of the region
   */
  RegionWriter(Units units, BlockCosts costs, boolean metered, int region) {
    this.units = units;
    this.costs = costs;
    this.metered = metered;
    this.region = region;
    this.first = units.firstUnit(region);
    this.end = units.endUnit(region);
  }

  /** A class file, and what is known about its accesses. */
  record Written(byte[] bytes, SiteTable sites) {}

  Written write() {
    scanRegisters();
    writer.visit(
        Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, REGION, new String[0]);
    writeConstructor();
    MethodVisitor code = writer.visitMethod(0, "run", "(" + EXECUTION_TYPE + "I)I", null, null);
    Locals locals = new Locals(NAME, registersUsed);
    out = new Emitter(code, locals);
    computing = new ComputingEmitter(out);
    memory = new MemoryEmitter(out);
    Label[] labels = new Label[end - first];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label();
    }
    control = new ControlEmitter(out, units, region, labels);
    code.visitCode();
    prologue();
    dispatch(labels);
    for (int unit = first; unit < end; unit++) {
      writeUnit(unit, labels[unit - first]);
    }
    memory.finish(control.stopAtSite());
    control.finish();
    out.label(control.stopAtSite());
    out.pushInt(Region.AT_SITE);
    out.variable(Opcodes.ISTORE, Locals.RESULT);
    epilogue();
    // Generous: nothing pushes more than a few values.
    code.visitMaxs(16, 64);
    code.visitEnd();
    writer.visitEnd();
    return new Written(writer.toByteArray(), sites.build());
  }

  private void scanRegisters() {
    for (int unit = first; unit < end; unit++) {
      int pc = units.start(unit);
      while (true) {
        Instruction in = units.reader.read(pc);
        registersUsed |= in.usedRegisters();
        if (in.definedRegister() >= 0) {
          registersDefined |= 1 << in.definedRegister();
        }
        if (units.isLast(pc)) {
          break;
        }
        pc = units.reader.next(pc);
      }
    }
    registersUsed |= registersDefined;
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
    field("gas", "J");
    out.variable(Opcodes.LSTORE, Locals.GAS);
    field("previous", "I");
    out.variable(Opcodes.ISTORE, Locals.FROM);
    for (int slot : new int[] {Locals.RESULT, Locals.REFUND, Locals.OFFSET}) {
      out.pushInt(0);
      out.variable(Opcodes.ISTORE, slot);
    }
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
    String[] parts = {"bytes", "base", "readable", "writable"};
    for (int i = 0; i < parts.length; i++) {
      field(name, SEGMENT_TYPE);
      out.code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, SEGMENT, parts[i], i == 0 ? "()[B" : "()I", false);
      if (i >= 2) {
        // Limits are compared as unsigned numbers.
        out.pushInt(Integer.MIN_VALUE);
        out.op(Opcodes.IADD);
      }
      out.variable(i == 0 ? Opcodes.ASTORE : Opcodes.ISTORE, locals.bytes() + i);
    }
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
      out.jump(Opcodes.GOTO, control.leave());
      return;
    }
    out.variable(Opcodes.ILOAD, Locals.ENTRY);
    out.code.visitTableSwitchInsn(
        0, entries.size() - 1, control.leave(), entries.toArray(new Label[0]));
  }

  private void epilogue() {
    out.label(control.leave());
    out.variable(Opcodes.ALOAD, Locals.EXECUTION);
    out.op(Opcodes.DUP);
    out.op(Opcodes.DUP);
    out.variable(Opcodes.LLOAD, Locals.GAS);
    out.variable(Opcodes.ILOAD, Locals.REFUND);
    out.op(Opcodes.I2L, Opcodes.LADD);
    out.code.visitFieldInsn(Opcodes.PUTFIELD, EXECUTION, "gas", "J");
    out.variable(Opcodes.ILOAD, Locals.REFUND);
    out.code.visitFieldInsn(Opcodes.PUTFIELD, EXECUTION, "refund", "I");
    out.variable(Opcodes.ILOAD, Locals.FROM);
    out.code.visitFieldInsn(Opcodes.PUTFIELD, EXECUTION, "previous", "I");
    field("registers", "[J");
    for (int i = 0; i < 13; i++) {
      if ((registersDefined >> i & 1) != 0) {
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

  private void writeUnit(int unit, Label label) {
    List<Instruction> instructions = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    int pc = units.start(unit);
    while (true) {
      instructions.add(units.reader.read(pc));
      positions.add(pc);
      if (units.isLast(pc)) {
        break;
      }
      pc = units.reader.next(pc);
    }
    int last = instructions.size() - 1;
    boolean leaves = control.isLeftToInterpreter(instructions.get(last), positions.get(last));
    int paid = charge(unit, label, leaves ? last : last + 1);
    for (int i = 0; i <= last; i++) {
      Instruction in = instructions.get(i);
      int previous = i == 0 ? ControlEmitter.DYNAMIC : positions.get(i - 1);
      int refund = Math.max(0, paid - i);
      if (i == last && leaves) {
        control.leaveBefore(positions.get(i), previous, 0);
      } else if (in.opcode().access() != null) {
        memory.emit(in, sites.add(positions.get(i), previous, refund));
      } else if (in.opcode().isTerminator()) {
        control.emit(in, positions.get(i), previous, refund);
      } else if (in.opcode() != Opcode.UNLIKELY) {
        computing.emit(in);
      }
    }
    if (!instructions.get(last).opcode().isTerminator() && !leaves) {
      control.goOn(positions.get(last), units.reader.next(positions.get(last)));
    }
  }

  /**
   * Begins a unit and takes gas for it.
   *
   * @return how much of that is for its instructions, one each; 0 where blocks are charged
   */
  private int charge(int unit, Label label, int instructions) {
    out.label(label);
    int start = units.start(unit);
    int price =
        costs == null
            ? instructions * GasModel.FLAT_COST
            : units.blocks.isStart(start) ? costs.costOf(start) : 0;
    if (!metered || price == 0) {
      return 0;
    }
    out.variable(Opcodes.LLOAD, Locals.GAS);
    out.pushLong(price);
    out.op(Opcodes.LSUB, Opcodes.DUP2);
    out.variable(Opcodes.LSTORE, Locals.GAS);
    out.pushLong(0);
    out.op(Opcodes.LCMP);
    out.jump(Opcodes.IFLT, control.outOfGas(start, price));
    return costs == null ? instructions : 0;
  }
}
