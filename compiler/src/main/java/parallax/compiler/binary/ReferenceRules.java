package parallax.compiler.binary;

import java.util.List;
import parallax.compiler.CompileException;

/** References, their tests and casts, and branches on them (core 3.0 section 3.4). */
final class ReferenceRules {
  private static final RefType EQREF = RefType.of(true, HeapType.Kind.EQ);
  private static final RefType I31REF = RefType.of(true, HeapType.Kind.I31);

  private ReferenceRules() {}

  /** Validates an instruction; false when it belongs to another family. */
  static boolean apply(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case REF_NULL -> {
        final RefType type = s.reader().referenceType();
        check(s, type);
        s.push(type);
      }
      case REF_FUNC -> function(s);
      case REF_IS_NULL -> {
        s.popReference();
        s.push(ValType.I32);
      }
      case REF_AS_NON_NULL -> s.push(s.popReference().withNull(false));
      case REF_EQ -> {
        s.pop(EQREF);
        s.pop(EQREF);
        s.push(ValType.I32);
      }
      case REF_TEST, REF_TEST_NULL -> {
        popCastable(s);
        s.push(ValType.I32);
      }
      case REF_CAST, REF_CAST_NULL -> {
        popCastable(s);
        s.push(s.reader().referenceType());
      }
      case BR_ON_NULL -> branchOnNull(s);
      case BR_ON_NON_NULL -> branchOnNonNull(s);
      case BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnCast(s, op == WasmOp.BR_ON_CAST);
      case REF_I31 -> {
        s.pop(ValType.I32);
        s.push(RefType.of(false, HeapType.Kind.I31));
      }
      case I31_GET_S, I31_GET_U -> {
        s.pop(I31REF);
        s.push(ValType.I32);
      }
      case ANY_CONVERT_EXTERN -> convert(s, HeapType.Kind.EXTERN, HeapType.Kind.ANY);
      case EXTERN_CONVERT_ANY -> convert(s, HeapType.Kind.ANY, HeapType.Kind.EXTERN);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void check(final CodeState s, final RefType type) throws InvalidException {
    s.context().check(type, s.function(), s.reader().offset());
  }

  private static void function(final CodeState s) throws CompileException {
    final int index = s.reader().index();
    s.context().function(index, s.function(), s.reader().offset());
    if (!s.context().isDeclared(index)) {
      throw s.error("undeclared function reference");
    }
    s.push(RefType.defined(false, s.context().module().functions().get(index)));
  }

  /** An operand of the hierarchy that the type tested for belongs to. */
  private static void popCastable(final CodeState s) throws InvalidException {
    final RefType type = s.reader().referenceType();
    check(s, type);
    s.pop(RefType.of(true, s.rules().top(type.heap())));
  }

  private static void branchOnNull(final CodeState s) throws CompileException {
    final RefType type = s.popReference();
    final List<ValType> label = s.label(s.reader().index());
    s.pop(label);
    s.push(label);
    s.push(type.withNull(false));
  }

  private static void branchOnNonNull(final CodeState s) throws CompileException {
    final List<ValType> label = s.label(s.reader().index());
    s.pop(last(s, label).withNull(true));
    final List<ValType> others = label.subList(0, label.size() - 1);
    s.pop(others);
    s.push(others);
  }

  private static void branchOnCast(final CodeState s, final boolean onSuccess)
      throws CompileException {
    final RefType from = s.reader().referenceType();
    final RefType to = s.reader().targetType();
    check(s, from);
    check(s, to);
    if (!s.rules().matches(to, from)) {
      throw s.mismatch();
    }
    // What is left when the cast fails: null only if the cast does not take it.
    final RefType rest = to.nullable() ? from.withNull(false) : from;
    final List<ValType> label = s.label(s.reader().index());
    if (!s.rules().matches(onSuccess ? to : rest, last(s, label))) {
      throw s.mismatch();
    }
    final List<ValType> others = label.subList(0, label.size() - 1);
    s.pop(from);
    s.pop(others);
    s.push(others);
    s.push(onSuccess ? rest : to);
  }

  /** The last of what a branch takes along has to be a reference. */
  private static RefType last(final CodeState s, final List<ValType> label)
      throws InvalidException {
    if (!label.isEmpty() && label.get(label.size() - 1) instanceof RefType reference) {
      return reference;
    }
    throw s.mismatch();
  }

  private static void convert(final CodeState s, final HeapType.Kind from, final HeapType.Kind to)
      throws CompileException {
    final RefType popped = s.popReference();
    if (!s.rules().matches(popped, RefType.of(true, from))) {
      throw s.mismatch();
    }
    s.push(RefType.of(popped.nullable(), to));
  }
}
