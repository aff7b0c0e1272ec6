package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Register;

/**
 * Runs a machine function, either on virtual registers or as its allocation says, and writes down
 * all that can be seen from outside: stores, calls with their arguments, the way it takes, results.
 * What memory and callees give is made up from what was seen so far.
 */
final class MachineSimulator {
  /** Where the values of operands are. */
  private interface Storage {
    void before(int index);

    long read(MachineInst inst, int index, int operand);

    /** What the register of the tied def of operand 0 holds before the instruction. */
    long old(MachineInst inst, int index);

    void write(MachineInst inst, int index, int operand, long value);

    void call(boolean keepsReturnAddress);

    void edge(MachineTarget target);
  }

  private final MachineFunction function;
  private final Storage storage;
  private final int[] firstIndex;
  private final List<Long> trace = new ArrayList<>();
  private final long[] stackSlots = new long[8];
  private long seen = 1;

  private MachineSimulator(final MachineFunction function, final Storage storage) {
    this.function = function;
    this.storage = storage;
    firstIndex = new int[function.blocks().size()];
    int index = 0;
    for (final MachineBlock block : function.blocks()) {
      firstIndex[block.id()] = index;
      index += block.instructions().size();
    }
  }

  /** The trace of so many instructions on virtual registers. */
  static List<Long> run(final MachineFunction function, final int fuel) {
    return new MachineSimulator(function, new VirtualRegisters(function)).run(fuel);
  }

  /** The trace of so many instructions on registers and spill slots. */
  static List<Long> run(
      final MachineFunction function, final Allocation allocation, final int fuel) {
    return new MachineSimulator(function, new Locations(function, allocation)).run(fuel);
  }

  private List<Long> run(final int fuel) {
    MachineBlock block = function.blocks().get(0);
    int left = fuel;
    while (block != null && left > 0) {
      MachineTarget taken = null;
      int index = firstIndex[block.id()];
      for (final MachineInst inst : block.instructions()) {
        storage.before(index);
        taken = execute(inst, index++);
        left--;
      }
      if (taken != null) {
        storage.edge(taken);
      }
      block = taken == null ? null : taken.block();
    }
    return trace;
  }

  private void see(final long value) {
    trace.add(value);
    seen = mix(seen, value);
  }

  private static long mix(final long a, final long b) {
    long h = (a ^ Long.rotateLeft(b, 31)) * 0x9E3779B97F4A7C15L;
    h ^= h >>> 29;
    return h | 1;
  }

  private MachineTarget execute(final MachineInst inst, final int index) {
    final List<Long> uses = new ArrayList<>();
    for (int i = 0; i < inst.operands().size(); i++) {
      if (!inst.operands().get(i).def()) {
        uses.add(storage.read(inst, index, i));
      }
    }
    switch (inst.op()) {
      case PVM -> plain(inst, index, uses);
      case ENTRY -> results(inst, index);
      case COPY -> storage.write(inst, index, 0, uses.get(0));
      case FUNCTION_ADDRESS -> storage.write(inst, index, 0, constant(inst));
      case CALL, CALL_INDIRECT, HOST_CALL -> {
        uses.forEach(this::see);
        storage.call(inst.op() == MachineOp.HOST_CALL);
        results(inst, index);
      }
      case INCOMING_LOAD -> storage.write(inst, index, 0, stackSlots[(int) inst.imm1()]);
      case OUTGOING_LOAD -> storage.write(inst, index, 0, stackSlots[4 + (int) inst.imm1()]);
      case INCOMING_STORE, OUTGOING_STORE -> {
        final int base = inst.op() == MachineOp.INCOMING_STORE ? 0 : 4;
        stackSlots[base + (int) inst.imm1()] = uses.get(0);
        see(uses.get(0));
      }
      case TRAP_BRANCH -> see(taken(inst, uses) ? 3 : 4);
      case JUMP -> {
        return inst.targets().get(0);
      }
      case BRANCH -> {
        final int way = taken(inst, uses) ? 0 : 1;
        see(way);
        return inst.targets().get(way);
      }
      case SWITCH -> {
        final int way = (int) Long.remainderUnsigned(uses.get(0), inst.targets().size());
        see(way);
        return inst.targets().get(way);
      }
      case RETURN, HALT, TRAP -> {
        see(5);
        uses.forEach(this::see);
      }
    }
    return null;
  }

  private static long constant(final MachineInst inst) {
    return inst.op() == MachineOp.FUNCTION_ADDRESS
        ? (inst.imm1() << 32) | inst.function()
        : inst.imm1();
  }

