package parallax.fuzz.generate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.Immediate;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmOp;

/**
 * Finds places in a valid module where bits of a NaN that the specification leaves open are taken
 * by something other than arithmetic, comparisons and conversions to integers, which only ask
 * whether it is one.
 *
 * <p>It runs a body once, over classes instead of values. What stands behind {@code x == x ? x :
 * nan} is fixed, as is what stands behind a choice between a number below a limit and 0. All
 * operands that go to anything else have to be fixed: those of blocks, branches, calls, selects,
 * variables, stores. So every label and every local but those of the two patterns hold fixed
 * values, and nothing has to be iterated; a local that a pattern has ever left open is open again
 * behind every label.
 */
final class NanFlow {
  /** What is known of the bits of a value. */
  private enum Bits {
    /** No NaN, or the canonical one. */
    CANONICAL,
    /** What the specification says they are. */
    FIXED,
    /** If it is a NaN, one of the engine's choice. */
    OPEN
  }

  private record Instruction(
      WasmOp op, int index, long constant, int[] labels, FuncType block, int offset) {}

  /** An open block; in dead code more can be taken than is there. */
  private static final class Frame {
    private final WasmOp op;
    private final FuncType type;
    private final int height;
    private boolean dead;

    Frame(final WasmOp op, final FuncType type, final int height) {
      this.op = op;
      this.type = type;
      this.height = height;
    }
  }

  private final WasmModule module;
  private final WasmModule.Body body;
  private final List<Instruction> code = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final List<Bits> stack = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();

  /** Locals that hold an open value now, and those that did once. */
  private final BitSet open = new BitSet();

  private final BitSet everOpen = new BitSet();

  private NanFlow(final WasmModule module, final WasmModule.Body body) throws CompileException {
    this.module = module;
    this.body = body;
    final InstructionReader reader = InstructionReader.of(module, body);
    while (!reader.atEnd()) {
      final WasmOp op = reader.next();
      final boolean opens = op == WasmOp.BLOCK || op == WasmOp.LOOP || op == WasmOp.IF;
      code.add(
          new Instruction(
              op,
              reader.index(),
              reader.constant(),
              op == WasmOp.BR_TABLE ? reader.labels() : new int[0],
              opens ? reader.blockType().resolve(module.types()) : null,
              reader.offset()));
    }
  }

  /** Where and what: function, offset, instruction. */
  static List<String> violations(final byte[] wasm) throws CompileException {
    final WasmModule module = ModuleReader.read(wasm);
    final List<String> all = new ArrayList<>();
    for (final WasmModule.Body body : module.bodies()) {
      final NanFlow flow = new NanFlow(module, body);
      flow.run();
      all.addAll(flow.found);
    }
    return all;
  }

  private void run() {
    // The patterns' locals first: behind a loop's label they are open.
    for (int i = 0; i < code.size(); i++) {
      if (canonicalises(i) || keepsBelow(i)) {
        everOpen.set(code.get(i).index());
      }
    }
    frames.add(new Frame(WasmOp.BLOCK, module.functionType(body.function()), 0));
    int next = 0;
    while (next < code.size()) {
      final int length = canonicalises(next) ? 6 : keepsBelow(next) ? 7 : 1;
      if (length == 1) {
        step(code.get(next));
      } else {
        pop();
        open.set(code.get(next).index());
        stack.add(Bits.CANONICAL);
      }
      next += length;
    }
  }

