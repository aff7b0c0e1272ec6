package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.Location;
import parallax.compiler.regalloc.Move;
import parallax.compiler.regalloc.RegisterAllocator;
import parallax.pvm.isa.Register;

/**
 * The plainest allocation there is, so that these tests depend on no allocator: each value has a
 * slot, each operand is loaded before and stored after.
 */
final class SlotPerValueAllocator implements RegisterAllocator {
  private static final List<Register> SCRATCH = List.of(Register.T0, Register.T1, Register.T2);

  private final int extraSlots;
  private final Set<Register> calleeSaved;

  SlotPerValueAllocator() {
    this(0, Set.of());
  }

  /** With unused slots, for large frames, and with registers that the function is to keep. */
  SlotPerValueAllocator(final int extraSlots, final Set<Register> calleeSaved) {
    this.extraSlots = extraSlots;
    this.calleeSaved = calleeSaved.isEmpty() ? Set.of() : EnumSet.copyOf(calleeSaved);
  }

  @Override
  public String name() {
    return "slot-per-value";
  }

  @Override
  public Allocation allocate(final MachineFunction function) {
    final List<List<Location>> operands = new ArrayList<>();
    final List<List<Move>> moves = new ArrayList<>();
    int slots = function.vregCount();
    for (final MachineBlock block : function.blocks()) {
      List<Move> before = new ArrayList<>();
      for (final MachineInst inst : block.instructions()) {
        final List<Location> at = locations(inst);
        for (int i = 0; i < at.size(); i++) {
          if (!inst.operands().get(i).def()) {
            before.add(new Move(slot(inst.operands().get(i).reg()), at.get(i)));
          }
        }
        if (inst.op() == MachineOp.JUMP) {
          final MachineTarget target = inst.targets().get(0);
          passArguments(target, function.vregCount(), before);
          slots = Math.max(slots, function.vregCount() + target.args().size());
        }
        operands.add(at);
        moves.add(before);
        before = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
          if (inst.operands().get(i).def()) {
            before.add(new Move(at.get(i), slot(inst.operands().get(i).reg())));
          }
        }
      }
    }
    return new Allocation(operands, moves, slots + extraSlots, calleeSaved);
  }

  private static List<Location> locations(final MachineInst inst) {
    final List<Location> at = new ArrayList<>();
    int scratch = 0;
    for (final Operand operand : inst.operands()) {
      if (operand.fixed() != null) {
        at.add(Location.of(operand.fixed()));
      } else {
        at.add(operand.def() ? Location.of(Register.T0) : Location.of(SCRATCH.get(scratch++)));
      }
    }
    for (int i = 0; i < at.size(); i++) {
      if (inst.operands().get(i).tied() >= 0) {
        at.set(i, at.get(inst.operands().get(i).tied()));
      }
    }
    return at;
  }

  /** Through slots of their own, since arguments and parameters may overlap. */
  private static void passArguments(
      final MachineTarget target, final int firstSlot, final List<Move> moves) {
    final Location scratch = Location.of(Register.T0);
    for (int i = 0; i < target.args().size(); i++) {
      moves.add(new Move(slot(target.args().get(i)), scratch));
      moves.add(new Move(scratch, Location.slot(firstSlot + i)));
    }
    for (int i = 0; i < target.args().size(); i++) {
      moves.add(new Move(Location.slot(firstSlot + i), scratch));
      moves.add(new Move(scratch, slot(target.block().params().get(i))));
    }
  }

  private static Location slot(final VReg reg) {
    return Location.slot(reg.id());
  }
}
