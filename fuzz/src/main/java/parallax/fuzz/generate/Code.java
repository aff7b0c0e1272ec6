package parallax.fuzz.generate;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.FunctionCode;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.entropy.Tape;

/**
 * The code of one function while it is generated: instructions written so far, operand types, open
 * blocks. Whoever writes an instruction through {@link #out} tells {@link #push} and {@link #pop}.
 */
final class Code {
  private final ModulePlan plan;
  private final Tape tape;
  private final FunctionCode function;
  private final Locals locals;
  private final List<ValType> operands = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();

  Code(final ModulePlan plan, final Tape tape, final FunctionCode function) {
    this.plan = plan;
    this.tape = tape;
    this.function = function;
    this.locals = new Locals(function);
  }

  ModulePlan plan() {
    return plan;
  }

  Tape tape() {
    return tape;
  }

  Locals locals() {
    return locals;
  }

  FuncType type() {
    return function.type();
  }

  InstructionWriter out() {
    return function.code();
  }

  /** Whether the next instruction may trap. */
  boolean isUnsafe() {
    return plan.swarm().isUnsafe(tape);
  }

  /** An instruction with a fixed signature and no immediates, whose operands are there. */
  void op(final WasmOp op) {
    out().op(op);
    pop(op.params().size());
    pushAll(op.results());
  }

  /** A constant. */
  void constant(final ValType type, final long value) {
    writeConstant(type, value);
    push(type);
  }

  /** Writes a constant and does not count it as an operand; of a float the bits. */
  void writeConstant(final ValType type, final long value) {
    switch (type.kind()) {
      case I32 -> out().i32((int) value);
      case I64 -> out().i64(value);
      case F32 -> out().f32((int) value);
      case F64 -> out().f64(value);
      case V128, REFERENCE -> throw new IllegalArgumentException("no constant of " + type.text());
    }
  }

  static boolean isFloat(final ValType type) {
    return type == ValType.F32 || type == ValType.F64;
  }

  void push(final ValType type) {
    operands.add(type);
  }

  void pushAll(final List<ValType> types) {
    operands.addAll(types);
  }

  /** Forgets operands; in dead code there may be fewer. */
  void pop(final int count) {
    for (int i = 0; i < count && available() > 0; i++) {
      operands.remove(operands.size() - 1);
    }
  }

  /** Operands of the innermost block. */
  int available() {
    return operands.size() - frame().height();
  }

  int height() {
    return operands.size();
  }

  /** The topmost operand of the innermost block, null when there is none. */
  ValType top() {
    return available() == 0 ? null : operands.get(operands.size() - 1);
  }

  /** Types of the topmost operands, of the innermost block, in order. */
  List<ValType> top(final int count) {
    return List.copyOf(operands.subList(operands.size() - count, operands.size()));
  }

  /** Forgets all operands of the innermost block. */
  void clear() {
    pop(available());
  }

  /** How many of these types, from the first on, are the topmost operands already. */
  int matching(final List<ValType> types) {
    for (int count = Math.min(types.size(), available()); count > 0; count--) {
      if (operands
          .subList(operands.size() - count, operands.size())
          .equals(types.subList(0, count))) {
        return count;
      }
    }
    return 0;
  }

  Frame frame() {
    return frames.get(frames.size() - 1);
  }

  /** Open blocks, the outermost first. */
  List<Frame> frames() {
    return frames;
  }

  /** The label of an open block. */
  int label(final int frame) {
    return frames.size() - 1 - frame;
  }

  void open(final Frame frame) {
    frames.add(frame);
  }

  void close() {
    frames.remove(frames.size() - 1);
  }
}
