package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/** Size and growth of the memory, and instructions on ranges of it, mostly short ones. */
final class BulkMemoryGenerator {
  private static final int[] LENGTHS = {0x1F, 0x3F, 0x07, 0x3F, 0x0F, 0x1FF, 0x1F, 0x3FFF};
  private static final int ADDRESSES = 0x7FFF;
  private static final List<ValType> RANGE = List.of(ValType.I32, ValType.I32, ValType.I32);

  private final Code code;
  private final ValueGenerator values;

  BulkMemoryGenerator(final Code code, final ValueGenerator values) {
    this.code = code;
    this.values = values;
  }

  /** A memory.size or a memory.grow. */
  void size() {
    if (code.tape().oneIn(2)) {
      grow();
    } else {
      code.out().op(WasmOp.MEMORY_SIZE, 0);
      code.push(ValType.I32);
    }
  }

  private void grow() {
    switch (code.tape().below(8)) {
      case 0 -> code.constant(ValType.I32, 0);
      case 6 -> code.constant(ValType.I32, Constants.of(ValType.I32, code.tape()));
      case 7 -> values.ensure(List.of(ValType.I32));
      default -> code.constant(ValType.I32, 1);
    }
    code.out().op(WasmOp.MEMORY_GROW, 0);
  }

  /** A memory.fill, copy or init, or a data.drop. */
  void range() {
    switch (code.tape().below(8)) {
      case 0, 1, 2 -> {
        if (code.isUnsafe()) {
          values.ensure(RANGE);
        } else {
          masked(ADDRESSES);
          values.produce(ValType.I32);
          masked(LENGTHS[code.tape().below(LENGTHS.length)]);
        }
        code.out().op(WasmOp.MEMORY_FILL, 0);
        code.pop(3);
      }
      case 3, 4, 5 -> {
        if (code.isUnsafe()) {
          values.ensure(RANGE);
        } else {
          final int mask = code.tape().oneIn(2) ? 0xFF : ADDRESSES;
          masked(mask);
          masked(mask);
          masked(LENGTHS[code.tape().below(LENGTHS.length)]);
        }
        code.out().op(WasmOp.MEMORY_COPY, 0, 0);
        code.pop(3);
      }
      default -> segment();
    }
  }

  private void segment() {
    final List<ModulePlan.Data> all = code.plan().data();
    final ModulePlan.Data data = all.get(code.tape().below(all.size()));
    if (code.tape().oneIn(8)) {
      code.out().op(WasmOp.DATA_DROP, data.index());
      return;
    }
    if (code.isUnsafe()) {
      values.ensure(RANGE);
    } else {
      // After a drop only ranges of length 0 are safe, so lengths are 0 often.
      final int length = code.tape().below(data.length() + 1);
      masked(ADDRESSES);
      code.constant(ValType.I32, code.tape().below(data.length() - length + 1));
      code.constant(ValType.I32, length);
    }
    code.out().op(WasmOp.MEMORY_INIT, data.index(), 0);
    code.pop(3);
  }

  private void masked(final int mask) {
    values.produce(ValType.I32);
    code.constant(ValType.I32, mask);
    code.op(WasmOp.I32_AND);
  }
}
