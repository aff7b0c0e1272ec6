package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.rewrite.AllocationForm;
import parallax.pvm.isa.Register;

/**
 * Linear scan on SSA form: values stay in registers as long as there are any, over all registers
 * but {@code sp}; {@code ra} where the function saves it.
 *
 * <p>Sources: Wimmer and Franz, "Linear Scan Register Allocation on SSA Form" (2010); Wimmer and
 * Mössenböck, "Optimized Interval Splitting in a Linear Scan Register Allocator" (2005).
 *
 * <p>Begin with {@link Numbering}; then {@link IntervalBuilder}, {@link LinearScan} and {@link
 * Resolution}, in this order, are the stages. The function has no critical edges, and blocks come
 * behind those that dominate them, so that intervals begin with definitions. Time is n log n in
 * instructions and live ranges; nothing recurses.
 */
public final class LinearScanAllocator implements RegisterAllocator {
  private final Set<Register> allowed;

  /** Uses all registers. */
  public LinearScanAllocator() {
    this(EnumSet.complementOf(EnumSet.of(Register.SP)));
  }

  /**
   * Uses fewer, to try what happens when there are few.
   *
   * @param allowed at least four, one of which is no argument register; {@code sp} is not among
   *     them
   */
  LinearScanAllocator(final Set<Register> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public String name() {
    return "linear-scan";
  }

  @Override
  public MachineFunction prepare(final MachineFunction function) {
    return AllocationForm.of(function);
  }

  @Override
  public Allocation allocate(final MachineFunction function) {
    final Numbering numbering = new Numbering(function);
    final BlockLiveness liveness = BlockLiveness.of(function);
    final LiveIntervals intervals = IntervalBuilder.build(function, numbering, liveness);
    final LoopPositions loops = new LoopPositions(function, numbering);
    final ConstantDefinitions constants = ConstantDefinitions.of(function);
    final FixedRanges fixed = FixedRanges.of(function, numbering);
    final RegisterOccupancy occupancy = new RegisterOccupancy(intervals, fixed);
    final Parts parts = new Parts(intervals);
    final RegisterHints hints = RegisterHints.of(function, numbering, loops, parts);
    final RegisterSet registers = RegisterSet.of(function, allowed);
    final SpillCost cost = new SpillCost(intervals, fixed, loops, constants);
    final SortedSet<Integer> saved =
        new LinearScan(intervals, occupancy, hints, loops, constants, registers, cost, parts).run();

    final Transitions transitions =
        new Transitions(function, numbering, liveness, intervals, parts);
    final SpillPlacement placement =
        SpillPlacement.of(intervals, parts, constants, loops, numbering, transitions);
    final SlotSharing slots = SlotSharing.of(intervals, placement, hints);
    final List<Integer> temporaries = new ArrayList<>(registers.free());
    temporaries.addAll(saved);
    final MoveSequencer sequencer = new MoveSequencer(occupancy, temporaries, slots.count());
    final Set<Register> calleeSaved = EnumSet.noneOf(Register.class);
    saved.forEach(register -> calleeSaved.add(Register.of(register)));
    return new Resolution(function, numbering, intervals, parts, placement, slots)
        .run(transitions, sequencer, calleeSaved);
  }
}
