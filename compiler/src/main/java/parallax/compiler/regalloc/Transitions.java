package parallax.compiler.regalloc;

import java.util.Arrays;
import java.util.List;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineTarget;

/**
 * Where values change their places: between two parts inside of a block, and on edges whose ends
 * have the value in different parts.
 */
final class Transitions {
  private final MachineFunction function;
  private final Numbering numbering;
  private final BlockLiveness liveness;
  private final LiveIntervals intervals;
  private final Parts parts;

  /** What is done with them. */
  interface Visitor {
    /** In front of the instruction with this number. */
    void split(int number, Part from, Part to);

    /**
     * On an edge.
     *
     * @param block where the moves stand: the edge's source if that jumps, otherwise its target
     */
    void edge(MachineBlock from, MachineBlock to, MachineBlock block, Part before, Part behind);
  }

  Transitions(
      final MachineFunction function,
      final Numbering numbering,
      final BlockLiveness liveness,
      final LiveIntervals intervals,
      final Parts parts) {
    this.function = function;
    this.numbering = numbering;
    this.liveness = liveness;
    this.intervals = intervals;
    this.parts = parts;
  }

  void visit(final Visitor visitor) {
    for (int reg = 0; reg < intervals.count(); reg++) {
      final List<Part> list = parts.of(reg);
      for (int i = 1; i < list.size(); i++) {
        visit(list.get(i - 1), list.get(i), visitor);
      }
    }
    final int[] seenFrom = new int[function.blocks().size()];
    Arrays.fill(seenFrom, -1);
    for (final MachineBlock block : function.blocks()) {
      for (final MachineTarget target : block.terminator().targets()) {
        final int to = target.block().id();
        if (seenFrom[to] != block.id()) {
          seenFrom[to] = block.id();
          visit(block, target.block(), visitor);
        }
      }
    }
  }

  private void visit(final Part before, final Part behind, final Visitor visitor) {
    final int at = behind.from();
    if (at % 2 == 0
        && !numbering.isLabel(at / 2)
        && before.place() != behind.place()
        && intervals.covers(before.reg(), at - 1)
        && intervals.covers(before.reg(), at)) {
      visitor.split(at / 2, before, behind);
    }
  }

  private void visit(final MachineBlock from, final MachineBlock to, final Visitor visitor) {
    final boolean jumps = from.terminator().op() == MachineOp.JUMP;
    for (final int reg : liveness.liveIn(to.id())) {
      if (parts.of(reg).size() > 1) {
        final Part before = parts.at(reg, numbering.end(from.id()) - 1);
        final Part behind = parts.at(reg, numbering.start(to.id()));
        if (before.place() != behind.place()) {
          visitor.edge(from, to, jumps ? from : to, before, behind);
        }
      }
    }
  }
}
