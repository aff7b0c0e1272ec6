package parallax.compiler.frontend;

import parallax.compiler.CompileException;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Value;

/** Locals and globals (wasm core 2.0 section 4.4.5). */
final class VariableOps {
  private VariableOps() {}

  static void localGet(final FunctionTranslator t) {
    t.localGet(t.reader().index());
  }

  static void localSet(final FunctionTranslator t) {
    t.localSet(t.reader().index(), t.stack().pop());
  }

  static void localTee(final FunctionTranslator t) {
    t.localSet(t.reader().index(), t.stack().top(1).get(0));
  }

  static void globalGet(final FunctionTranslator t) throws CompileException {
    final int index = t.reader().index();
    t.stack()
        .push(
            t.builder()
                .indexed(Op.GLOBAL_GET, t.scope().globalType(index), t.scope().global(index))
                .result());
  }

  static void globalSet(final FunctionTranslator t) throws CompileException {
    final int index = t.reader().index();
    final Value value = t.stack().pop();
    t.builder().indexed(Op.GLOBAL_SET, t.scope().globalType(index), t.scope().global(index), value);
  }
}
