package parallax.oracle.engine;

import com.dylibso.chicory.wasm.types.OpCode;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import parallax.compiler.binary.Immediate;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.oracle.outcome.Outcome;

/** Fuel, and counts of executed instructions, of all instances of a store. */
final class ReferenceCounter {
  private static final OpCode[] CODES = OpCode.values();
  private static final int PREFIX_BITS = 8;
  private static final int COST_OF_FLOATS = 3;
  private static final int[] COSTS = new int[CODES.length];

  static {
    for (int i = 0; i < CODES.length; i++) {
      final WasmOp op = op(CODES[i].opcode());
      COSTS[i] = op != null && computesWithFloats(op) ? COST_OF_FLOATS : 1;
    }
  }

  private final long[] counts = new long[CODES.length];
  private long left;
  private long cost;

  /** Gives fuel for the next run. */
  void refuel(final long fuel) {
    left = fuel;
    cost = 0;
  }

  /** What was spent since fuel was given. */
  long cost() {
    return cost;
  }

  /** Counts an instruction, and takes what each of its kind costs. */
  void count(final OpCode op) {
    counts[op.ordinal()]++;
    spend(COSTS[op.ordinal()]);
  }

  void spend(final long amount) {
    cost += amount;
    left -= amount;
    if (left < 0) {
      throw new ReferenceStop(Outcome.Limit.FUEL);
    }
  }

  /** How often each instruction was executed, by its name, those that never were left out. */
  SortedMap<String, Long> executed() {
    final SortedMap<String, Long> names = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        names.put(name(CODES[i].opcode(), CODES[i].name()), counts[i]);
      }
    }
    return names;
  }

  /** As the compiler's table has it; for what that leaves out, as Chicory has it. */
  private static String name(final int code, final String other) {
    final WasmOp op = op(code);
    return op == null ? other : op.name();
  }

  private static WasmOp op(final int code) {
    final int prefix = code >>> PREFIX_BITS;
    return prefix == 0
        ? WasmOp.byCode(code)
        : WasmOp.byCode(prefix, code & ((1 << PREFIX_BITS) - 1));
  }

  private static boolean computesWithFloats(final WasmOp op) {
    return op.hasSignature()
        && op.immediate() == Immediate.NONE
        && Stream.concat(op.params().stream(), op.results().stream())
            .anyMatch(type -> type == ValType.F32 || type == ValType.F64);
  }
}
