package parallax.compiler.frontend;

import java.util.List;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Signature;
import parallax.compiler.ir.Value;

/**
 * Writes the function that finishes the initialisation of an instance: segments that may trap, in
 * order, then the start function.
 */
final class InitFunction {
  static final Signature SIGNATURE = new Signature(List.of(), List.of());

  private InitFunction() {}

  /** True when there is anything to do. */
  static boolean isNeeded(final SegmentPlan.Dynamic segments, final int start) {
    return start >= 0 || !segments.isEmpty();
  }

  /**
   * @param index of the new function in the program
   * @param segments what is left to init
   * @param start program-wide index of the start function, or -1
   */
  static Function write(
      final int index, final String name, final SegmentPlan.Dynamic segments, final int start) {
    final Function function = new Function(index, name, SIGNATURE);
    final FunctionBuilder b = new FunctionBuilder(function);
    b.position(b.newBlock());
    for (final SegmentPlan.Fill fill : segments.fills()) {
      final Value first = b.i32(0);
      final Value value = b.indexed(Op.REF_FUNC, fill.type(), fill.value().function()).result();
      b.indexed(Op.TABLE_FILL, fill.type(), fill.table(), first, value, b.i32(fill.length()));
    }
    for (final SegmentPlan.DynamicElements e : segments.elements()) {
      apply(b, Op.TABLE_INIT, Op.ELEM_DROP, e.table(), e.segment(), e.start(), e.length());
    }
    for (final SegmentPlan.DynamicData d : segments.data()) {
      apply(b, Op.MEMORY_INIT, Op.DATA_DROP, d.memory(), d.segment(), d.address(), d.length());
    }
    if (start >= 0) {
      b.call(start, SIGNATURE, List.of());
    }
    b.ret(List.of());
    return function;
  }

  private static void apply(
      final FunctionBuilder b,
      final Op init,
      final Op drop,
      final int object,
      final int segment,
      final long offset,
      final int length) {
    final Value destination = b.i32(offset);
    final Value source = b.i32(0);
    b.paired(init, object, segment, destination, source, b.i32(length));
    b.indexed(drop, null, segment);
  }
}
