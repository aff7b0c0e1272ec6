package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.MemArg;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/**
 * Loads and stores. Unless one may trap, its address is masked, constant or counted back from the
 * memory's end so that the access fits for certain: one or two instructions that leave the pattern
 * visible. Masks are small, so that accesses meet.
 */
final class MemoryAccessGenerator {
  private static final int[] MASKS = {0x3F, 0xFF, 0x1F, 0xFFF, 0x7FFF};
  private static final long[] OFFSETS = {
    0, 1, 7, 0xFFFF, 0x1_0000, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL, 0xFFFF_FFF8L, 0x2_0000
  };

  private final Code code;
  private final ValueGenerator values;

  MemoryAccessGenerator(final Code code, final ValueGenerator values) {
    this.code = code;
    this.values = values;
  }

  void load() {
    final WasmOp op = choose(Instructions.LOADS, Instructions.FLOAT_LOADS);
    final long offset = address(op.immediate().size());
    code.out().memory(op, memArg(op, offset));
    code.pop(1);
    code.pushAll(op.results());
  }

  private WasmOp choose(final List<WasmOp> integers, final List<WasmOp> floats) {
    final boolean any = code.plan().floats() != FloatProfile.NONE && code.tape().oneIn(3);
    final List<WasmOp> all = any ? floats : integers;
    return all.get(code.tape().below(all.size()));
  }

  void store() {
    final WasmOp op = choose(Instructions.STORES, Instructions.FLOAT_STORES);
    final ValType type = op.params().get(1);
    final long offset;
    if (code.top() == type) {
      final int scratch = code.locals().scratch(type);
      code.out().op(WasmOp.LOCAL_SET, scratch);
      code.pop(1);
      offset = address(op.immediate().size());
      code.out().op(WasmOp.LOCAL_GET, scratch);
      code.push(type);
    } else {
      offset = address(op.immediate().size());
      values.produce(type);
    }
    code.out().memory(op, memArg(op, offset));
    code.pop(2);
  }

  private MemArg memArg(final WasmOp op, final long offset) {
    final int natural = Integer.numberOfTrailingZeros(op.immediate().size());
    return new MemArg(code.tape().below(natural + 1), offset, 0);
  }

  /**
   * Pushes an address.
   *
   * @return the static offset that goes with it
   */
  private long address(final int width) {
    if (code.isUnsafe()) {
      return unsafeAddress(width);
    }
    final int choice = code.tape().below(8);
    if (choice < 5) {
      return maskedAddress(width);
    }
    return choice == 7 ? addressFromEnd(width, 0) : constantAddress(width);
  }

  private long maskedAddress(final int width) {
    values.ensure(List.of(ValType.I32));
    final int mask = MASKS[code.tape().below(MASKS.length)];
    code.constant(ValType.I32, mask);
    code.op(WasmOp.I32_AND);
    final int room = code.plan().memory().minBytes() - mask - width;
    return switch (code.tape().below(4)) {
      case 0 -> 0;
      case 1 -> code.tape().u8();
      case 2 -> room;
      default -> code.tape().below(1 << 16) % (room + 1);
    };
  }

  private long constantAddress(final int width) {
    final int last = code.plan().memory().minBytes() - width;
    final int address =
        switch (code.tape().below(3)) {
          case 0 -> code.tape().u8();
          case 1 -> last - code.tape().below(4);
          default -> code.tape().below(1 << 16) % (last + 1);
        };
    final int offset = code.tape().oneIn(2) ? address / 2 : 0;
    code.constant(ValType.I32, address - offset);
    return offset;
  }

  /** The current end of the memory minus width, offset and slack. */
  private long addressFromEnd(final int width, final int beyond) {
    final int offset = code.tape().u8();
    code.out().op(WasmOp.MEMORY_SIZE, 0);
    code.push(ValType.I32);
    code.constant(ValType.I32, 16);
    code.op(WasmOp.I32_SHL);
    code.constant(ValType.I32, width + offset + code.tape().below(2) - (long) beyond);
    code.op(WasmOp.I32_SUB);
    return offset;
  }

  private long unsafeAddress(final int width) {
    if (code.tape().oneIn(2)) {
      return addressFromEnd(width, 1 + code.tape().below(width));
    }
    values.ensure(List.of(ValType.I32));
    return code.tape().oneIn(2)
        ? OFFSETS[code.tape().below(OFFSETS.length)]
        : code.plan().memory().minBytes() - code.tape().below(16);
  }
}
