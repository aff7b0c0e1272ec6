package parallax.compiler.frontend;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.Value;

/** The operand stack of the instruction being translated, as SSA values. */
final class OperandStack {
  private final List<Value> values = new ArrayList<>();

  int height() {
    return values.size();
  }

  void push(final Value value) {
    values.add(value);
  }

  void pushAll(final List<Value> all) {
    values.addAll(all);
  }

  Value pop() {
    return values.remove(values.size() - 1);
  }

  /** Pops so many values; the list is in the order in which they were pushed. */
  List<Value> pop(final int count) {
    final List<Value> top = top(count);
    truncate(values.size() - count);
    return top;
  }

  /** The last so many values, left where they are. */
  List<Value> top(final int count) {
    return List.copyOf(values.subList(values.size() - count, values.size()));
  }

  void truncate(final int height) {
    values.subList(height, values.size()).clear();
  }
}