  private boolean is(final int at, final WasmOp... ops) {
    for (int i = 0; i < ops.length; i++) {
      if (at + i >= code.size() || code.get(at + i).op() != ops[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean namesOneLocal(final int at, final int... others) {
    for (final int other : others) {
      if (code.get(at).index() != code.get(at + other).index()) {
        return false;
      }
    }
    return true;
  }

  /** {@code x == x ? x : nan}. */
  private boolean canonicalises(final int at) {
    final WasmOp tee = WasmOp.LOCAL_TEE;
    final WasmOp get = WasmOp.LOCAL_GET;
    return (is(at, tee, WasmOp.F32_CONST, get, get, WasmOp.F32_EQ, WasmOp.SELECT)
            && code.get(at + 1).constant() == 0x7FC0_0000L
            && namesOneLocal(at, 2, 3))
        || (is(at, tee, WasmOp.F64_CONST, get, get, WasmOp.F64_EQ, WasmOp.SELECT)
            && code.get(at + 1).constant() == 0x7FF8_0000_0000_0000L
            && namesOneLocal(at, 2, 3));
  }

  /** {@code abs(x) < limit ? x : 0}. */
  private boolean keepsBelow(final int at) {
    final WasmOp tee = WasmOp.LOCAL_TEE;
    final WasmOp get = WasmOp.LOCAL_GET;
    final WasmOp f32 = WasmOp.F32_CONST;
    final WasmOp f64 = WasmOp.F64_CONST;
    final boolean same =
        is(at, tee, f32, get, WasmOp.F32_ABS, f32, WasmOp.F32_LT, WasmOp.SELECT)
            || is(at, tee, f64, get, WasmOp.F64_ABS, f64, WasmOp.F64_LT, WasmOp.SELECT);
    return same && code.get(at + 1).constant() == 0 && namesOneLocal(at, 2);
  }

  private void step(final Instruction instruction) {
    final WasmOp op = instruction.op();
    switch (op) {
      case BLOCK, LOOP, IF -> begin(instruction);
      case ELSE -> {
        final Frame frame = end(instruction);
        frames.add(new Frame(op, frame.type, frame.height));
        push(frame.type.params().size());
      }
      case END -> push(end(instruction).type.results().size());
      case BR, BR_IF -> {
        take(instruction, op == WasmOp.BR ? 0 : 1);
        branch(instruction, instruction.index(), op == WasmOp.BR);
      }
      case BR_TABLE -> {
        take(instruction, 1);
        for (final int label : instruction.labels()) {
          branch(instruction, label, false);
        }
        die();
      }
      case RETURN -> branch(instruction, frames.size() - 1, true);
      case UNREACHABLE -> die();
      case CALL -> call(instruction, module.functionType(instruction.index()));
      case CALL_INDIRECT -> {
        take(instruction, 1);
        call(instruction, module.types().get(instruction.index()).function());
      }
      case DROP -> pop();
      case SELECT, SELECT_T -> give(instruction, 3, 1);
      case LOCAL_GET -> stack.add(open.get(instruction.index()) ? Bits.OPEN : Bits.FIXED);
      case LOCAL_SET -> set(instruction, 0);
      case LOCAL_TEE -> set(instruction, 1);
      case GLOBAL_GET, REF_NULL, REF_FUNC, TABLE_SIZE -> push(1);
      case GLOBAL_SET -> take(instruction, 1);
      case TABLE_GET, REF_IS_NULL -> give(instruction, 1, 1);
      case TABLE_SET -> take(instruction, 2);
      case TABLE_GROW -> give(instruction, 2, 1);
      case TABLE_FILL -> take(instruction, 3);
      case F32_CONST, F64_CONST -> stack.add(constant(instruction));
      default -> regular(instruction);
    }
  }

  private void regular(final Instruction instruction) {
    final WasmOp op = instruction.op();
    if (!op.hasSignature()) {
      throw new IllegalArgumentException("the generator does not make " + op.text());
    }
    final boolean takesFloats =
        op.immediate() == Immediate.NONE && op.params().stream().anyMatch(NanFlow::isFloat);
    if (!takesFloats || op.text().matches(".*\\.(reinterpret.*|copysign)")) {
      give(instruction, op.params().size(), op.results().size());
    } else if (op.text().matches(".*\\.(abs|neg)")) {
      // Not arithmetic, but what the reference gives for a NaN depends on the JVM.
      stack.add(pop() == Bits.CANONICAL ? Bits.CANONICAL : Bits.OPEN);
    } else {
      op.params().forEach(type -> pop());
      stack.add(isFloat(op.results().get(0)) ? Bits.OPEN : Bits.FIXED);
    }
  }

  private static boolean isFloat(final ValType type) {
    return type == ValType.F32 || type == ValType.F64;
  }

  private static Bits constant(final Instruction instruction) {
    final boolean nan =
        instruction.op() == WasmOp.F32_CONST
            ? Float.isNaN(Float.intBitsToFloat((int) instruction.constant()))
            : Double.isNaN(Double.longBitsToDouble(instruction.constant()));
    return nan ? Bits.FIXED : Bits.CANONICAL;
  }

  private void set(final Instruction instruction, final int results) {
    give(instruction, 1, results);
    open.clear(instruction.index());
  }

  private void begin(final Instruction instruction) {
    final int params = instruction.block().params().size();
    take(instruction, instruction.op() == WasmOp.IF ? 1 : 0);
    take(instruction, params);
    frames.add(new Frame(instruction.op(), instruction.block(), stack.size()));
    push(params);
    open.or(everOpen);
  }

  private Frame end(final Instruction instruction) {
    final Frame frame = frames.get(frames.size() - 1);
    take(instruction, frame.type.results().size());
    frames.remove(frames.size() - 1);
    stack.subList(frame.height, stack.size()).clear();
    open.or(everOpen);
    return frame;
  }

  private void branch(final Instruction instruction, final int label, final boolean always) {
    final Frame frame = frames.get(frames.size() - 1 - label);
    final int carried =
        (frame.op == WasmOp.LOOP ? frame.type.params() : frame.type.results()).size();
    give(instruction, carried, carried);
    if (always) {
      die();
    }
  }

  private void die() {
    final Frame frame = frames.get(frames.size() - 1);
    stack.subList(frame.height, stack.size()).clear();
    frame.dead = true;
  }

  private void call(final Instruction instruction, final FuncType type) {
    give(instruction, type.params().size(), type.results().size());
  }

  /** Takes operands that must be fixed, and pushes results. */
  private void give(final Instruction instruction, final int operands, final int results) {
    take(instruction, operands);
    push(results);
  }

  private void take(final Instruction instruction, final int operands) {
    for (int i = 0; i < operands; i++) {
      if (pop() == Bits.OPEN) {
        found.add(
            "function %d offset 0x%x: %s"
                .formatted(body.function(), instruction.offset(), instruction.op().text()));
      }
    }
  }

  private void push(final int count) {
    stack.addAll(Collections.nCopies(count, Bits.FIXED));
  }

  private Bits pop() {
    final Frame frame = frames.get(frames.size() - 1);
    final boolean nothing = frame.dead && stack.size() == frame.height;
    return nothing ? Bits.FIXED : stack.remove(stack.size() - 1);
  }
}
