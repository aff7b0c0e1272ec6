package parallax.compiler.binary;

import java.util.BitSet;
import java.util.List;
import parallax.compiler.CompileException;

/** Blocks, branches, calls, exceptions and parametric instructions (core 3.0 section 3.4). */
final class ControlRules {
  private ControlRules() {}

  /** Validates an instruction; false when it belongs to another family. */
  static boolean apply(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case UNREACHABLE -> s.unreachable();
      case BLOCK, LOOP, IF -> block(s, op);
      case TRY_TABLE -> tryTable(s);
      case ELSE -> s.otherwise();
      case END -> s.end();
      case BR -> leave(s, s.label(s.reader().index()));
      case BR_IF -> {
        s.pop(ValType.I32);
        final List<ValType> types = s.label(s.reader().index());
        s.pop(types);
        s.push(types);
      }
      case BR_TABLE -> brTable(s);
      case RETURN -> leave(s, s.results());
      case THROW -> leave(s, tag(s, s.reader().index()).params());
      case THROW_REF -> leave(s, List.of(RefType.EXNREF));
      case DROP -> s.pop();
      case SELECT -> select(s);
      case SELECT_T -> typedSelect(s);
      default -> {
        return call(s, op);
      }
    }
    return true;
  }

  private static boolean call(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case CALL -> call(s, callee(s));
      case CALL_INDIRECT -> call(s, indirectCallee(s));
      case CALL_REF -> call(s, referencedCallee(s));
      case RETURN_CALL -> tailCall(s, callee(s));
      case RETURN_CALL_INDIRECT -> tailCall(s, indirectCallee(s));
      case RETURN_CALL_REF -> tailCall(s, referencedCallee(s));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void block(final CodeState s, final WasmOp op) throws CompileException {
    final BlockType type = s.reader().blockType();
    final int offset = s.reader().offset();
    if (type.typeIndex() >= 0) {
      s.context().functionType(type.typeIndex(), s.function(), offset);
    } else {
      s.context().check(type.result(), s.function(), offset);
    }
    if (op == WasmOp.IF) {
      s.pop(ValType.I32);
    }
    final FuncType resolved = type.resolve(s.context().module().types());
    s.pop(resolved.params());
    s.enter(op, resolved);
  }

  /** Labels of the clauses are counted from outside. */
  private static void tryTable(final CodeState s) throws CompileException {
    for (final Catch clause : s.reader().catches()) {
      final List<ValType> values =
          clause.kind().hasTag() ? tag(s, clause.tag()).params() : List.of();
      final List<ValType> label = s.label(clause.label());
      final boolean reference = clause.kind().hasReference();
      final int count = values.size();
      if (label.size() != count + (reference ? 1 : 0)
          || !s.rules().matches(values, label.subList(0, count))
          || (reference
              && !s.rules().matches(RefType.of(false, HeapType.Kind.EXN), label.get(count)))) {
        throw s.mismatch();
      }
    }
    block(s, WasmOp.TRY_TABLE);
  }

  private static FuncType tag(final CodeState s, final int index) throws InvalidException {
    return s.context().tag(index, s.function(), s.reader().offset());
  }

  private static void leave(final CodeState s, final List<ValType> operands)
      throws CompileException {
    s.pop(operands);
    s.unreachable();
  }

  private static void brTable(final CodeState s) throws CompileException {
    s.pop(ValType.I32);
    final int[] targets = s.reader().labels();
    final int arity = s.label(targets[targets.length - 1]).size();
    final BitSet checked = new BitSet();
    for (final int target : targets) {
      final List<ValType> types = s.label(target);
      if (types.size() != arity) {
        throw s.mismatch();
      }
      if (!checked.get(target)) {
        checked.set(target);
        s.context().move(types.size(), s.function(), s.reader().offset());
        s.stack().check(types, s.reader().offset());
      }
    }
    s.unreachable();
  }

  private static void select(final CodeState s) throws CompileException {
    s.pop(ValType.I32);
    final ValType second = s.pop();
    final ValType first = s.pop();
    if ((first != null && first.isReference())
        || (second != null && second.isReference())
        || (first != null && second != null && first != second)) {
      throw s.mismatch();
    }
    s.push(first == null ? second : first);
  }

  private static void typedSelect(final CodeState s) throws CompileException {
    if (s.reader().types().size() != 1) {
      throw s.error("invalid result arity");
    }
    final ValType selected = s.reader().types().get(0);
    s.context().check(selected, s.function(), s.reader().offset());
    s.pop(ValType.I32);
    s.pop(selected);
    s.pop(selected);
    s.push(selected);
  }

  private static FuncType callee(final CodeState s) throws InvalidException {
    return s.context().function(s.reader().index(), s.function(), s.reader().offset());
  }

  private static FuncType indirectCallee(final CodeState s) throws CompileException {
    final int offset = s.reader().offset();
    final WasmModule.TableType table = s.context().table(s.reader().index2(), s.function(), offset);
    if (!s.rules().matches(table.element(), RefType.FUNCREF)) {
      throw s.mismatch();
    }
    final FuncType callee = s.context().functionType(s.reader().index(), s.function(), offset);
    s.pop(table.addressType());
    return callee;
  }

  private static FuncType referencedCallee(final CodeState s) throws CompileException {
    final int type = s.reader().index();
    final FuncType callee = s.context().functionType(type, s.function(), s.reader().offset());
    s.pop(RefType.defined(true, type));
    return callee;
  }

  private static void call(final CodeState s, final FuncType callee) throws CompileException {
    s.pop(callee.params());
    s.push(callee.results());
  }

  private static void tailCall(final CodeState s, final FuncType callee) throws CompileException {
    if (!s.rules().matches(callee.results(), s.results())) {
      throw s.mismatch();
    }
    leave(s, callee.params());
  }
}
