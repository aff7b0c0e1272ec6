package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.Body;

/**
 * Validates one body by the algorithm of core 2.0 appendix 7.3: a stack of operand types and a
 * stack of control frames, no recursion. Instructions with a fixed signature are checked from their
 * row in {@link WasmOp}; the others, and what immediates demand, here.
 */
final class FunctionValidator {
  private static final int VECTOR_BYTES = 16;
  private static final int SHUFFLE_LANES = 32;

  /** An open block. */
  private static final class Frame {
    final WasmOp op;
    final FuncType type;
    final int height;
    boolean polymorphic;

    Frame(final WasmOp op, final FuncType type, final int height) {
      this.op = op;
      this.type = type;
      this.height = height;
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
  private final FuncType type;
  private final OperandStack stack;
  private final List<Frame> frames = new ArrayList<>();

  /** The one at the end of {@link #frames}; null behind the last end. */
  private Frame top;

  /**
   * @param context whose types the function's own is known to be among
   */
  FunctionValidator(final ModuleContext context, final Body body) throws CompileException {
    this.context = context;
    this.function = body.function();
    this.reader = InstructionReader.of(context.module(), body);
    this.type = context.module().functionType(function);
    this.locals = new LocalTypes(type, body);
    this.stack = new OperandStack(function);
    if (locals.count() > ImplementationLimits.LOCALS) {
      throw CompileException.unsupported(
          "validate", function, body.offset(), "function with " + locals.count() + " locals");
    }
  }

  void validate() throws CompileException {
    enter(WasmOp.BLOCK, new FuncType(List.of(), type.results()));
    while (top != null) {
      instruction(reader.next());
    }
  }

  private void instruction(final WasmOp op) throws CompileException {
    if (op.hasSignature()) {
      immediate(op.immediate());
      pop(op.params());
      push(op.results());
      return;
    }
    switch (op) {
      case UNREACHABLE -> unreachable();
      case BLOCK, LOOP -> block(op);
      case IF -> {
        pop(ValType.I32);
        block(op);
      }
      case ELSE -> otherwise();
      case END -> end();
      case BR -> {
        pop(label(reader.index()));
        unreachable();
      }
      case BR_IF -> {
        pop(ValType.I32);
        final List<ValType> types = label(reader.index());
        pop(types);
        push(types);
      }
      case BR_TABLE -> brTable();
      case RETURN -> {
        pop(type.results());
        unreachable();
      }
      case CALL -> call(callee());
      case CALL_INDIRECT -> call(indirectCallee());
      case RETURN_CALL -> tailCall(callee());
      case RETURN_CALL_INDIRECT -> tailCall(indirectCallee());
      case DROP -> stack.pop(reader.offset());
      case SELECT -> select();
      case SELECT_T -> typedSelect();
      case LOCAL_GET -> push(local());
      case LOCAL_SET -> pop(local());
      case LOCAL_TEE -> {
        pop(local());
        push(local());
      }
      case GLOBAL_GET -> push(context.global(reader.index(), function, reader.offset()).type());
      case GLOBAL_SET -> globalSet();
      default -> reference(op);
    }
  }

  /** Tables and references. */
  private void reference(final WasmOp op) throws CompileException {
    switch (op) {
      case TABLE_GET -> {
        final ValType element = element(reader.index());
        pop(ValType.I32);
        push(element);
      }
      case TABLE_SET -> {
        pop(element(reader.index()));
        pop(ValType.I32);
      }
      case TABLE_GROW -> {
        final ValType element = element(reader.index());
        pop(ValType.I32);
        pop(element);
        push(ValType.I32);
      }
      case TABLE_FILL -> {
        final ValType element = element(reader.index());
        pop(ValType.I32);
        pop(element);
        pop(ValType.I32);
      }
      case REF_NULL -> push(reader.referenceType());
      case REF_IS_NULL -> {
        final ValType popped = stack.pop(reader.offset());
        if (popped != null && !popped.isReference()) {
          throw mismatch();
        }
        push(ValType.I32);
      }
      default ->
          throw CompileException.unsupported(
              "validate", function, reader.offset(), op.feature().label());
    }
  }

  /** What the immediates of an instruction with a fixed signature have to name. */
  private void immediate(final Immediate immediate) throws CompileException {
    final int index = reader.index();
    final int offset = reader.offset();
    switch (immediate) {
      case MEMORY_1, MEMORY_2, MEMORY_4, MEMORY_8, MEMORY_16 -> memoryAccess(immediate);
      case MEMORY_LANE_1, MEMORY_LANE_2, MEMORY_LANE_4, MEMORY_LANE_8 -> {
        memoryAccess(immediate);
        lane(VECTOR_BYTES / immediate.size());
      }
      case LANE_2, LANE_4, LANE_8, LANE_16 -> lane(immediate.size());
      case SHUFFLE -> {
        for (final byte lane : reader.lanes()) {
          if ((lane & 0xFF) >= SHUFFLE_LANES) {
            throw error("invalid lane index");
          }
        }
      }
      case MEMORY -> context.memory(index, function, offset);
      case MEMORY_MEMORY -> {
        context.memory(index, function, offset);
        context.memory(reader.index2(), function, offset);
      }
      case DATA_MEMORY -> {
        context.memory(reader.index2(), function, offset);
        context.data(index, function, offset);
      }
      case DATA -> context.data(index, function, offset);
      case TABLE -> context.table(index, function, offset);
      case TABLE_TABLE -> {
        if (element(index) != element(reader.index2())) {
          throw mismatch();
        }
      }
      case ELEMENT -> context.element(index, function, offset);
      case ELEMENT_TABLE -> {
        final ValType element = element(reader.index2());
        if (context.element(index, function, offset).type() != element) {
          throw mismatch();
        }
      }
      case FUNCTION -> {
        context.function(index, function, offset);
        if (!context.isDeclared(index)) {
          throw error("undeclared function reference");
        }
      }
      default -> {}
    }
  }

  private void memoryAccess(final Immediate immediate) throws CompileException {
    context.memory(reader.index(), function, reader.offset());
    if (reader.align() > Integer.numberOfTrailingZeros(immediate.size())) {
      throw error("alignment must not be larger than natural");
    }
  }

  private void lane(final int bound) throws InvalidException {
    if (reader.lane() >= bound) {
      throw error("invalid lane index");
    }
  }

  private void block(final WasmOp op) throws CompileException {
    final BlockType blockType = reader.blockType();
    if (blockType.typeIndex() >= 0) {
      context.type(blockType.typeIndex(), function, reader.offset());
    }
    final FuncType resolved = blockType.resolve(context.module().types());
    pop(resolved.params());
    enter(op, resolved);
  }

  private void enter(final WasmOp op, final FuncType blockType) throws CompileException {
    top = new Frame(op, blockType, stack.height());
    frames.add(top);
    stack.setFrame(top.height, false);
    push(blockType.params());
  }

  /** Checks that the frame ends as it promised. */
  private Frame leave() throws CompileException {
    final Frame left = top;
    pop(left.type.results());
    if (stack.height() != left.height) {
      throw mismatch();
    }
    frames.remove(frames.size() - 1);
    top = frames.isEmpty() ? null : frames.get(frames.size() - 1);
    if (top != null) {
      stack.setFrame(top.height, top.polymorphic);
    }
    return left;
  }

  private void otherwise() throws CompileException {
    final Frame left = leave();
    if (left.op != WasmOp.IF) {
      throw error("else without if");
    }
    enter(WasmOp.ELSE, left.type);
  }

  private void end() throws CompileException {
    final Frame left = leave();
    if (left.op == WasmOp.IF && !left.type.params().equals(left.type.results())) {
      throw mismatch();
    }
    if (top != null) {
      push(left.type.results());
    }
  }

  private void brTable() throws CompileException {
    pop(ValType.I32);
    final int[] targets = reader.labels();
    final List<ValType> last = label(targets[targets.length - 1]);
    List<ValType> checked = null;
    for (final int target : targets) {
      final List<ValType> types = label(target);
      if (types == checked) {
        continue;
      }
      if (types.size() != last.size()) {
        throw mismatch();
      }
      stack.check(types, reader.offset());
      checked = types;
    }
    unreachable();
  }

  private void select() throws CompileException {
    pop(ValType.I32);
    final ValType second = stack.pop(reader.offset());
    final ValType first = stack.pop(reader.offset());
    if ((first != null && first.isReference())
        || (second != null && second.isReference())
        || (first != null && second != null && first != second)) {
      throw mismatch();
    }
    push(first == null ? second : first);
  }

  private void typedSelect() throws CompileException {
    if (reader.types().size() != 1) {
      throw error("invalid result arity");
    }
    final ValType selected = reader.types().get(0);
    pop(ValType.I32);
    pop(selected);
    pop(selected);
    push(selected);
  }

  private FuncType callee() throws InvalidException {
    return context.function(reader.index(), function, reader.offset());
  }

  private FuncType indirectCallee() throws CompileException {
    if (element(reader.index2()) != ValType.FUNCREF) {
      throw mismatch();
    }
    final FuncType callee = context.type(reader.index(), function, reader.offset());
    pop(ValType.I32);
    return callee;
  }

  private void call(final FuncType callee) throws CompileException {
    pop(callee.params());
    push(callee.results());
  }

  private void tailCall(final FuncType callee) throws CompileException {
    if (!callee.results().equals(type.results())) {
      throw mismatch();
    }
    pop(callee.params());
    unreachable();
  }

  private ValType local() throws InvalidException {
    final ValType local = locals.type(reader.index());
    if (local == null) {
      throw error("unknown local " + Integer.toUnsignedString(reader.index()));
    }
    return local;
  }

  private void globalSet() throws CompileException {
    final WasmModule.GlobalType global = context.global(reader.index(), function, reader.offset());
    if (!global.mutable()) {
      throw error("immutable global");
    }
    pop(global.type());
  }

  private ValType element(final int table) throws InvalidException {
    return context.table(table, function, reader.offset()).element();
  }

  private List<ValType> label(final int depth) throws InvalidException {
    if (Integer.compareUnsigned(depth, frames.size()) >= 0) {
      throw error("unknown label " + Integer.toUnsignedString(depth));
    }
    return frames.get(frames.size() - 1 - depth).labelTypes();
  }

  private void unreachable() {
    stack.makePolymorphic();
    top.polymorphic = true;
  }

  private void push(final ValType pushed) throws CompileException {
    stack.push(pushed, reader.offset());
  }

  private void push(final List<ValType> pushed) throws CompileException {
    stack.push(pushed, reader.offset());
  }

  private void pop(final ValType expected) throws InvalidException {
    stack.pop(expected, reader.offset());
  }

  private void pop(final List<ValType> expected) throws InvalidException {
    stack.pop(expected, reader.offset());
  }

  private InvalidException mismatch() {
    return error("type mismatch");
  }

  private InvalidException error(final String text) {
    return new InvalidException(function, reader.offset(), text);
  }
}
