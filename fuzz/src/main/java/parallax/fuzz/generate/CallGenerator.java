package parallax.fuzz.generate;

import java.util.ArrayList;
import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/**
 * Calls. An indirect one that is not meant to trap goes through a stable slot of the first table,
 * whose type is known, or through a slot that was set right before.
 */
final class CallGenerator {
  private final Code code;
  private final ValueGenerator values;

  CallGenerator(final Code code, final ValueGenerator values) {
    this.code = code;
    this.values = values;
  }

  void call() {
    final List<ModulePlan.Callable> all = code.plan().callables();
    final ModulePlan.Callable callee = all.get(code.tape().below(all.size()));
    values.ensure(callee.type().params());
    code.out().op(WasmOp.CALL, callee.index());
    returned(callee.type());
  }

  void callIndirect() {
    final ModulePlan.Table table = code.plan().tables().get(0);
    if (code.isUnsafe()) {
      unsafe(table);
      return;
    }
    final List<ModulePlan.Callable> all = code.plan().callables();
    final int slot = code.tape().below(table.stable());
    final FuncType type = all.get(slot % all.size()).type();
    switch (code.tape().below(4)) {
      case 0 -> {
        values.ensure(type.params());
        code.constant(ValType.I32, slot);
      }
      case 1 -> {
        final int free = table.stable() + code.tape().below(table.min() - table.stable());
        values.ensure(type.params());
        code.constant(ValType.I32, free);
        code.out().op(WasmOp.REF_FUNC, sameType(type));
        code.out().op(WasmOp.TABLE_SET, table.index());
        code.pop(1);
        code.constant(ValType.I32, free);
      }
      default -> {
        values.ensure(type.params());
        code.constant(ValType.I32, slot);
        code.constant(ValType.I32, otherSlot(table, type));
        values.produce(ValType.I32);
        code.op(WasmOp.I32_CTZ);
        code.out().op(WasmOp.SELECT);
        code.pop(3);
        code.push(ValType.I32);
      }
    }
    indirect(type, table);
  }

  /** A function of this type. */
  int sameType(final FuncType type) {
    final List<ModulePlan.Callable> same =
        code.plan().callables().stream().filter(each -> each.type().equals(type)).toList();
    return same.get(code.tape().below(same.size())).index();
  }

  private int otherSlot(final ModulePlan.Table table, final FuncType type) {
    final List<ModulePlan.Callable> all = code.plan().callables();
    final List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < table.stable(); i++) {
      if (all.get(i % all.size()).type().equals(type)) {
        slots.add(i);
      }
    }
    return slots.get(code.tape().below(slots.size()));
  }

  private void unsafe(final ModulePlan.Table table) {
    final List<ModulePlan.Callable> all = code.plan().callables();
    final FuncType type = all.get(code.tape().below(all.size())).type();
    values.ensure(type.params());
    values.produce(ValType.I32);
    if (!code.tape().oneIn(4)) {
      code.constant(ValType.I32, 2L * table.min() - 1);
      code.op(WasmOp.I32_AND);
    }
    indirect(type, table);
  }

  private void indirect(final FuncType type, final ModulePlan.Table table) {
    code.out().op(WasmOp.CALL_INDIRECT, code.plan().types().index(type), table.index());
    code.pop(1);
    returned(type);
  }

  private void returned(final FuncType type) {
    code.pop(type.params().size());
    code.pushAll(type.results());
  }
}
