package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parallax.compiler.CompilerBug;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Register;

/**
 * The walk of {@link StackSlotAllocator} over one function.
 *
 * <p>Invariant in front of every instruction, once its moves are made: each live value is in its
 * slot, and {@link RegisterCache} says only what is true.
 */
final class StackSlotRewriter {
  /** Slot to slot copies in front of a jump go through this register ... */
  private static final Register COPY = RegisterConvention.SCRATCH.get(2);

  /** ... and this one opens cycles. */
  private static final Register CYCLE = RegisterConvention.SCRATCH.get(1);

  private static final List<Location> REGISTERS = registerLocations();

  private final MachineFunction function;
  private final SlotAssignment slots;
  private final RegisterCache cache;
  private final List<List<Location>> operands = new ArrayList<>();
  private final List<List<Move>> movesBefore = new ArrayList<>();

  /** Moves in front of the next instruction; begins with the stores of the one before. */
  private final List<Move> moves = new ArrayList<>();

  private int nextScratch;

  StackSlotRewriter(final MachineFunction function) {
    this.function = function;
    this.slots = SlotAssignment.of(function);
    this.cache = new RegisterCache(function.vregCount());
  }

  private static List<Location> registerLocations() {
    final List<Location> locations = new ArrayList<>();
    for (final Register register : Register.values()) {
      locations.add(Location.of(register));
    }
    return List.copyOf(locations);
  }

  Allocation run() {
    for (final MachineBlock block : function.blocks()) {
      cache.clear();
      for (final MachineInst inst : block.instructions()) {
        final Register[] assigned = new Register[inst.operands().size()];
        placeUses(inst, assigned);
        if (inst.op() == MachineOp.JUMP) {
          passArguments(inst.targets().get(0));
        }
        movesBefore.add(List.copyOf(moves));
        moves.clear();
        if (inst.op().isCall()) {
          cache.clear();
        }
        placeDefs(inst, assigned);
        operands.add(locations(assigned));
      }
      if (!moves.isEmpty()) {
        throw new CompilerBug(
            "function " + function.index() + ", " + block + ": the terminator defines a value");
      }
    }
    return new Allocation(operands, movesBefore, slots.count(), Set.of());
  }

  private static List<Location> locations(final Register[] assigned) {
    final Location[] locations = new Location[assigned.length];
    for (int i = 0; i < assigned.length; i++) {
      locations[i] = location(assigned[i]);
    }
    return List.of(locations);
  }

  private static Location location(final Register register) {
    return REGISTERS.get(register.index());
  }

  /** Fixed uses first: the others then stay clear of their registers. */
  private void placeUses(final MachineInst inst, final Register[] assigned) {
    int taken = 0;
    for (int i = 0; i < assigned.length; i++) {
      final Operand operand = inst.operands().get(i);
      if (!operand.def() && operand.fixed() != null) {
        bring(operand.reg(), operand.fixed());
        assigned[i] = operand.fixed();
        taken |= bit(assigned[i]);
      }
    }
    for (int i = 0; i < assigned.length; i++) {
      final Operand operand = inst.operands().get(i);
      if (!operand.def() && operand.fixed() == null) {
        final Register held = cache.find(operand.reg());
        if (held != null && (!inst.op().isCall() || RegisterConvention.SCRATCH.contains(held))) {
          assigned[i] = held;
        } else {
          assigned[i] = scratch(taken);
          bring(operand.reg(), assigned[i]);
        }
        taken |= bit(assigned[i]);
      }
    }
  }

  /** Loads a value into the register, or copies it from another one. */
  private void bring(final VReg reg, final Register into) {
    if (cache.holds(into, reg)) {
      return;
    }
    final Register held = cache.find(reg);
    moves.add(new Move(held == null ? slot(reg) : location(held), location(into)));
    cache.put(into, reg);
  }

  private Location slot(final VReg reg) {
    return Location.slot(slots.slot(reg));
  }

  private void placeDefs(final MachineInst inst, final Register[] assigned) {
    int taken = 0;
    for (int i = 0; i < assigned.length; i++) {
      final Operand operand = inst.operands().get(i);
      if (operand.def() && operand.fixed() != null) {
        assigned[i] = operand.fixed();
        taken |= bit(assigned[i]);
      }
    }
    for (int i = 0; i < assigned.length; i++) {
      final Operand operand = inst.operands().get(i);
      if (!operand.def()) {
        continue;
      }
      if (operand.fixed() == null) {
        assigned[i] = operand.tied() >= 0 ? assigned[operand.tied()] : scratch(taken);
        taken |= bit(assigned[i]);
      }
      cache.put(assigned[i], operand.reg());
      if (slots.slot(operand.reg()) != SlotAssignment.NONE) {
        moves.add(new Move(location(assigned[i]), slot(operand.reg())));
      }
    }
  }

  /** The next scratch register in turn that is not taken. */
  private Register scratch(final int taken) {
    for (int i = 0; i < RegisterConvention.SCRATCH.size(); i++) {
      final Register register = RegisterConvention.SCRATCH.get(nextScratch);
      nextScratch = (nextScratch + 1) % RegisterConvention.SCRATCH.size();
      if ((taken & bit(register)) == 0) {
        return register;
      }
    }
    throw new CompilerBug("function " + function.index() + ": no scratch register left");
  }

  private static int bit(final Register register) {
    return 1 << register.index();
  }

  private void passArguments(final MachineTarget target) {
    final List<Move> parallel = new ArrayList<>();
    for (int i = 0; i < target.args().size(); i++) {
      final VReg param = target.block().params().get(i);
      if (slots.slot(param) != SlotAssignment.NONE) {
        parallel.add(new Move(source(target.args().get(i), slot(param)), slot(param)));
      }
    }
    if (!parallel.isEmpty()) {
      moves.addAll(ParallelMove.sequence(parallel, location(CYCLE), COPY));
    }
  }

  /** Where to read an argument: a register if it is in one, unless its slot is already right. */
  private Location source(final VReg arg, final Location destination) {
    final Location slot = slot(arg);
    final Register held = cache.find(arg);
    if (held == null || held == COPY || held == CYCLE || slot.equals(destination)) {
      return slot;
    }
    return location(held);
  }
}
