package parallax.compiler.regalloc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.Operand;
import parallax.pvm.isa.Register;

/**
 * Which registers would save moves: those of fixed operands, of the values that a parameter gets
 * and of the parameter that a value is for, of tied operands. A value that has no register yet
 * passes on what it would like: so all arguments of a parameter tend to one register before the
 * parameter itself has one.
 */
final class RegisterHints {
  private static final int NONE = -1;

  /** So many hints of a part are looked at. */
  private static final int LOOK = 32;

  private final Parts parts;
  private final List<List<Hint>> hints = new ArrayList<>();
  private final int[] preferred;

  /**
   * A wish to be in the same register at a position as something else at another.
   *
   * @param position of the register that has the hint
   * @param other another virtual register, or -1
   * @param otherPosition where that is looked at
   * @param register the physical register, when there is no other virtual one
   * @param weight how often the move is executed that it would save
   */
  private record Hint(int position, int other, int otherPosition, int register, long weight) {}

  private RegisterHints(final Parts parts, final int registers) {
    this.parts = parts;
    preferred = new int[registers];
    java.util.Arrays.fill(preferred, NONE);
    for (int i = 0; i < registers; i++) {
      hints.add(List.of());
    }
  }

  static RegisterHints of(
      final MachineFunction function,
      final Numbering numbering,
      final LoopPositions loops,
      final Parts parts) {
    final RegisterHints found = new RegisterHints(parts, function.vregCount());
    for (final MachineBlock block : function.blocks()) {
      final long weight = loops.weight(block.id());
      int at = 2 * numbering.label(block.id());
      for (final MachineInst inst : block.instructions()) {
        at += 2;
        found.add(inst, at, weight);
      }
      for (final MachineTarget target : block.terminator().targets()) {
        for (int i = 0; i < target.args().size(); i++) {
          found.pair(
              target.args().get(i).id(),
              numbering.end(block.id()) - 1,
              target.block().params().get(i).id(),
              numbering.start(target.block().id()),
              weight);
        }
      }
    }
    for (final List<Hint> list : found.hints) {
      if (list.size() > 1) {
        list.sort(Comparator.comparingInt(Hint::position));
      }
    }
    return found;
  }

  private void add(final MachineInst inst, final int at, final long weight) {
    for (final Operand operand : inst.operands()) {
      if (operand.fixed() != null) {
        final int position = operand.def() ? at + 2 : at - 1;
        add(operand.reg().id(), new Hint(position, NONE, NONE, operand.fixed().index(), weight));
      } else if (operand.tied() >= 0) {
        final int old = inst.operands().get(operand.tied()).reg().id();
        pair(old, at - 1, operand.reg().id(), at, weight);
      }
    }
  }

  private void pair(
      final int a, final int positionA, final int b, final int positionB, final long weight) {
    add(a, new Hint(positionA, b, positionB, NONE, weight));
    add(b, new Hint(positionB, a, positionA, NONE, weight));
  }

  private void add(final int reg, final Hint hint) {
    if (hints.get(reg).isEmpty()) {
      hints.set(reg, new ArrayList<>(2));
    }
    hints.get(reg).add(hint);
  }

  /** How much each physical register would save. */
  long[] scores(final Part part) {
    final long[] scores = new long[Register.COUNT];
    final List<Hint> own = hints.get(part.reg());
    final int first = first(own, part.from());
    for (int i = first; i < Math.min(own.size(), first + LOOK); i++) {
      final Hint hint = own.get(i);
      if (hint.position() > part.to()) {
        break;
      }
      if (hint.other() == NONE) {
        scores[hint.register()] += 2 * hint.weight();
        continue;
      }
      final Part other = parts.at(hint.other(), hint.otherPosition());
      if (other != null && other.isInRegister()) {
        scores[other.place()] += 2 * hint.weight();
      } else if (preferred[hint.other()] != NONE) {
        scores[preferred[hint.other()]] += hint.weight();
      }
    }
    if (preferred[part.reg()] != NONE) {
      scores[preferred[part.reg()]]++;
    }
    return scores;
  }

  /** Tells those that are related to the part which register it got. */
  void placed(final Part part) {
    if (preferred[part.reg()] == NONE) {
      preferred[part.reg()] = part.place();
    }
    final List<Hint> own = hints.get(part.reg());
    final int first = first(own, part.from());
    for (int i = first; i < Math.min(own.size(), first + LOOK); i++) {
      final Hint hint = own.get(i);
      if (hint.position() > part.to()) {
        break;
      }
      if (hint.other() != NONE && preferred[hint.other()] == NONE) {
        preferred[hint.other()] = part.place();
      }
    }
  }

  /** Registers whose values this one's comes from or goes to, in the order of positions. */
  List<Integer> related(final int reg) {
    return hints.get(reg).stream().limit(LOOK).map(Hint::other).filter(o -> o != NONE).toList();
  }

  private static int first(final List<Hint> list, final int position) {
    int low = 0;
    int high = list.size();
    while (low < high) {
      final int middle = (low + high) >>> 1;
      if (list.get(middle).position() < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
