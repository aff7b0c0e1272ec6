package parallax.compiler.frontend;

import parallax.compiler.CompileException;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/** References and tables (wasm core 2.0 sections 4.4.2 and 4.4.6). */
final class TableOps {
  private TableOps() {}

  static void refNull(final FunctionTranslator t) throws CompileException {
    t.stack().push(t.builder().constant(t.scope().referenceType(t.reader()), 0));
  }

  static void refIsNull(final FunctionTranslator t) {
    final Value reference = t.stack().pop();
    t.stack()
        .push(t.builder().emit(Op.REF_IS_NULL, reference.type(), Payload.NONE, reference).result());
  }

  static void refFunc(final FunctionTranslator t) {
    final int function = t.scope().reference(t.reader().index());
    t.stack().push(t.builder().indexed(Op.REF_FUNC, Type.FUNCREF, function).result());
  }

  static void get(final FunctionTranslator t) throws CompileException {
    final int table = t.reader().index();
    final Value index = t.stack().pop();
    t.stack()
        .push(
            t.builder()
                .indexed(Op.TABLE_GET, t.scope().tableType(table), t.scope().table(table), index)
                .result());
  }

  static void set(final FunctionTranslator t) throws CompileException {
    final int table = t.reader().index();
    final Value value = t.stack().pop();
    final Value index = t.stack().pop();
    t.builder()
        .indexed(Op.TABLE_SET, t.scope().tableType(table), t.scope().table(table), index, value);
  }

  static void size(final FunctionTranslator t) {
    t.stack()
        .push(
            t.builder().indexed(Op.TABLE_SIZE, null, t.scope().table(t.reader().index())).result());
  }

  static void grow(final FunctionTranslator t) throws CompileException {
    final int table = t.reader().index();
    final Value delta = t.stack().pop();
    final Value initial = t.stack().pop();
    t.stack()
        .push(
            t.builder()
                .indexed(
                    Op.TABLE_GROW,
                    t.scope().tableType(table),
                    t.scope().growingTable(table),
                    initial,
                    delta)
                .result());
  }

  static void fill(final FunctionTranslator t) throws CompileException {
    final int table = t.reader().index();
    final Value length = t.stack().pop();
    final Value value = t.stack().pop();
    final Value start = t.stack().pop();
    t.builder()
        .indexed(
            Op.TABLE_FILL,
            t.scope().tableType(table),
            t.scope().table(table),
            start,
            value,
            length);
  }

  static void copy(final FunctionTranslator t) {
    final Value length = t.stack().pop();
    final Value source = t.stack().pop();
    final Value destination = t.stack().pop();
    final int to = t.scope().table(t.reader().index());
    final int from = t.scope().table(t.reader().index2());
    t.builder().paired(Op.TABLE_COPY, to, from, destination, source, length);
  }

  static void init(final FunctionTranslator t) {
    final Value length = t.stack().pop();
    final Value source = t.stack().pop();
    final Value destination = t.stack().pop();
    final int segment = t.scope().element(t.reader().index());
    final int table = t.scope().table(t.reader().index2());
    t.builder().paired(Op.TABLE_INIT, table, segment, destination, source, length);
  }

  static void elemDrop(final FunctionTranslator t) {
    t.builder().indexed(Op.ELEM_DROP, null, t.scope().element(t.reader().index()));
  }
}