  private static boolean taken(final MachineInst inst, final List<Long> uses) {
    return inst.opcode().taken(uses.get(0), uses.size() > 1 ? uses.get(1) : inst.imm1());
  }

  private void results(final MachineInst inst, final int index) {
    for (int i = 0; i < inst.operands().size(); i++) {
      if (inst.operands().get(i).def()) {
        storage.write(inst, index, i, mix(seen, i));
      }
    }
  }

  private void plain(final MachineInst inst, final int index, final List<Long> uses) {
    final Opcode opcode = inst.opcode();
    if (opcode.has(Opcode.Flag.STORE)) {
      uses.forEach(this::see);
      return;
    }
    final long value;
    if (opcode.isAlu()) {
      final boolean reads = opcode.has(Opcode.Flag.READS_DESTINATION);
      final long second =
          opcode.format() == OperandFormat.REG_REG_IMM
              ? inst.imm1()
              : uses.size() > 1 ? uses.get(1) : 0;
      value = opcode.evaluate(uses.get(0), second, reads ? storage.old(inst, index) : 0);
    } else if (opcode.access() != null || opcode == Opcode.SBRK) {
      value = mix(mix(seen, inst.imm1()), uses.isEmpty() ? 0 : uses.get(0));
    } else {
      value = inst.imm1();
    }
    storage.write(inst, index, 0, value);
  }

  /** One value per virtual register. */
  private static final class VirtualRegisters implements Storage {
    private final long[] values;

    VirtualRegisters(final MachineFunction function) {
      values = new long[function.vregCount()];
    }

    @Override
    public void before(final int index) {}

    @Override
    public long read(final MachineInst inst, final int index, final int operand) {
      return values[inst.operands().get(operand).reg().id()];
    }

    @Override
    public long old(final MachineInst inst, final int index) {
      final Operand def = inst.operands().get(0);
      return values[inst.operands().get(def.tied()).reg().id()];
    }

    @Override
    public void write(
        final MachineInst inst, final int index, final int operand, final long value) {
      values[inst.operands().get(operand).reg().id()] = value;
    }

    @Override
    public void call(final boolean keepsReturnAddress) {}

    @Override
    public void edge(final MachineTarget target) {
      final long[] args = target.args().stream().mapToLong(arg -> values[arg.id()]).toArray();
      for (int i = 0; i < args.length; i++) {
        final VReg param = target.block().params().get(i);
        values[param.id()] = args[i];
      }
    }
  }

  /** Registers and spill slots, full of rubbish at first; calls leave rubbish again. */
  private static final class Locations implements Storage {
    private final Allocation allocation;
    private final long[] registers = new long[Register.COUNT];
    private final long[] slots;
    private final ConstantDefinitions constants;
    private long rubbish = 0x5DEECE66DL;

    Locations(final MachineFunction function, final Allocation allocation) {
      this.constants = ConstantDefinitions.of(function);
      this.allocation = allocation;
      slots = new long[allocation.slots()];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = rubbish = mix(rubbish, i);
      }
      spoil(List.of(Register.values()));
    }

    private void spoil(final Iterable<Register> spoilt) {
      for (final Register register : spoilt) {
        registers[register.index()] = rubbish = mix(rubbish, register.index());
      }
    }

    private long get(final Location location) {
      if (location.isConstant()) {
        return constant(constants.of(location.constant()));
      }
      return location.isRegister()
          ? registers[location.register().index()]
          : slots[location.slot()];
    }

    private void set(final Location location, final long value) {
      if (location.isRegister()) {
        registers[location.register().index()] = value;
      } else if (!location.isConstant()) {
        slots[location.slot()] = value;
      }
    }

    @Override
    public void before(final int index) {
      for (final Move move : allocation.movesBefore().get(index)) {
        set(move.to(), get(move.from()));
      }
    }

    @Override
    public long read(final MachineInst inst, final int index, final int operand) {
      return get(allocation.operands().get(index).get(operand));
    }

    @Override
    public long old(final MachineInst inst, final int index) {
      return get(allocation.operands().get(index).get(0));
    }

    @Override
    public void write(
        final MachineInst inst, final int index, final int operand, final long value) {
      set(allocation.operands().get(index).get(operand), value);
    }

    @Override
    public void call(final boolean keepsReturnAddress) {
      spoil(RegisterConvention.CALLER_SAVED);
      if (!keepsReturnAddress) {
        spoil(List.of(Register.RA));
      }
    }

    @Override
    public void edge(final MachineTarget target) {}
  }
}
