package parallax.pvm.translator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import parallax.pvm.isa.Register;

/**
 * The local variables of a translated region. All of them, except one for what is short-lived, have
 * a value everywhere, so one stack map frame describes every place.
 */
final class Locals {

  static final int EXECUTION = 1;
  static final int ENTRY = 2;

  /** int: what may still be spent. */
  static final int GAS = 3;

  /** int: the instruction executed last before the current unit. */
  static final int FROM = 4;

  /** int: where the accesses of a {@link StackAccesses} begin within the stack. */
  static final int FRAME = 5;

  // The two segments: array, base, and the limits for loads and stores, biased by Integer.MIN_VALUE
  // so that a signed comparison compares unsigned numbers.
  static final SegmentLocals HEAP = new SegmentLocals(6);
  static final SegmentLocals STACK = new SegmentLocals(10);

  /** int: where an access lies within its segment; has a value only while that is accessed. */
  static final int OFFSET = 14;

  /** int: what the method returns; has a value only at its end. */
  static final int RESULT = OFFSET;

  private static final int FIRST_REGISTER = 15;

  /** The variables that hold a segment. */
  record SegmentLocals(int bytes) {
    int base() {
      return bytes + 1;
    }

    int readable() {
      return bytes + 2;
    }

    int writable() {
      return bytes + 3;
    }
  }

  private final int[] slots = new int[Register.COUNT];
  private final int registers;
  private final Object[] frame;

  /** Variables for these registers, bit r for register r. */
  Locals(String owner, int registers) {
    this.registers = registers;
    List<Object> types =
        new ArrayList<>(
            List.of(
                owner,
                RegionWriter.EXECUTION,
                Opcodes.INTEGER,
                Opcodes.INTEGER,
                Opcodes.INTEGER,
                Opcodes.INTEGER));
    for (int segment = 0; segment < 2; segment++) {
      types.addAll(List.of("[B", Opcodes.INTEGER, Opcodes.INTEGER, Opcodes.INTEGER));
    }
    types.add(Opcodes.TOP);
    Arrays.fill(slots, -1);
    int slot = FIRST_REGISTER;
    for (int i = 0; i < slots.length; i++) {
      if (uses(i)) {
        slots[i] = slot;
        slot += 2;
        types.add(Opcodes.LONG);
      }
    }
    frame = types.toArray();
  }

  boolean uses(int register) {
    return (registers >> register & 1) != 0;
  }

  int register(int index) {
    if (slots[index] < 0) {
      throw new IllegalStateException("register " + index + " has no variable");
    }
    return slots[index];
  }

  /** The types of all variables, for a full frame. */
  Object[] frame() {
    return frame.clone();
  }
}
