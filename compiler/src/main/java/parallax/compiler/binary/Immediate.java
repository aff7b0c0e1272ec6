package parallax.compiler.binary;

/** What follows an instruction's code in the binary format (core 3.0 section 5.4). */
public enum Immediate {
  NONE,
  BLOCK_TYPE,
  LABEL,
  LABELS,
  FUNCTION,
  TYPE_TABLE,
  SELECT_TYPES,
  LOCAL,
  GLOBAL,
  TABLE,
  TABLE_TABLE,
  ELEMENT,
  ELEMENT_TABLE,
  DATA,
  DATA_MEMORY,
  MEMORY,
  MEMORY_MEMORY,
  /** A memarg; the number is the access's width in bytes, which bounds the alignment. */
  MEMORY_1(1),
  MEMORY_2(2),
  MEMORY_4(4),
  MEMORY_8(8),
  MEMORY_16(16),
  /** A memarg and a lane. */
  MEMORY_LANE_1(1),
  MEMORY_LANE_2(2),
  MEMORY_LANE_4(4),
  MEMORY_LANE_8(8),
  /** A lane below that number. */
  LANE_2(2),
  LANE_4(4),
  LANE_8(8),
  LANE_16(16),
  SHUFFLE,
  /** The heap type of a reference that may be null. */
  REF_TYPE,
  /** The heap type of a reference that is not null. */
  REF_TYPE_NON_NULL,
  /** Nullabilities, a label, and the heap types before and after a cast. */
  CAST,
  /** A tag. */
  TAG,
  /** A block type and catch clauses. */
  TRY_TABLE,
  /** A defined type. */
  TYPE,
  TYPE_FIELD,
  /** An array type and a number of elements. */
  TYPE_COUNT,
  TYPE_DATA,
  TYPE_ELEMENT,
  /** Array types of destination and source. */
  TYPE_TYPE,
  I32,
  I64,
  F32,
  F64,
  V128;

  private final int size;

  Immediate() {
    this(0);
  }

  Immediate(final int size) {
    this.size = size;
  }

  /** Access width in bytes, or number of lanes. */
  public int size() {
    return size;
  }

  public boolean isMemoryAccess() {
    return ordinal() >= MEMORY_1.ordinal() && ordinal() <= MEMORY_LANE_8.ordinal();
  }

  public boolean hasMemoryLane() {
    return ordinal() >= MEMORY_LANE_1.ordinal() && ordinal() <= MEMORY_LANE_8.ordinal();
  }

  public boolean isLane() {
    return ordinal() >= LANE_2.ordinal() && ordinal() <= LANE_16.ordinal();
  }
}
