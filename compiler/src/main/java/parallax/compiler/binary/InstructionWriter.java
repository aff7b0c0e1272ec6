package parallax.compiler.binary;

import java.util.List;

/**
 * Writes instructions. Each method takes instructions of certain {@link Immediate}s and refuses
 * others with an IllegalArgumentException; nothing else is checked, so that invalid code can be
 * written too. The end that closes a body or a constant expression is added by {@link
 * ModuleBuilder}.
 */
public final class InstructionWriter {
  private final ByteWriter out = new ByteWriter();

  /** An instruction without immediates. */
  public InstructionWriter op(final WasmOp op) {
    return code(op, op.immediate() == Immediate.NONE);
  }

  /**
   * An instruction with one index, of a label, function, type, local, global, table, tag, segment
   * or memory.
   */
  public InstructionWriter op(final WasmOp op, final int index) {
    final boolean fits =
        switch (op.immediate()) {
          case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, TAG, ELEMENT, DATA, MEMORY -> true;
          default -> false;
        };
    code(op, fits);
    out.index(index);
    return this;
  }

  /**
   * An instruction with two indices, in the order they stand in the binary: type and table, segment
   * and table, segment and table, segment and memory, destination and source, type and field, type
   * and number of elements, type and segment.
   */
  public InstructionWriter op(final WasmOp op, final int index, final int index2) {
    final boolean fits =
        switch (op.immediate()) {
          case TYPE_TABLE,
              TABLE_TABLE,
              ELEMENT_TABLE,
              DATA_MEMORY,
              MEMORY_MEMORY,
              TYPE_FIELD,
              TYPE_COUNT,
              TYPE_DATA,
              TYPE_ELEMENT,
              TYPE_TYPE ->
              true;
          default -> false;
        };
    code(op, fits);
    out.index(index);
    out.index(index2);
    return this;
  }

  /** A block, loop or if; {@link #end} closes it. */
  public InstructionWriter block(final WasmOp op, final BlockType type) {
    code(op, op.immediate() == Immediate.BLOCK_TYPE);
    blockType(type);
    return this;
  }

  /** A try_table; {@link #end} closes it. */
  public InstructionWriter tryTable(final BlockType type, final List<Catch> catches) {
    code(WasmOp.TRY_TABLE, true);
    blockType(type);
    out.unsigned(catches.size());
    for (final Catch clause : catches) {
      out.u8(clause.kind().ordinal());
      if (clause.kind().hasTag()) {
        out.index(clause.tag());
      }
      out.index(clause.label());
    }
    return this;
  }

  public InstructionWriter end() {
    return op(WasmOp.END);
  }

  /** A br_table; the default label last. */
  public InstructionWriter brTable(final int... labels) {
    code(WasmOp.BR_TABLE, labels.length > 0);
    out.unsigned(labels.length - 1L);
    for (final int label : labels) {
      out.index(label);
    }
    return this;
  }

  /** A load or store without a lane. */
  public InstructionWriter memory(final WasmOp op, final MemArg arg) {
    code(op, op.immediate().isMemoryAccess() && !op.immediate().hasMemoryLane());
    memArg(arg);
    return this;
  }

  /** A load or store of a lane. */
  public InstructionWriter memoryLane(final WasmOp op, final MemArg arg, final int lane) {
    code(op, op.immediate().hasMemoryLane());
    memArg(arg);
    out.u8(lane);
    return this;
  }

  public InstructionWriter i32(final int value) {
    code(WasmOp.I32_CONST, true);
    out.signed(value);
    return this;
  }

  public InstructionWriter i64(final long value) {
    code(WasmOp.I64_CONST, true);
    out.signed(value);
    return this;
  }

  /** A float given by its bits, so that every NaN can be written. */
  public InstructionWriter f32(final int bits) {
    code(WasmOp.F32_CONST, true);
    out.fixed(bits, 4);
    return this;
  }

  /** A float given by its bits. */
  public InstructionWriter f64(final long bits) {
    code(WasmOp.F64_CONST, true);
    out.fixed(bits, 8);
    return this;
  }

  public InstructionWriter v128(final long low, final long high) {
    code(WasmOp.V128_CONST, true);
    out.fixed(low, 8);
    out.fixed(high, 8);
    return this;
  }

  /** An instruction with a lane. */
  public InstructionWriter lane(final WasmOp op, final int lane) {
    code(op, op.immediate().isLane());
    out.u8(lane);
    return this;
  }

