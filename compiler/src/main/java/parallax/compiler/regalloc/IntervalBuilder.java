package parallax.compiler.regalloc;

import java.util.Arrays;
import java.util.List;
import parallax.compiler.mir.ConstantDefinitions;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;

/**
 * Builds the live intervals in one walk backward over the function.
 *
 * <p>Source: Wimmer and Franz, "Linear Scan Register Allocation on SSA Form" (2010),
 * BuildIntervals; what is alive at block borders is known before ({@link BlockLiveness}), so loops
 * need no second look.
 *
 * <p>Where an interval begins: a definition at {@code 2n + 1}; one that is tied, whose register has
 * to be filled before, at {@code 2n}; one that is fixed, whose value is moved away from there, at
 * {@code 2n + 2}; a parameter where its block begins.
 */
final class IntervalBuilder {
  private static final int NONE = -1;

  private final Numbering numbering;
  private final BlockLiveness liveness;

  // Ranges and uses, in lists that grow at their heads, towards the beginning of the function.
  private final int[] rangeHead;
  private final Columns ranges = new Columns(3);
  private final int[] useHead;
  private final Columns uses = new Columns(3);

  private IntervalBuilder(
      final int registers, final Numbering numbering, final BlockLiveness liveness) {
    this.numbering = numbering;
    this.liveness = liveness;
    rangeHead = new int[registers];
    useHead = new int[registers];
    Arrays.fill(rangeHead, NONE);
    Arrays.fill(useHead, NONE);
  }

  static LiveIntervals build(
      final MachineFunction function, final Numbering numbering, final BlockLiveness liveness) {
    final IntervalBuilder builder = new IntervalBuilder(function.vregCount(), numbering, liveness);
    for (int i = function.blocks().size() - 1; i >= 0; i--) {
      builder.walk(function.blocks().get(i));
    }
    return builder.intervals();
  }

  private void walk(final MachineBlock block) {
    final int start = numbering.start(block.id());
    final int end = numbering.end(block.id());
    for (final MachineTarget target : block.terminator().targets()) {
      for (final int reg : liveness.liveIn(target.block().id())) {
        addRange(reg, start, end);
      }
      target
          .args()
          .forEach(
              arg -> {
                addRange(arg.id(), start, end);
                addUse(arg.id(), end - 1, false);
              });
    }
    final List<MachineInst> instructions = block.instructions();
    for (int i = instructions.size() - 1; i >= 0; i--) {
      walk(instructions.get(i), numbering.label(block.id()) + 1 + i, start);
    }
    block.params().forEach(param -> begin(param.id(), start, start));
  }

  private void walk(final MachineInst inst, final int number, final int blockStart) {
    final int at = 2 * number;
    for (final Operand operand : inst.operands()) {
      if (!operand.def()) {
        continue;
      }
      final int reg = operand.reg().id();
      if (operand.fixed() != null) {
        begin(reg, at + 2, at + 2);
      } else if (operand.tied() >= 0) {
        begin(reg, at, at + 2);
        addUse(reg, at, true);
      } else if (ConstantDefinitions.isConstant(inst)) {
        begin(reg, at + 1, at + 1);
      } else {
        begin(reg, at + 1, at + 2);
        addUse(reg, at + 1, true);
      }
    }
    uses(inst, false, at, blockStart);
    uses(inst, true, at, blockStart);
  }

  /** Uses that need a register come first, since they are later. */
  private void uses(
      final MachineInst inst, final boolean moved, final int at, final int blockStart) {
    for (int i = 0; i < inst.operands().size(); i++) {
      final Operand operand = inst.operands().get(i);
      if (!operand.def() && (operand.fixed() != null || isTied(inst, i)) == moved) {
        addRange(operand.reg().id(), blockStart, moved ? at : at + 1);
        addUse(operand.reg().id(), moved ? at - 1 : at, !moved);
      }
    }
  }

  /** True when the definition of the instruction is tied to this operand. */
  static boolean isTied(final MachineInst inst, final int use) {
    for (final Operand operand : inst.operands()) {
      if (operand.tied() == use) {
        return true;
      }
    }
    return false;
  }

  private void addRange(final int reg, final int start, final int end) {
    final int head = rangeHead[reg];
    if (head != NONE && ranges.get(head, 0) <= end) {
      ranges.set(head, 0, Math.min(start, ranges.get(head, 0)));
      return;
    }
    rangeHead[reg] = ranges.add(start, end, head);
  }

  /** Cuts the first range where the value comes to be; one that is never read lives briefly. */
  private void begin(final int reg, final int position, final int unusedEnd) {
    final int head = rangeHead[reg];
    if (head == NONE) {
      if (position < unusedEnd) {
        rangeHead[reg] = ranges.add(position, unusedEnd, NONE);
      }
    } else if (ranges.get(head, 1) <= position) {
      rangeHead[reg] = ranges.get(head, 2);
    } else {
      ranges.set(head, 0, position);
    }
  }

  private void addUse(final int reg, final int position, final boolean needed) {
    useHead[reg] = uses.add(position, needed ? 1 : 0, useHead[reg]);
  }

  private LiveIntervals intervals() {
    final int[] firstRange = new int[rangeHead.length + 1];
    final int[] starts = new int[ranges.size()];
    final int[] ends = new int[ranges.size()];
    final int[] firstUse = new int[rangeHead.length + 1];
    final int[] positions = new int[uses.size()];
    final boolean[] needed = new boolean[uses.size()];
    int range = 0;
    int use = 0;
    for (int reg = 0; reg < rangeHead.length; reg++) {
      firstRange[reg] = range;
      for (int at = rangeHead[reg]; at != NONE; at = ranges.get(at, 2)) {
        starts[range] = ranges.get(at, 0);
        ends[range++] = ranges.get(at, 1);
      }
      firstUse[reg] = use;
      for (int at = useHead[reg]; at != NONE; at = uses.get(at, 2)) {
        positions[use] = uses.get(at, 0);
        needed[use++] = uses.get(at, 1) != 0;
      }
    }
    firstRange[rangeHead.length] = range;
    firstUse[rangeHead.length] = use;
    return new LiveIntervals(firstRange, starts, ends, firstUse, positions, needed);
  }

  /** Rows of a few numbers each. */
  private static final class Columns {
    private final int width;
    private int[] cells = new int[96];
    private int size;

    Columns(final int width) {
      this.width = width;
    }

    int size() {
      return size;
    }

    int add(final int a, final int b, final int c) {
      if ((size + 1) * width > cells.length) {
        cells = Arrays.copyOf(cells, 2 * cells.length);
      }
      cells[size * width] = a;
      cells[size * width + 1] = b;
      cells[size * width + 2] = c;
      return size++;
    }

    int get(final int row, final int column) {
      return cells[row * width + column];
    }

    void set(final int row, final int column, final int value) {
      cells[row * width + column] = value;
    }
  }
}
