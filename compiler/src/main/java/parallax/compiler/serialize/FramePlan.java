package parallax.compiler.serialize;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.abi.RegisterConvention;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.regalloc.Allocation;
import parallax.compiler.regalloc.Location;
import parallax.compiler.regalloc.Move;
import parallax.pvm.isa.Register;

/**
 * The frame of a function. Offsets count from sp inside the function.
 *
 * <pre>
 *   size + 8 + 8k   incoming stack slot k (the caller's frame)
 *                   callee-saved registers
 *                   spill slots
 *   8 + 8k          outgoing stack slot k
 *   0               ra
 * </pre>
 *
 * <p>A leaf without slots has no frame: size 0, and sp does not move. Otherwise the first access is
 * the store of ra to sp + 0, the lowest 8 bytes: sp is a multiple of 8, so if that store does not
 * fault then no other access to the frame does.
 *
 * @param size bytes, a multiple of 8
 * @param spillBase offset of spill slot 0
 * @param saved callee-saved registers to keep, in the order of the convention
 * @param savedBase offset of the first of them
 * @param reloadsRa ra does not keep the return address, so it comes back from the frame
 */
record FramePlan(int size, int spillBase, List<Register> saved, int savedBase, boolean reloadsRa) {
  private static final int SLOT = 8;

  static FramePlan of(final MachineFunction function, final Allocation allocation)
      throws CompileException {
    final List<Register> saved =
        RegisterConvention.CALLEE_SAVED.stream()
            .filter(allocation.calleeSaved()::contains)
            .toList();
    final boolean losesRa = !function.isLeaf() || usesRa(allocation);
    final long outgoing = function.outgoingSlots();
    final long slots = outgoing + allocation.slots() + saved.size();
    if (slots == 0 && !losesRa) {
      return new FramePlan(0, 0, List.of(), 0, false);
    }
    final long size = SLOT * (1 + slots);
    if (size > Integer.MAX_VALUE / 2) {
      throw CompileException.tooLarge(
          "serialize", function.index(), -1, "a frame of " + size + " bytes is too large");
    }
    final int spillBase = (int) (SLOT * (1 + outgoing));
    final int savedBase = spillBase + SLOT * allocation.slots();
    return new FramePlan((int) size, spillBase, saved, savedBase, losesRa);
  }

  private static boolean usesRa(final Allocation allocation) {
    for (final List<Location> locations : allocation.operands()) {
      for (final Location location : locations) {
        if (location.register() == Register.RA) {
          return true;
        }
      }
    }
    for (final List<Move> moves : allocation.movesBefore()) {
      for (final Move move : moves) {
        if (move.to().register() == Register.RA) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int spill(final int slot) {
    return spillBase + SLOT * slot;
  }

  int save(final int position) {
    return savedBase + SLOT * position;
  }

  static int outgoing(final long slot) {
    return Math.toIntExact(SLOT + SLOT * slot);
  }

  int incoming(final long slot) {
    return Math.toIntExact(size + SLOT + SLOT * slot);
  }
}