  /** A shuffle by sixteen lanes. */
  public InstructionWriter shuffle(final byte[] lanes) {
    code(WasmOp.I8X16_SHUFFLE, lanes.length == 16);
    out.bytes(lanes);
    return this;
  }

  /** A select that names its types; valid with exactly one. */
  public InstructionWriter select(final List<ValType> types) {
    code(WasmOp.SELECT_T, true);
    out.unsigned(types.size());
    types.forEach(out::valType);
    return this;
  }

  /** A null; the type's own nullability does not matter. */
  public InstructionWriter refNull(final ValType type) {
    code(WasmOp.REF_NULL, type.isReference());
    out.heapType(((RefType) type).heap());
    return this;
  }

  /**
   * A ref.test or ref.cast.
   *
   * @param op one that is for references of the type's nullability
   */
  public InstructionWriter reference(final WasmOp op, final RefType type) {
    code(
        op, op.immediate() == (type.nullable() ? Immediate.REF_TYPE : Immediate.REF_TYPE_NON_NULL));
    out.heapType(type.heap());
    return this;
  }

  /** A branch on a cast from one type to the other. */
  public InstructionWriter branchOnCast(
      final WasmOp op, final int label, final RefType from, final RefType to) {
    code(op, op.immediate() == Immediate.CAST);
    out.u8((from.nullable() ? 1 : 0) | (to.nullable() ? 2 : 0));
    out.index(label);
    out.heapType(from.heap());
    out.heapType(to.heap());
    return this;
  }

  /** The instruction that the reader has just returned, with its immediates. */
  public InstructionWriter copy(final WasmOp op, final InstructionReader from) {
    switch (op.immediate()) {
      case NONE -> op(op);
      case BLOCK_TYPE -> block(op, from.blockType());
      case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, TAG, ELEMENT, DATA, MEMORY ->
          op(op, from.index());
      case LABELS -> brTable(from.labels());
      case TYPE_TABLE,
          TABLE_TABLE,
          ELEMENT_TABLE,
          DATA_MEMORY,
          MEMORY_MEMORY,
          TYPE_FIELD,
          TYPE_COUNT,
          TYPE_DATA,
          TYPE_ELEMENT,
          TYPE_TYPE ->
          op(op, from.index(), from.index2());
      case MEMORY_1, MEMORY_2, MEMORY_4, MEMORY_8, MEMORY_16 -> memory(op, from.memArg());
      case MEMORY_LANE_1, MEMORY_LANE_2, MEMORY_LANE_4, MEMORY_LANE_8 ->
          memoryLane(op, from.memArg(), from.lane());
      case LANE_2, LANE_4, LANE_8, LANE_16 -> lane(op, from.lane());
      case SHUFFLE -> shuffle(from.lanes());
      case SELECT_TYPES -> select(from.types());
      case REF_TYPE, REF_TYPE_NON_NULL -> reference(op, from.referenceType());
      case CAST -> branchOnCast(op, from.index(), from.referenceType(), from.targetType());
      case TRY_TABLE -> tryTable(from.blockType(), from.catches());
      case I32 -> i32((int) from.constant());
      case I64 -> i64(from.constant());
      case F32 -> f32((int) from.constant());
      case F64 -> f64(from.constant());
      case V128 -> v128(from.constant(), from.constantHigh());
    }
    return this;
  }

  /** Bytes as they are, for code that no method here writes. */
  public InstructionWriter raw(final int... bytes) {
    for (final int each : bytes) {
      out.u8(each);
    }
    return this;
  }

  /** How many bytes there are so far. */
  public int size() {
    return out.size();
  }

  public byte[] toBytes() {
    return out.toBytes();
  }

  private InstructionWriter code(final WasmOp op, final boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException(op + " has other immediates: " + op.immediate());
    }
    if (op.prefix() == 0) {
      out.u8(op.code());
    } else {
      out.u8(op.prefix());
      out.unsigned(op.code());
    }
    return this;
  }

  private void blockType(final BlockType type) {
    if (type.typeIndex() >= 0) {
      out.signed(type.typeIndex());
    } else if (type.result() == null) {
      out.u8(0x40);
    } else {
      out.valType(type.result());
    }
  }

  private void memArg(final MemArg arg) {
    if (arg.memory() == 0) {
      out.unsigned(arg.align());
    } else {
      out.unsigned(arg.align() | 0x40);
      out.index(arg.memory());
    }
    out.unsigned(arg.offset());
  }
}
