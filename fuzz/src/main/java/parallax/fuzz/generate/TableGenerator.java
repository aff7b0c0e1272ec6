package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/** Tables and references. What is not meant to trap leaves the types of stable slots alone. */
final class TableGenerator {
  private static final List<ValType> RANGE = List.of(ValType.I32, ValType.I32, ValType.I32);

  private final Code code;
  private final ValueGenerator values;
  private final CallGenerator calls;

  TableGenerator(final Code code, final ValueGenerator values, final CallGenerator calls) {
    this.code = code;
    this.values = values;
    this.calls = calls;
  }

  /** A ref.func, ref.null or ref.is_null. */
  void reference() {
    if (code.top() != null && code.top().isReference()) {
      code.out().op(WasmOp.REF_IS_NULL);
      code.pop(1);
      code.push(ValType.I32);
    } else {
      values.produce(code.tape().oneIn(3) ? ValType.EXTERNREF : ValType.FUNCREF);
    }
  }

  void table() {
    final List<ModulePlan.Table> all = code.plan().tables();
    final ModulePlan.Table table = all.get(code.tape().below(all.size()));
    switch (code.tape().below(8)) {
      case 0 -> {
        code.out().op(WasmOp.TABLE_SIZE, table.index());
        code.push(ValType.I32);
      }
      case 1, 2 -> {
        index(table, 0, table.min());
        code.out().op(WasmOp.TABLE_GET, table.index());
        code.pop(1);
        code.push(table.element());
      }
      case 3 -> set(table);
      case 4 -> grow(table);
      case 5 -> {
        freeRange(table, () -> values.produce(table.element()));
        code.out().op(WasmOp.TABLE_FILL, table.index());
        code.pop(3);
      }
      case 6 -> copy(table);
      default -> init(table);
    }
  }

  private void set(final ModulePlan.Table table) {
    if (table.stable() > 0 && code.tape().oneIn(2)) {
      final List<ModulePlan.Callable> callables = code.plan().callables();
      final int slot = code.tape().below(table.stable());
      final FuncType type = callables.get(slot % callables.size()).type();
      code.constant(ValType.I32, slot);
      code.out().op(WasmOp.REF_FUNC, calls.sameType(type));
      code.push(ValType.FUNCREF);
    } else {
      index(table, table.stable(), table.min() - table.stable());
      values.produce(table.element());
    }
    code.out().op(WasmOp.TABLE_SET, table.index());
    code.pop(2);
  }

  private void grow(final ModulePlan.Table table) {
    values.ensure(List.of(table.element()));
    switch (code.tape().below(4)) {
      case 3 -> values.produce(ValType.I32);
      default -> code.constant(ValType.I32, code.tape().below(4));
    }
    code.out().op(WasmOp.TABLE_GROW, table.index());
    code.pop(2);
    code.push(ValType.I32);
  }

  private void copy(final ModulePlan.Table table) {
    final List<ModulePlan.Table> sources =
        code.plan().tables().stream().filter(each -> each.element() == table.element()).toList();
    final ModulePlan.Table source = sources.get(code.tape().below(sources.size()));
    freeRange(table, () -> code.constant(ValType.I32, code.tape().below(source.min() / 2)));
    code.out().op(WasmOp.TABLE_COPY, table.index(), source.index());
    code.pop(3);
  }

  private void init(final ModulePlan.Table table) {
    final List<ModulePlan.Elements> all =
        code.plan().elements().stream().filter(each -> each.type() == table.element()).toList();
    final ModulePlan.Elements elements = all.get(code.tape().below(all.size()));
    if (code.tape().oneIn(8)) {
      code.out().op(WasmOp.ELEM_DROP, elements.index());
      return;
    }
    if (code.isUnsafe()) {
      values.ensure(RANGE);
    } else {
      final int length = code.tape().below(Math.min(elements.length(), 2) + 1);
      index(table, table.stable(), (table.min() - table.stable()) / 2);
      code.constant(ValType.I32, code.tape().below(elements.length() - length + 1));
      code.constant(ValType.I32, length);
    }
    code.out().op(WasmOp.TABLE_INIT, elements.index(), table.index());
    code.pop(3);
  }

  /** Start and length within the free slots, and what stands between the two. */
  private void freeRange(final ModulePlan.Table table, final Runnable between) {
    if (code.isUnsafe()) {
      values.produce(ValType.I32);
      between.run();
      values.produce(ValType.I32);
      return;
    }
    final int half = (table.min() - table.stable()) / 2;
    index(table, table.stable(), half);
    between.run();
    code.constant(ValType.I32, code.tape().below(half + 1));
  }

  /**
   * Pushes an index.
   *
   * @param count a power of two
   */
  private void index(final ModulePlan.Table table, final int first, final int count) {
    if (code.isUnsafe()) {
      values.produce(ValType.I32);
      if (code.tape().oneIn(2)) {
        code.constant(ValType.I32, 2L * table.min() - 1);
        code.op(WasmOp.I32_AND);
      }
      return;
    }
    if (code.tape().oneIn(2)) {
      code.constant(ValType.I32, first + code.tape().below(count));
      return;
    }
    values.ensure(List.of(ValType.I32));
    code.constant(ValType.I32, count - 1L);
    code.op(WasmOp.I32_AND);
    if (first > 0) {
      code.constant(ValType.I32, first);
      code.op(WasmOp.I32_ADD);
    }
  }
}
