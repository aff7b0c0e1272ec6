package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parallax.compiler.CompilerBug;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.compiler.mir.VReg;
import parallax.pvm.isa.Register;

/**
 * Writes the allocation down: the location of every operand, and the moves between the parts of
 * intervals, to fixed and tied registers, to parameters, and behind definitions to slots.
 *
 * <p>In front of an instruction stand up to three groups of moves, each of which happens at once:
 * those of the only edge into its block, its own, and those of the edge that it is the jump of.
 */
final class Resolution {
  private final MachineFunction function;
  private final Numbering numbering;
  private final LiveIntervals intervals;
  private final Parts parts;
  private final SpillPlacement placement;
  private final SlotSharing slots;

  /** By block: moves where it begins, and moves of its jump. */
  private final List<List<Move>> entries = new ArrayList<>();

  private final int[] predecessor;
  private final List<List<Move>> exits = new ArrayList<>();

  /** By instruction: its own moves. */
  private final List<List<Move>> gaps = new ArrayList<>();

  private final List<List<Location>> operands = new ArrayList<>();

  Resolution(
      final MachineFunction function,
      final Numbering numbering,
      final LiveIntervals intervals,
      final Parts parts,
      final SpillPlacement placement,
      final SlotSharing slots) {
    this.function = function;
    this.numbering = numbering;
    this.intervals = intervals;
    this.parts = parts;
    this.placement = placement;
    this.slots = slots;
    predecessor = new int[function.blocks().size()];
    for (int i = 0; i < function.blocks().size(); i++) {
      entries.add(List.of());
      exits.add(List.of());
    }
    for (int i = 0; i < numbering.instructions(); i++) {
      gaps.add(List.of());
    }
  }

  Allocation run(
      final Transitions transitions, final MoveSequencer sequencer, final Set<Register> saved) {
    transitions.visit(new Mover());
    for (final MachineBlock block : function.blocks()) {
      block.params().forEach(param -> storeParameter(param.id(), block));
      MachineInst before = null;
      int number = numbering.label(block.id());
      for (final MachineInst inst : block.instructions()) {
        number++;
        uses(inst, number, before);
        definitions(inst, number);
        before = inst;
      }
      block.terminator().targets().forEach(target -> pass(block, target));
    }
    final List<List<Move>> moves = sequence(sequencer);
    return new Allocation(operands, moves, slots.count() + sequencer.slots(), saved);
  }

  // Places.

  private Location place(final Part part) {
    if (part.isInRegister()) {
      return Location.of(Register.of(part.place()));
    }
    return placement.isInSlot(part.reg())
        ? Location.slot(slots.slot(part.reg()))
        : Location.constant(new VReg(part.reg()));
  }

  private Location at(final int reg, final int position) {
    final Part part = parts.at(reg, position);
    if (part == null) {
      throw new CompilerBug(
          "function " + function.index() + ": " + new VReg(reg) + " is not alive at " + position);
    }
    return place(part);
  }

  private static void add(
      final List<List<Move>> groups, final int index, final Location from, final Location to) {
    if (from.equals(to)) {
      return;
    }
    if (groups.get(index).isEmpty()) {
      groups.set(index, new ArrayList<>(2));
    }
    groups.get(index).add(new Move(from, to));
  }

  private void addGap(final int number, final Location from, final Location to) {
    add(gaps, numbering.index(number), from, to);
  }

  /** Moves between parts; what is in its slot already is not stored again. */
  private final class Mover implements Transitions.Visitor {
    @Override
    public void split(final int number, final Part from, final Part to) {
      if (isMoved(to)) {
        addGap(number, place(from), place(to));
      }
    }

    @Override
    public void edge(
        final MachineBlock from,
        final MachineBlock to,
        final MachineBlock block,
        final Part before,
        final Part behind) {
      if (isMoved(behind)) {
        if (block == from) {
          add(exits, from.id(), place(before), place(behind));
        } else {
          predecessor[to.id()] = from.id();
          add(entries, to.id(), place(before), place(behind));
        }
      }
    }

    private boolean isMoved(final Part to) {
      return to.isInRegister()
          || (placement.isInSlot(to.reg()) && !placement.isStoredAtDefinition(to.reg()));
    }
  }

  // Instructions.

