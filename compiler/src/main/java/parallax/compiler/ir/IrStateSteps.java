package parallax.compiler.ir;

import static parallax.compiler.abi.TrapKind.OUT_OF_BOUNDS_MEMORY;
import static parallax.compiler.abi.TrapKind.OUT_OF_BOUNDS_TABLE;

import parallax.compiler.CompilerBug;
import parallax.compiler.abi.TrapKind;

/**
 * The steps that look at or change whole memories, tables and segments; wasm core 2.0 4.4.6, 4.4.7:
 * bounds first, and nothing is written when they do not hold.
 */
final class IrStateSteps {
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private final IrInstance instance;

  IrStateSteps(final IrInstance instance) {
    this.instance = instance;
  }

  /**
   * Executes one.
   *
   * @param at address of: destination, first index, second index, three operands
   * @return the trap, or null
   */
  TrapKind execute(
      final Op op, final int[] code, final int at, final long[] slots, final int frame) {
    final int first = code[at + 1];
    final int second = code[at + 2];
    final long a = operand(code[at + 3], slots, frame);
    final long b = operand(code[at + 4], slots, frame);
    final long c = operand(code[at + 5], slots, frame);
    final int destination = code[at];
    if (destination < 0) {
      return effect(op, first, second, a, b, c);
    }
    if (op == Op.TABLE_GET) {
      final IrTable table = instance.table(first);
      if (!table.isInside(a & UNSIGNED, 1)) {
        return OUT_OF_BOUNDS_TABLE;
      }
      slots[frame + destination] = table.load(a & UNSIGNED);
    } else {
      slots[frame + destination] = value(op, first, a, b);
    }
    return null;
  }

  private static long operand(final int slot, final long[] slots, final int frame) {
    return slot < 0 ? 0 : slots[frame + slot];
  }

  /** The result of those that have one and never trap; i32 sign-extended. */
  private long value(final Op op, final int index, final long a, final long b) {
    return switch (op) {
      case MEMORY_ADDRESS -> instance.memoryAddress(index);
      case MEMORY_SIZE -> (int) instance.memory(index).pages();
      case MEMORY_GROW -> (int) instance.memory(index).grow(a & UNSIGNED);
      case DATA_LENGTH -> instance.data(index).length;
      case TABLE_SIZE -> instance.table(index).size();
      case TABLE_GROW -> (int) instance.table(index).grow(a, b & UNSIGNED);
      case ELEM_LENGTH -> instance.elements(index).length;
      case ELEM_LOAD -> element(instance.elements(index), a & UNSIGNED);
      default -> throw new CompilerBug(op + " has no result");
    };
  }

  private static long element(final long[] segment, final long index) {
    if (index >= segment.length) {
      throw new CompilerBug("reads element " + index + " of " + segment.length);
    }
    return segment[(int) index];
  }

  /** Executes those that have no result. */
  private TrapKind effect(
      final Op op, final int first, final int second, final long a, final long b, final long c) {
    final long x = a & UNSIGNED;
    final long y = b & UNSIGNED;
    final long n = c & UNSIGNED;
    return switch (op) {
      case MEMORY_SIZE_SET -> {
        instance.memory(first).record(x);
        yield null;
      }
      case MEMORY_MAP -> {
        instance.memory(first).map(x);
        yield null;
      }
      case MEMORY_FILL -> memory(instance.memory(first).fill(x, (byte) b, n));
      case MEMORY_COPY -> memory(instance.memory(first).copyFrom(x, instance.memory(second), y, n));
      case MEMORY_INIT -> memory(instance.memory(first).init(x, instance.data(second), y, n));
      case DATA_DROP -> {
        instance.dropData(first);
        yield null;
      }
      case TABLE_SET -> table(instance.table(first).fill(x, b, 1));
      case TABLE_FILL -> table(instance.table(first).fill(x, b, n));
      case TABLE_COPY -> table(instance.table(first).copyFrom(x, instance.table(second), y, n));
      case TABLE_INIT -> table(instance.table(first).init(x, instance.elements(second), y, n));
      case TABLE_SIZE_SET -> {
        instance.table(first).record(x);
        yield null;
      }
      case SLOT_STORE -> {
        instance.table(first).store(x, b);
        yield null;
      }
      case ELEM_DROP -> {
        instance.dropElements(first);
        yield null;
      }
      default -> throw new CompilerBug(op + " is no operation on state without a result");
    };
  }

  private static TrapKind memory(final boolean done) {
    return done ? null : OUT_OF_BOUNDS_MEMORY;
  }

  private static TrapKind table(final boolean done) {
    return done ? null : OUT_OF_BOUNDS_TABLE;
  }
}
