package parallax.compiler.binary;

import java.util.Arrays;
import java.util.List;
import parallax.compiler.CompileException;

/**
 * Types of the operands during validation (core 3.0 appendix A.6). A null stands for a type that
 * nothing is known of. Below the floor of the current frame nothing can be popped; if its code
 * cannot be reached, unknown types come from there without end.
 */
final class OperandStack {
  private final TypeRules rules;
  private final int function;
  private ValType[] types = new ValType[16];
  private int height;
  private int floor;
  private boolean polymorphic;

  OperandStack(final TypeRules rules, final int function) {
    this.rules = rules;
    this.function = function;
  }

  int height() {
    return height;
  }

  /** How many operands the current frame has of its own. */
  int available() {
    return height - floor;
  }

  boolean isPolymorphic() {
    return polymorphic;
  }

  /** Changes to another frame. */
  void setFrame(final int newFloor, final boolean isPolymorphic) {
    floor = newFloor;
    polymorphic = isPolymorphic;
  }

  /** Behind an unconditional branch. */
  void makePolymorphic() {
    height = floor;
    polymorphic = true;
  }

  void push(final ValType type, final int offset) throws CompileException {
    if (height == types.length) {
      if (height >= ImplementationLimits.OPERANDS) {
        throw CompileException.unsupported(
            "validate", function, offset, "operand stack of " + height + " values");
      }
      types = Arrays.copyOf(types, 2 * height);
    }
    types[height++] = type;
  }

  void push(final List<ValType> all, final int offset) throws CompileException {
    for (int i = 0; i < all.size(); i++) {
      push(all.get(i), offset);
    }
  }

  /** Null when nothing is known of it. */
  ValType pop(final int offset) throws InvalidException {
    if (height > floor) {
      return types[--height];
    }
    if (polymorphic) {
      return null;
    }
    throw mismatch(offset);
  }

  void pop(final ValType expected, final int offset) throws InvalidException {
    final ValType actual = pop(offset);
    if (actual != expected && actual != null && !rules.matches(actual, expected)) {
      throw mismatch(offset);
    }
  }

  void pop(final List<ValType> expected, final int offset) throws InvalidException {
    for (int i = expected.size() - 1; i >= 0; i--) {
      pop(expected.get(i), offset);
    }
  }

  /** Checks the topmost operands without taking them. */
  void check(final List<ValType> expected, final int offset) throws InvalidException {
    if (expected.size() > available() && !polymorphic) {
      throw mismatch(offset);
    }
    for (int i = expected.size() - 1, at = height - 1; i >= 0 && at >= floor; i--, at--) {
      if (types[at] != null && !rules.matches(types[at], expected.get(i))) {
        throw mismatch(offset);
      }
    }
  }

  private InvalidException mismatch(final int offset) {
    return new InvalidException(function, offset, "type mismatch");
  }
}
