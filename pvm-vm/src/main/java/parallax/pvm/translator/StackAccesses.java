package parallax.pvm.translator;

import parallax.pvm.codec.Instruction;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Register;

/**
 * The accesses of one unit that go by way of the stack pointer, in groups between which it changes.
 * One comparison in front of the first access of a group says whether all of them succeed in the
 * stack's segment, because a unit is executed from the first to the last instruction.
 */
final class StackAccesses {

  /** Groups do not reach further; an offset and this are together below 2^32. */
  private static final int MAX_SPAN = 1 << 30;

  private static final int NONE = -1;
  private static final int ALONE = -2;

  // By instruction: the first one of its group, NONE, or ALONE.
  private final int[] leaders;
  private final int[] lowest;
  private final int[] highest;
  private final boolean[] stores;

  private StackAccesses(int instructions) {
    leaders = new int[instructions];
    lowest = new int[instructions];
    highest = new int[instructions];
    stores = new boolean[instructions];
  }

  /** Finds the groups of a unit that lies in an array from an index up to another. */
  static StackAccesses of(Instruction[] code, int from, int to) {
    StackAccesses groups = new StackAccesses(to - from);
    int leader = NONE;
    for (int i = 0; i < to - from; i++) {
      Instruction in = code[from + i];
      groups.leaders[i] = NONE;
      if (isByStackPointer(in)) {
        if (leader == NONE) {
          leader = i;
          groups.lowest[i] = (int) in.imm1();
          groups.highest[i] = (int) in.imm1();
        }
        groups.add(in, i, leader);
      }
      if (definesStackPointer(in)) {
        leader = NONE;
      }
    }
    return groups;
  }

  /** Whether the group of accesses in front of an instruction ends with it. */
  static boolean definesStackPointer(Instruction in) {
    return in.definedRegister() == Register.SP.index();
  }

  /** Whether an instruction is an access by way of sp. */
  static boolean isByStackPointer(Instruction in) {
    if (in.opcode().access() == null) {
      return false;
    }
    OperandFormat format = in.opcode().format();
    int sp = Register.SP.index();
    return (format == OperandFormat.REG_IMM_IMM && in.a() == sp)
        || (format == OperandFormat.REG_REG_IMM && in.b() == sp);
  }

  private void add(Instruction in, int index, int leader) {
    int displacement = (int) in.imm1();
    int low = Math.min(lowest[leader], displacement);
    int high = Math.max(highest[leader], displacement);
    if ((long) high - low > MAX_SPAN) {
      leaders[index] = ALONE;
      return;
    }
    leaders[index] = leader;
    lowest[leader] = low;
    highest[leader] = high;
    stores[leader] |= in.opcode().access().store();
  }

  /** Whether an instruction of the unit goes by way of sp. */
  boolean has(int index) {
    return leaders[index] != NONE;
  }

  /** Whether it does, but too far from the others. */
  boolean isAlone(int index) {
    return leaders[index] == ALONE;
  }

  /** Whether it is the first of its group. */
  boolean isFirst(int index) {
    return leaders[index] == index;
  }

  /** The lowest displacement of the group that an access belongs to. */
  int lowest(int index) {
    return lowest[leaders[index]];
  }

  /** The distance from there to the highest one. */
  int span(int index) {
    return highest[leaders[index]] - lowest(index);
  }

  /** Whether the group writes. */
  boolean stores(int index) {
    return stores[leaders[index]];
  }
}
