package parallax.compiler.binary;

import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.binary.WasmModule.MemoryType;
import parallax.compiler.binary.WasmModule.TableType;

/**
 * Memories, tables, segments, lanes (core 3.0 section 3.4): what the immediates of an instruction
 * have to name, and which of its operands have the type of an address.
 */
final class StateRules {
  private static final int VECTOR_BYTES = 16;
  private static final int SHUFFLE_LANES = 32;

  private StateRules() {}

  /** Table instructions whose types depend on the table; false for other instructions. */
  static boolean apply(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case TABLE_GET -> {
        final TableType table = table(s, s.reader().index());
        s.pop(table.addressType());
        s.push(table.element());
      }
      case TABLE_SET -> {
        final TableType table = table(s, s.reader().index());
        s.pop(table.element());
        s.pop(table.addressType());
      }
      case TABLE_GROW -> {
        final TableType table = table(s, s.reader().index());
        s.pop(table.addressType());
        s.pop(table.element());
        s.push(table.addressType());
      }
      case TABLE_FILL -> {
        final TableType table = table(s, s.reader().index());
        s.pop(table.addressType());
        s.pop(table.element());
        s.pop(table.addressType());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** An instruction that has a signature and immediates. */
  static void regular(final CodeState s, final WasmOp op) throws CompileException {
    final int index = s.reader().index();
    switch (op.immediate()) {
      case I32, I64, F32, F64, V128 -> plain(s, op);
      case MEMORY_1, MEMORY_2, MEMORY_4, MEMORY_8, MEMORY_16 -> access(s, op);
      case MEMORY_LANE_1, MEMORY_LANE_2, MEMORY_LANE_4, MEMORY_LANE_8 -> {
        access(s, op);
        lane(s, VECTOR_BYTES / op.immediate().size());
      }
      case LANE_2, LANE_4, LANE_8, LANE_16 -> {
        lane(s, op.immediate().size());
        plain(s, op);
      }
      case SHUFFLE -> {
        for (final byte lane : s.reader().lanes()) {
          if ((lane & 0xFF) >= SHUFFLE_LANES) {
            throw s.error("invalid lane index");
          }
        }
        plain(s, op);
      }
      case MEMORY, MEMORY_MEMORY, DATA_MEMORY -> memory(s, op);
      case DATA -> s.context().data(index, s.function(), s.reader().offset());
      case TABLE, TABLE_TABLE, ELEMENT_TABLE -> table(s, op);
      case ELEMENT -> s.context().element(index, s.function(), s.reader().offset());
      default -> throw new CompilerBug("no rule for " + op);
    }
  }

  private static void plain(final CodeState s, final WasmOp op) throws CompileException {
    s.pop(op.params());
    s.push(op.results());
  }

  private static void access(final CodeState s, final WasmOp op) throws CompileException {
    final MemoryType memory = memory(s, s.reader().index());
    if (s.reader().align() > Integer.numberOfTrailingZeros(op.immediate().size())) {
      throw s.error("alignment must not be larger than natural");
    }
    if (!memory.is64() && s.reader().constant() >>> 32 != 0) {
      throw s.error("offset out of range");
    }
    for (int i = op.params().size() - 1; i > 0; i--) {
      s.pop(op.params().get(i));
    }
    s.pop(memory.addressType());
    s.push(op.results());
  }

  private static void lane(final CodeState s, final int bound) throws InvalidException {
    if (s.reader().lane() >= bound) {
      throw s.error("invalid lane index");
    }
  }

  private static void memory(final CodeState s, final WasmOp op) throws CompileException {
    final int index = s.reader().index();
    final int index2 = s.reader().index2();
    switch (op) {
      case MEMORY_SIZE -> s.push(memory(s, index).addressType());
      case MEMORY_GROW -> {
        final ValType address = memory(s, index).addressType();
        s.pop(address);
        s.push(address);
      }
      case MEMORY_FILL -> {
        final ValType address = memory(s, index).addressType();
        s.pop(address);
        s.pop(ValType.I32);
        s.pop(address);
      }
      case MEMORY_COPY -> copy(s, memory(s, index).addressType(), memory(s, index2).addressType());
      case MEMORY_INIT -> {
        final ValType address = memory(s, index2).addressType();
        s.context().data(index, s.function(), s.reader().offset());
        s.pop(ValType.I32);
        s.pop(ValType.I32);
        s.pop(address);
      }
      default -> throw new CompilerBug("no rule for " + op);
    }
  }

  private static void table(final CodeState s, final WasmOp op) throws CompileException {
    final int index = s.reader().index();
    final int index2 = s.reader().index2();
    switch (op) {
      case TABLE_SIZE -> s.push(table(s, index).addressType());
      case TABLE_COPY -> {
        final TableType to = table(s, index);
        final TableType from = table(s, index2);
        if (!s.rules().matches(from.element(), to.element())) {
          throw s.mismatch();
        }
        copy(s, to.addressType(), from.addressType());
      }
      case TABLE_INIT -> {
        final TableType to = table(s, index2);
        final ValType items = s.context().element(index, s.function(), s.reader().offset()).type();
        if (!s.rules().matches(items, to.element())) {
          throw s.mismatch();
        }
        s.pop(ValType.I32);
        s.pop(ValType.I32);
        s.pop(to.addressType());
      }
      default -> throw new CompilerBug("no rule for " + op);
    }
  }

  /** A length is as wide as the narrower of the two addresses. */
  private static void copy(final CodeState s, final ValType to, final ValType from)
      throws InvalidException {
    s.pop(to == ValType.I64 && from == ValType.I64 ? ValType.I64 : ValType.I32);
    s.pop(from);
    s.pop(to);
  }

  private static MemoryType memory(final CodeState s, final int index) throws InvalidException {
    return s.context().memory(index, s.function(), s.reader().offset());
  }

  private static TableType table(final CodeState s, final int index) throws InvalidException {
    return s.context().table(index, s.function(), s.reader().offset());
  }
}
