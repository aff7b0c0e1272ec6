package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.frontend.ControlStack.Frame;
import parallax.compiler.frontend.ControlStack.Kind;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/** Structured control (wasm core 2.0 section 4.4.8) as edges between blocks. */
final class ControlOps {
  private ControlOps() {}

  static void block(final FunctionTranslator t) throws CompileException {
    final Signature type = t.scope().blockSignature(t.reader());
    final Block end = t.flow().newBlock();
    addParams(t, end, type.results());
    final int height = t.stack().height() - type.params().size();
    final int results = type.results().size();
    t.expectJoin(end);
    t.control().push(new Frame(Kind.BLOCK, end, end, results, results, height, null, List.of()));
  }

  static void loop(final FunctionTranslator t) throws CompileException {
    final Signature type = t.scope().blockSignature(t.reader());
    final Block header = t.flow().newBlock();
    final Block end = t.flow().newBlock();
    addParams(t, header, type.params());
    addParams(t, end, type.results());
    final int arity = type.params().size();
    final List<Value> args = t.stack().pop(arity);
    final int height = t.stack().height();
    t.flow().jump(t.flow().edge(header, args));
    t.resumeUnsealed(header);
    t.stack().pushAll(List.copyOf(header.params().subList(0, arity)));
    t.control()
        .push(
            new Frame(
                Kind.LOOP, header, end, arity, type.results().size(), height, null, List.of()));
  }

  static void ifThen(final FunctionTranslator t) throws CompileException {
    final Signature type = t.scope().blockSignature(t.reader());
    final Value condition = t.stack().pop();
    final Block then = t.flow().newBlock();
    final Block otherwise = t.flow().newBlock();
    final Block end = t.flow().newBlock();
    addParams(t, end, type.results());
    final List<Value> params = t.stack().top(type.params().size());
    final int height = t.stack().height() - params.size();
    final int results = type.results().size();
    t.expectJoin(end);
    t.flow()
        .branchIf(condition, t.flow().edge(then, List.of()), t.flow().edge(otherwise, List.of()));
    t.resume(then);
    t.control().push(new Frame(Kind.IF, end, end, results, results, height, otherwise, params));
  }

  static void otherwise(final FunctionTranslator t) {
    final Frame frame = t.control().pop();
    leave(t, frame);
    t.stack().truncate(frame.height());
    t.stack().pushAll(frame.params());
    t.resume(frame.otherwise());
    t.control()
        .push(
            new Frame(
                Kind.ELSE,
                frame.label(),
                frame.end(),
                frame.labelArity(),
                frame.results(),
                frame.height(),
                null,
                List.of()));
  }

  static void end(final FunctionTranslator t) {
    final Frame frame = t.control().pop();
    leave(t, frame);
    if (frame.kind() == Kind.IF) {
      // Without an else the other edge goes straight to the end, with the parameters as results.
      t.resume(frame.otherwise());
      t.flow().jump(t.flow().edge(frame.end(), frame.params()));
      t.unreachable();
    }
    if (frame.kind() == Kind.LOOP) {
      t.seal(frame.label());
    }
    t.stack().truncate(frame.height());
    if (!t.flow().hasIncoming(frame.end())) {
      t.unreachable();
      return;
    }
    t.resume(frame.end());
    final List<Value> results = List.copyOf(frame.end().params().subList(0, frame.results()));
    if (t.control().isEmpty()) {
      t.builder().ret(results);
    } else {
      t.stack().pushAll(results);
    }
  }

  static void br(final FunctionTranslator t) {
    final Frame frame = t.control().at(t.reader().index());
    jumpTo(t, frame);
  }

  static void brIf(final FunctionTranslator t) {
    final Frame frame = t.control().at(t.reader().index());
    final Value condition = t.stack().pop();
    final Block next = t.flow().newBlock();
    t.flow()
        .branchIf(
            condition,
            t.flow().edge(frame.label(), t.stack().top(frame.labelArity())),
            t.flow().edge(next, List.of()));
    t.resume(next);
  }

  static void brTable(final FunctionTranslator t) throws CompileException {
    final Value index = t.stack().pop();
    final int[] labels = t.reader().labels();
    t.reserve((long) labels.length * t.control().at(labels[0]).labelArity());
    final List<Edge> edges = new ArrayList<>(labels.length);
    for (final int depth : labels) {
      final Frame frame = t.control().at(depth);
      edges.add(t.flow().edge(frame.label(), t.stack().top(frame.labelArity())));
    }
    t.flow().branchTable(index, edges);
    t.unreachable();
  }

  static void ret(final FunctionTranslator t) {
    jumpTo(t, t.control().at(t.control().outermost()));
  }

  static void trap(final FunctionTranslator t) {
    t.builder().trap(TrapKind.UNREACHABLE);
    t.unreachable();
  }

  static void drop(final FunctionTranslator t) {
    t.stack().pop();
  }

  static void select(final FunctionTranslator t) {
    final Value condition = t.stack().pop();
    final Value ifFalse = t.stack().pop();
    final Value ifTrue = t.stack().pop();
    t.stack()
        .push(
            t.builder()
                .emit(Op.SELECT, ifTrue.type(), Payload.NONE, condition, ifTrue, ifFalse)
                .result());
  }

  /**
   * Gives a block the parameters that stand for operands; those for local variables come behind
   * them.
   */
  static void addParams(final FunctionTranslator t, final Block block, final List<Type> types) {
    types.forEach(type -> t.builder().addParam(block, type));
  }

  private static void jumpTo(final FunctionTranslator t, final Frame frame) {
    t.flow().jump(t.flow().edge(frame.label(), t.stack().top(frame.labelArity())));
    t.unreachable();
  }

  /** The way from the last instruction of an arm to the end of its frame. */
  private static void leave(final FunctionTranslator t, final Frame frame) {
    if (t.isReachable()) {
      t.flow().jump(t.flow().edge(frame.end(), t.stack().top(frame.results())));
      t.unreachable();
    }
  }
}
