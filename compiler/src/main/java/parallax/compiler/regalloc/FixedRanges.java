package parallax.compiler.regalloc;

import java.util.Arrays;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.Operand;
import parallax.pvm.isa.Register;

/**
 * Where instructions themselves occupy physical registers: fixed operands, and what calls destroy.
 */
final class FixedRanges {
  private final Ranges[] ranges = new Ranges[Register.COUNT];

  /** Ranges of one register, ascending. */
  private static final class Ranges {
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int size;

    void add(final int start, final int end) {
      if (size > 0 && ends[size - 1] >= start) {
        ends[size - 1] = Math.max(end, ends[size - 1]);
        return;
      }
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
      }
      starts[size] = start;
      ends[size++] = end;
    }

    int first(final int start, final int end) {
      final int place = Arrays.binarySearch(ends, 0, size, start + 1);
      final int range = place >= 0 ? place : -place - 1;
      return range < size && starts[range] < end
          ? Math.max(start, starts[range])
          : LiveIntervals.NEVER;
    }
  }

  private FixedRanges() {
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = new Ranges();
    }
  }

  static FixedRanges of(final MachineFunction function, final Numbering numbering) {
    final FixedRanges fixed = new FixedRanges();
    for (final MachineBlock block : function.blocks()) {
      int at = 2 * numbering.label(block.id());
      for (final MachineInst inst : block.instructions()) {
        at += 2;
        fixed.add(inst, at);
      }
    }
    return fixed;
  }

  private void add(final MachineInst inst, final int at) {
    if (inst.op() == MachineOp.CALL_INDIRECT) {
      // The return address may be written before the target is read.
      ranges[Register.RA.index()].add(at, at + 2);
    }
    for (final Operand operand : inst.operands()) {
      if (operand.fixed() != null && !operand.def()) {
        ranges[operand.fixed().index()].add(at, at + 1);
      }
    }
    if (inst.op().isCall()) {
      for (final Register register : RegisterConvention.CALLER_SAVED) {
        ranges[register.index()].add(at + 1, at + 2);
      }
      if (inst.op() != MachineOp.HOST_CALL) {
        ranges[Register.RA.index()].add(at + 1, at + 2);
      }
    }
    for (final Operand operand : inst.operands()) {
      if (operand.fixed() != null && operand.def()) {
        ranges[operand.fixed().index()].add(at + 1, at + 2);
      }
    }
  }

  /**
   * The first position in {@code [start, end)} where an instruction occupies the register, or
   * {@link LiveIntervals#NEVER}.
   */
  int first(final int register, final int start, final int end) {
    return ranges[register].first(start, end);
  }

  /** True when a call in {@code [start, end)} destroys the caller-saved registers. */
  boolean callWithin(final int start, final int end) {
    return ranges[Register.T0.index()].first(start, end) != LiveIntervals.NEVER;
  }
}
