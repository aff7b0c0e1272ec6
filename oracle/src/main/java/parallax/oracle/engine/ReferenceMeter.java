package parallax.oracle.engine;

import com.dylibso.chicory.runtime.ExecutionListener;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import parallax.compiler.abi.MemoryLayout;
import parallax.compiler.abi.TrapKind;
import parallax.oracle.outcome.Outcome;

/**
 * Sees every instruction of an instance before the reference executes it: takes fuel, counts, and
 * steps in where Chicory is wrong ({@link ChicoryFault}) or would take too much of this computer's
 * memory.
 *
 * <p>An instruction costs 1, one that computes with floats 3, since for most of those the machine
 * runs a routine; bulk instructions their length too, since that is what they cost every other
 * engine, and growth of a memory 2 for each page: where pages have a price (121 gas for 4 KiB in
 * gp-0.8.0, so 1,936), it stays below 1,000 for each unit.
 */
final class ReferenceMeter implements ExecutionListener {
  /** The largest memory that the reference gets: 256 MiB. */
  static final int HOST_PAGES = 4_096;

  private static final int COST_OF_PAGE = 2;

  /** The f32 whose value is 0xFFC00000. */
  private static final int MISREAD_SIGN = Float.floatToRawIntBits((float) 0xFFC0_0000L);

  private static final int POSITIVE = Float.floatToRawIntBits(1);
  private static final long UNSIGNED = 0xFFFF_FFFFL;
  private static final int FIRST_LOAD = OpCode.I32_LOAD.opcode();
  private static final int FIRST_STORE = OpCode.I32_STORE.opcode();
  private static final int LAST_STORE = OpCode.I64_STORE32.opcode();

  private final BitSet activeData = new BitSet();
  private final ReferenceCounter counter;
  private final Optional<DeterministicNans> nans;
  private final List<Memory> memories = new ArrayList<>();

  ReferenceMeter(final WasmModule module, final ReferenceCounter counter, final NanMode mode) {
    this.counter = counter;
    this.nans =
        mode == NanMode.DETERMINISTIC ? Optional.of(new DeterministicNans()) : Optional.empty();
    final var data = module.dataSection().dataSegments();
    for (int i = 0; i < data.length; i++) {
      activeData.set(i, data[i] instanceof ActiveDataSegment);
    }
  }

  /** Watches another memory of the module; they come in their order. Returns it. */
  Memory watch(final Memory watched) {
    memories.add(watched);
    return watched;
  }

  @Override
  public void onExecution(final Instruction instruction, final MStack stack) {
    final OpCode op = instruction.opcode();
    if (nans.isPresent()) {
      nans.get().before(op, stack);
    }
    counter.count(op);
    switch (op) {
      case IF -> {
        final int condition = (int) stack.pop();
        stack.push(condition);
      }
      case F32_COPYSIGN -> {
        final long sign = stack.pop();
        stack.push((int) sign == MISREAD_SIGN ? POSITIVE : sign);
      }
      case F32_CONVERT_I64_U -> stack.push(rounded(stack.pop(), 64 - 24));
      case F64_CONVERT_I64_U -> stack.push(rounded(stack.pop(), 64 - 53));
      case MEMORY_GROW -> growMemory((int) instruction.operand(0), top(stack, 0));
      case MEMORY_FILL -> {
        range(top(stack, 2), top(stack, 0), TrapKind.OUT_OF_BOUNDS_MEMORY);
        spend(top(stack, 0));
      }
      case MEMORY_COPY -> bulk(stack, TrapKind.OUT_OF_BOUNDS_MEMORY);
      case MEMORY_INIT -> {
        if (activeData.get((int) instruction.operand(0)) && (top(stack, 1) | top(stack, 0)) != 0) {
          throw trap(TrapKind.OUT_OF_BOUNDS_MEMORY);
        }
        bulk(stack, TrapKind.OUT_OF_BOUNDS_MEMORY);
      }
      case TABLE_FILL -> {
        range(top(stack, 2), top(stack, 0), TrapKind.OUT_OF_BOUNDS_TABLE);
        spend(top(stack, 0));
      }
      case TABLE_COPY, TABLE_INIT -> bulk(stack, TrapKind.OUT_OF_BOUNDS_TABLE);
      // One that is refused costs nothing more, and one that succeeds stays below the cap.
      case TABLE_GROW -> spend(Math.min(top(stack, 0), MemoryLayout.MAX_TABLE_SLOTS));
      default -> access(op.opcode(), instruction, stack);
    }
  }

  /**
   * An unsigned number rounded to nearest, ties to even, when it is at least 2^63; 2^64 - 1 where
   * that gives 2^64.
   *
   * @param dropped how many of its bits are not kept
   */
  private static long rounded(final long number, final int dropped) {
    if (number >= 0) {
      return number;
    }
    final long rest = number & ((1L << dropped) - 1);
    final long half = 1L << (dropped - 1);
    final long kept = number >>> dropped;
    final boolean up = rest > half || (rest == half && (kept & 1) != 0);
    final long result = (up ? kept + 1 : kept) << dropped;
    return result == 0 ? -1 : result;
  }

  /** Loads and stores: no memory reaches past 2^31, where Chicory adds address and offset. */
  private static void access(final int op, final Instruction instruction, final MStack stack) {
    if (op >= FIRST_LOAD && op <= LAST_STORE) {
      final long address = top(stack, op < FIRST_STORE ? 0 : 1);
      range(address, instruction.operand(1) & UNSIGNED, TrapKind.OUT_OF_BOUNDS_MEMORY);
    }
  }

  /** Destination, source, length. */
  private void bulk(final MStack stack, final TrapKind kind) {
    range(top(stack, 2), top(stack, 0), kind);
    range(top(stack, 1), top(stack, 0), kind);
    spend(top(stack, 0));
  }

  private static void range(final long start, final long length, final TrapKind kind) {
    if (start + length > Integer.MAX_VALUE) {
      throw trap(kind);
    }
  }

  private static ChicoryException trap(final TrapKind kind) {
    return new ChicoryException(kind.text());
  }

  /** All but one of several memories cannot grow past a cap that the reference does not have. */
  private void growMemory(final int index, final long delta) {
    final Memory memory = memories.get(index);
    final long wanted = memory.pages() + delta;
    if (wanted > memory.maximumPages()) {
      return;
    }
    if (memories.size() > 1 && wanted > MemoryLayout.WINDOW_PAGES) {
      throw new ReferenceStop(Outcome.Limit.GROW_CAP);
    }
    if (wanted > HOST_PAGES) {
      throw new ReferenceStop(Outcome.Limit.HOST_MEMORY);
    }
    if (wanted <= memory.maximumPages()) {
      spend(COST_OF_PAGE * delta);
    }
  }

  private void spend(final long amount) {
    counter.spend(amount);
  }

  /** The i32 that is so far from the top of the stack, unsigned. */
  private static long top(final MStack stack, final int depth) {
    return stack.array()[stack.size() - 1 - depth] & UNSIGNED;
  }
}
