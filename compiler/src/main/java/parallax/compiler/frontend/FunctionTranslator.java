package parallax.compiler.frontend;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.LocalTypes;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Translates one function body. The state that handlers of instructions share: operand stack,
 * control stack, local variables, and whether the current place can be reached.
 */
final class FunctionTranslator {
  private final InstanceScope scope;
  private final InstructionReader reader;
  private final FunctionBuilder builder;
  private final FlowBuilder flow;
  private final LocalVariables locals;
  private final OperandStack stack = new OperandStack();
  private final ControlStack control = new ControlStack();
  private final LocalTypes localTypes;
  private final Budget budget;
  private boolean reachable = true;
  private int skippedFrames;

  /** Operands that were on the stack when blocks began. */
  private long carried;

  /**
   * @param scope the instance that the function belongs to
   * @param function empty, with its signature
   * @param reader at the first instruction
   * @param localTypes parameters and declared locals, all of types that are supported
   * @param budget of the program
   */
  FunctionTranslator(
      final InstanceScope scope,
      final Function function,
      final InstructionReader reader,
      final LocalTypes localTypes,
      final Budget budget) {
    this.scope = scope;
    this.reader = reader;
    this.builder = new FunctionBuilder(function);
    this.flow = new FlowBuilder(builder);
    this.localTypes = localTypes;
    this.budget = budget;
    this.locals = new LocalVariables(flow, builder, localTypes);
  }

  InstanceScope scope() {
    return scope;
  }

  InstructionReader reader() {
    return reader;
  }

  FunctionBuilder builder() {
    return builder;
  }

  FlowBuilder flow() {
    return flow;
  }

  OperandStack stack() {
    return stack;
  }

  ControlStack control() {
    return control;
  }

  /** Translates up to the end of the body. */
  void run() throws CompileException {
    enter();
    while (!control.isEmpty()) {
      final WasmOp op = reader.next();
      final Translation translation = OpMapping.of(op);
      builder.setSourceOffset(reader.offset());
      if (translation.feature() != null) {
        throw scope.unsupported(translation.feature(), reader.offset());
      }
      if (reachable) {
        translation.handler().apply(this);
        reserve(0);
      } else {
        skip(op);
      }
    }
    budget.add(values(), crossings());
    new RedundantParameters(builder.function(), flow).run();
    flow.finish();
  }

  /**
   * Makes sure that the program may have so many more values.
   *
   * @throws CompileException when it has too many already
   */
  void reserve(final long more) throws CompileException {
    budget.check(scope, values() + more, crossings(), reader.offset());
  }

  private long values() {
    return builder.function().valueCount() + flow.arguments();
  }

  private long crossings() {
    return carried + locals.steps();
  }

  /** From here on nothing can be reached, up to the end (or else) of the current frame. */
  void unreachable() {
    reachable = false;
  }

  /** Goes on in this block, all of whose edges are known. */
  void resume(final Block block) {
    resumeUnsealed(block);
    locals.seal(block);
  }

  /** Goes on in a loop header, whose back edges are still to come. */
  void resumeUnsealed(final Block block) {
    flow.open(block);
    carried += stack.height();
    reachable = true;
  }

  /** Declares a block that everything entered here, at the current place, leads to or leaves. */
  void expectJoin(final Block block) {
    locals.expectJoin(block);
  }

  void seal(final Block block) {
    locals.seal(block);
  }

  boolean isReachable() {
    return reachable;
  }

  void localGet(final int variable) {
    stack.push(locals.read(variable, builder.block()));
  }

  void localSet(final int variable, final Value value) {
    locals.write(variable, builder.block(), value);
  }

  /** The entry block: parameters, and the frame of the function itself. */
  private void enter() throws CompileException {
    final Signature signature = builder.function().signature();
    final Block entry = flow.newBlock();
    resume(entry);
    for (int i = 0; i < signature.params().size(); i++) {
      localSet(i, builder.addParam(entry, signature.params().get(i)));
    }
    for (final ValType declared : localTypes.declared()) {
      final Type type = scope.type(declared, reader.position());
      locals.setZero(builder.constant(type, 0));
    }
    final Block exit = flow.newBlock();
    final int results = signature.results().size();
    control.push(
        new ControlStack.Frame(
            ControlStack.Kind.BLOCK, exit, exit, results, results, 0, null, List.of()));
    ControlOps.addParams(this, exit, signature.results());
  }

  private void skip(final WasmOp op) throws CompileException {
    switch (op) {
      case BLOCK, LOOP, IF -> skippedFrames++;
      case ELSE -> {
        if (skippedFrames == 0) {
          ControlOps.otherwise(this);
        }
      }
      case END -> {
        if (skippedFrames == 0) {
          ControlOps.end(this);
        } else {
          skippedFrames--;
        }
      }
      default -> {}
    }
  }
}
