package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;

/**
 * The state of validating one expression, a body or a constant, by the algorithm of core 3.0
 * appendix A.6: a stack of operand types and a stack of control frames, no recursion. What the
 * rules of all families of instructions share.
 */
final class CodeState {
  /** An open block. */
  private static final class Frame {
    final WasmOp op;
    final FuncType type;
    final int height;
    final int mark;
    boolean polymorphic;

    Frame(final WasmOp op, final FuncType type, final int height, final int mark) {
      this.op = op;
      this.type = type;
      this.height = height;
      this.mark = mark;
    }

    /** What a branch to it takes along. */
    List<ValType> labelTypes() {
      return op == WasmOp.LOOP ? type.params() : type.results();
    }
  }

  private final ModuleContext context;
  private final int function;
  private final InstructionReader reader;
  private final LocalTypes locals;
  private final List<ValType> results;
  private final OperandStack stack;
  private final List<Frame> frames = new ArrayList<>();

  /** The one at the end of {@link #frames}; null behind the last end. */
  private Frame top;

  /**
   * @param function index for errors, -1 for none
   * @param reader at the first instruction
   * @param results what the expression has to leave
   */
  CodeState(
      final ModuleContext context,
      final int function,
      final InstructionReader reader,
      final LocalTypes locals,
      final List<ValType> results)
      throws CompileException {
    this.context = context;
    this.function = function;
    this.reader = reader;
    this.locals = locals;
    this.results = results;
    this.stack = new OperandStack(context.rules(), function);
    enter(WasmOp.BLOCK, new FuncType(List.of(), results));
  }

  ModuleContext context() {
    return context;
  }

  TypeRules rules() {
    return context.rules();
  }

  int function() {
    return function;
  }

  /** At the instruction that is validated. */
  InstructionReader reader() {
    return reader;
  }

  LocalTypes locals() {
    return locals;
  }

  /** What return takes along. */
  List<ValType> results() {
    return results;
  }

  OperandStack stack() {
    return stack;
  }

  /** True behind the end of the expression. */
  boolean isDone() {
    return top == null;
  }

  void enter(final WasmOp op, final FuncType blockType) throws CompileException {
    top = new Frame(op, blockType, stack.height(), locals.mark());
    frames.add(top);
    stack.setFrame(top.height, false);
    push(blockType.params());
  }

  /** At an else: the second arm begins like the first. */
  void otherwise() throws CompileException {
    final Frame left = leave();
    if (left.op != WasmOp.IF) {
      throw error("else without if");
    }
    enter(WasmOp.ELSE, left.type);
  }

  /** At an end. */
  void end() throws CompileException {
    final Frame left = leave();
    // The arm that is missing passes on what it gets.
    if (left.op == WasmOp.IF && !rules().matches(left.type.params(), left.type.results())) {
      throw mismatch();
    }
    if (top != null) {
      push(left.type.results());
    }
  }

  /** Checks that the frame ends as it promised. */
  private Frame leave() throws CompileException {
    final Frame left = top;
    pop(left.type.results());
    if (stack.height() != left.height) {
      throw mismatch();
    }
    locals.forget(left.mark);
    frames.remove(frames.size() - 1);
    top = frames.isEmpty() ? null : frames.get(frames.size() - 1);
    if (top != null) {
      stack.setFrame(top.height, top.polymorphic);
    }
    return left;
  }

  /** Behind an instruction that never goes on. */
  void unreachable() {
    stack.makePolymorphic();
    top.polymorphic = true;
  }

  /** What a branch to the label takes along. */
  List<ValType> label(final int depth) throws InvalidException {
    if (Integer.compareUnsigned(depth, frames.size()) >= 0) {
      throw error("unknown label " + Integer.toUnsignedString(depth));
    }
    return frames.get(frames.size() - 1 - depth).labelTypes();
  }

  void push(final ValType pushed) throws CompileException {
    stack.push(pushed, reader.offset());
  }

  void push(final List<ValType> pushed) throws CompileException {
    context.move(pushed.size(), function, reader.offset());
    stack.push(pushed, reader.offset());
  }

  /** Any operand; null when nothing is known of it. */
  ValType pop() throws InvalidException {
    return stack.pop(reader.offset());
  }

  void pop(final ValType expected) throws InvalidException {
    stack.pop(expected, reader.offset());
  }

  void pop(final List<ValType> expected) throws CompileException {
    context.move(expected.size(), function, reader.offset());
    stack.pop(expected, reader.offset());
  }

  /** Any reference; {@link RefType#BOTTOM} when nothing is known of the operand. */
  RefType popReference() throws InvalidException {
    final ValType popped = pop();
    if (popped == null) {
      return RefType.BOTTOM;
    }
    if (popped instanceof RefType reference) {
      return reference;
    }
    throw mismatch();
  }

  InvalidException mismatch() {
    return error("type mismatch");
  }

  InvalidException error(final String text) {
    return new InvalidException(function, reader.offset(), text);
  }
}
