package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
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
  private final List<Type> localTypes;
  private boolean reachable = true;
  private int skippedFrames;

  /**
   * @param scope the instance that the function belongs to
   * @param function empty, with its signature
   * @param reader at the first instruction
   * @param localTypes parameters, then declared locals
   */
  FunctionTranslator(
      final InstanceScope scope,
      final Function function,
      final InstructionReader reader,
      final List<Type> localTypes) {
    this.scope = scope;
    this.reader = reader;
    this.builder = new FunctionBuilder(function);
    this.flow = new FlowBuilder(builder);
    this.localTypes = localTypes;
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
      } else {
        skip(op);
      }
    }
    new RedundantParameters(builder.function(), flow).run();
    flow.finish();
  }

  /** From here on nothing can be reached, up to the end (or else) of the current frame. */
  void unreachable() {
    reachable = false;
  }

  /** Goes on in this block, all of whose edges are known. */
  void resume(final Block block) {
    flow.open(block);
    locals.seal(block);
    reachable = true;
  }

  /** Goes on in a loop header, whose back edges are still to come. */
  void resumeUnsealed(final Block block) {
    flow.open(block);
    reachable = true;
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

  /**
   * The entry block: parameters, zeros for the other locals, and the frame of the function itself.
   */
  private void enter() {
    final Signature signature = builder.function().signature();
    final Block entry = flow.newBlock();
    resume(entry);
    final List<Value> zeros = new ArrayList<>();
    for (int i = 0; i < localTypes.size(); i++) {
      final Type type = localTypes.get(i);
      final Value initial =
          i < signature.params().size() ? builder.addParam(entry, type) : zero(zeros, type);
      localSet(i, initial);
    }
    final Block exit = flow.newBlock();
    final int results = signature.results().size();
    control.push(
        new ControlStack.Frame(
            ControlStack.Kind.BLOCK, exit, exit, results, results, 0, null, List.of()));
    ControlOps.addParams(this, exit, signature.results());
  }

  /** One zero per type for the whole function. */
  private Value zero(final List<Value> zeros, final Type type) {
    for (final Value made : zeros) {
      if (made.type() == type) {
        return made;
      }
    }
    final Value made = builder.constant(type, 0);
    zeros.add(made);
    return made;
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