  private void uses(final MachineInst inst, final int number, final MachineInst before) {
    final Location[] locations = new Location[inst.operands().size()];
    for (int i = 0; i < locations.length; i++) {
      final Operand operand = inst.operands().get(i);
      final int reg = operand.reg().id();
      if (operand.fixed() != null) {
        locations[i] = Location.of(operand.fixed());
        if (!operand.def()) {
          addGap(number, source(reg, number, before), locations[i]);
        }
      } else if (operand.def()) {
        locations[i] = definition(inst, operand, number);
      } else if (!IntervalBuilder.isTied(inst, i)) {
        locations[i] = at(reg, 2 * number);
      }
    }
    for (int i = 0; i < locations.length; i++) {
      final Operand operand = inst.operands().get(i);
      if (operand.tied() >= 0) {
        locations[operand.tied()] = locations[i];
        final int old = inst.operands().get(operand.tied()).reg().id();
        addGap(number, source(old, number, before), locations[i]);
      }
    }
    operands.add(List.of(locations));
  }

  private Location definition(final MachineInst inst, final Operand operand, final int number) {
    if (ConstantDefinitions.isConstant(inst)) {
      return Location.constant(operand.reg());
    }
    return at(operand.reg().id(), operand.tied() >= 0 ? 2 * number : 2 * number + 1);
  }

  /** Where moves in front of the instruction find the value. */
  private Location source(final int reg, final int number, final MachineInst before) {
    if (before != null) {
      for (final Operand operand : before.operands()) {
        if (operand.def() && operand.fixed() != null && operand.reg().id() == reg) {
          return Location.of(operand.fixed());
        }
      }
    }
    return at(reg, 2 * number - 1);
  }

  private void definitions(final MachineInst inst, final int number) {
    final List<Location> locations = operands.get(operands.size() - 1);
    for (int i = 0; i < locations.size(); i++) {
      final Operand operand = inst.operands().get(i);
      final int reg = operand.reg().id();
      if (!operand.def() || intervals.isEmpty(reg)) {
        continue;
      }
      final Part first = parts.of(reg).get(0);
      if (operand.fixed() != null) {
        addGap(number + 1, locations.get(i), place(first));
      }
      if (placement.isStoredAtDefinition(reg) && first.isInRegister()) {
        addGap(number + 1, locations.get(i), Location.slot(slots.slot(reg)));
      }
    }
  }

  private void storeParameter(final int reg, final MachineBlock block) {
    if (placement.isStoredAtDefinition(reg) && parts.of(reg).get(0).isInRegister()) {
      addGap(
          numbering.label(block.id()) + 1,
          place(parts.of(reg).get(0)),
          Location.slot(slots.slot(reg)));
    }
  }

  private void pass(final MachineBlock from, final MachineTarget target) {
    for (int i = 0; i < target.args().size(); i++) {
      final int param = target.block().params().get(i).id();
      if (!intervals.isEmpty(param)) {
        add(
            exits,
            from.id(),
            at(target.args().get(i).id(), numbering.end(from.id()) - 1),
            at(param, numbering.start(target.block().id())));
      }
    }
  }

  private List<List<Move>> sequence(final MoveSequencer sequencer) {
    final List<List<Move>> moves = new ArrayList<>(gaps.size());
    for (final MachineBlock block : function.blocks()) {
      final int start = numbering.start(block.id());
      int number = numbering.label(block.id());
      for (final MachineInst inst : block.instructions()) {
        number++;
        final List<Move> list = new ArrayList<>();
        if (number == numbering.label(block.id()) + 1) {
          final int before = numbering.end(predecessor[block.id()]) - 1;
          list.addAll(sequencer.sequence(entries.get(block.id()), before, start));
        }
        final List<Move> own = gaps.get(numbering.index(number));
        list.addAll(sequencer.sequence(own, 2 * number - 1, 2 * number));
        if (inst.op().isTerminator() && !exits.get(block.id()).isEmpty()) {
          final int to = inst.targets().get(0).block().id();
          list.addAll(
              sequencer.sequence(exits.get(block.id()), 2 * number + 1, numbering.start(to)));
        }
        moves.add(list.isEmpty() ? List.of() : List.copyOf(list));
      }
    }
    return moves;
  }
}
