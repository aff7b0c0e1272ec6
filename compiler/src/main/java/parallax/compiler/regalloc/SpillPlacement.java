package parallax.compiler.regalloc;

import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.VReg;

/**
 * Decides for every value that is in memory somewhere where it is stored: once, behind its
 * definition, after which its slot always has it; or each time that it leaves a register, when that
 * is cheaper, as for a value of a loop that is only in memory behind it. Constants have no slot.
 */
final class SpillPlacement {
  private final boolean[] inSlot;
  private final boolean[] atDefinition;

  private SpillPlacement(final int registers) {
    inSlot = new boolean[registers];
    atDefinition = new boolean[registers];
  }

  static SpillPlacement of(
      final LiveIntervals intervals,
      final Parts parts,
      final ConstantDefinitions constants,
      final LoopPositions loops,
      final Numbering numbering,
      final Transitions transitions) {
    final SpillPlacement placement = new SpillPlacement(intervals.count());
    final long[] cost = new long[intervals.count()];
    transitions.visit(
        new Transitions.Visitor() {
          @Override
          public void split(final int number, final Part from, final Part to) {
            add(to, loops.weightAt(2 * number));
          }

          @Override
          public void edge(
              final MachineBlock from,
              final MachineBlock to,
              final MachineBlock block,
              final Part before,
              final Part behind) {
            add(behind, loops.weight(block.id()));
          }

          private void add(final Part to, final long weight) {
            cost[to.reg()] += to.isInRegister() ? 0 : weight;
          }
        });
    for (int reg = 0; reg < intervals.count(); reg++) {
      final boolean spilled =
          constants.of(new VReg(reg)) == null
              && parts.of(reg).stream().anyMatch(part -> !part.isInRegister());
      placement.inSlot[reg] = spilled;
      placement.atDefinition[reg] =
          spilled
              && (parts.mustBeStored(reg)
                  || !parts.of(reg).get(0).isInRegister()
                  || cost[reg] >= loops.weightAt(intervals.start(reg)));
    }
    return placement;
  }

  /** True when the value has a slot. */
  boolean isInSlot(final int reg) {
    return inSlot[reg];
  }

  /** True when the slot has the value from its definition on. */
  boolean isStoredAtDefinition(final int reg) {
    return atDefinition[reg];
  }
}
