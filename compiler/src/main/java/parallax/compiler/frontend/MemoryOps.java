package parallax.compiler.frontend;

import parallax.compiler.ir.MemoryAccess;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/** Memory instructions (wasm core 2.0 section 4.4.7). */
final class MemoryOps {
  private MemoryOps() {}

  static Translation load(final Type type, final int width, final boolean signed) {
    return Translation.of(
        t -> {
          final Value index = t.stack().pop();
          t.stack().push(t.builder().load(type, access(t, width, signed), index));
        });
  }

  static Translation store(final int width) {
    return Translation.of(
        t -> {
          final Value value = t.stack().pop();
          final Value index = t.stack().pop();
          t.builder().store(access(t, width, false), index, value);
        });
  }

  static void size(final FunctionTranslator t) {
    t.stack().push(t.builder().indexed(Op.MEMORY_SIZE, null, memory(t)).result());
  }

  static void grow(final FunctionTranslator t) {
    final Value delta = t.stack().pop();
    t.stack().push(t.builder().indexed(Op.MEMORY_GROW, null, memory(t), delta).result());
  }

  static void fill(final FunctionTranslator t) {
    final Value length = t.stack().pop();
    final Value value = t.stack().pop();
    final Value destination = t.stack().pop();
    t.builder().indexed(Op.MEMORY_FILL, null, memory(t), destination, value, length);
  }

  static void copy(final FunctionTranslator t) {
    final Value length = t.stack().pop();
    final Value source = t.stack().pop();
    final Value destination = t.stack().pop();
    final int to = t.scope().memory(t.reader().index());
    final int from = t.scope().memory(t.reader().index2());
    t.builder().paired(Op.MEMORY_COPY, to, from, destination, source, length);
  }

  static void init(final FunctionTranslator t) {
    final Value length = t.stack().pop();
    final Value source = t.stack().pop();
    final Value destination = t.stack().pop();
    final int segment = t.scope().data(t.reader().index());
    final int memory = t.scope().memory(t.reader().index2());
    t.builder().paired(Op.MEMORY_INIT, memory, segment, destination, source, length);
  }

  static void dataDrop(final FunctionTranslator t) {
    t.builder().indexed(Op.DATA_DROP, null, t.scope().data(t.reader().index()));
  }

  private static int memory(final FunctionTranslator t) {
    return t.scope().memory(t.reader().index());
  }

  private static MemoryAccess access(
      final FunctionTranslator t, final int width, final boolean signed) {
    return new MemoryAccess(
        t.scope().memory(t.reader().memArg().memory()),
        t.reader().memArg().offset(),
        width,
        signed,
        true);
  }
}
