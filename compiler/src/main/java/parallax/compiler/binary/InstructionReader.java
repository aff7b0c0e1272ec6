package parallax.compiler.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parallax.compiler.CompileException;

/**
 * Reads the instructions of a body or a constant expression one after the other: {@link #next()},
 * then the immediates of the instruction it returned. Which of them mean something is said by
 * {@link WasmOp#immediate()}. Allocates only for {@code br_table}, {@code try_table}, typed {@code
 * select}, shuffles, blocks with a type index and types that name a defined type.
 *
 * <p>Errors are of the form only (unknown codes, numbers too long, bytes missing); whether indices
 * exist, blocks are balanced and types match is not looked at.
 */
public final class InstructionReader {
  private static final BlockType NO_RESULT = new BlockType(-1, null);

  private final ByteReader in;
  private WasmOp op;
  private int offset;
  private int index;
  private int index2;
  private int align;
  private long constant;
  private long high;
  private boolean namesMemory;
  private BlockType blockType;
  private int[] labels;
  private List<ValType> types;
  private RefType referenceType;
  private RefType targetType;
  private List<Catch> catches;
  private byte[] lanes;
  private int lane;

  /**
   * @param function index for error messages, -1 for none
   */
  public InstructionReader(final byte[] bytes, final int start, final int end, final int function) {
    this(new ByteReader(bytes, start, end, function, "unexpected end"));
  }

  InstructionReader(final ByteReader in) {
    this.in = in;
  }

  /** A reader of one body. */
  public static InstructionReader of(final WasmModule module, final WasmModule.Body body) {
    return new InstructionReader(module.bytes(), body.offset(), body.end(), body.function());
  }

  /** A reader of a constant expression. */
  public static InstructionReader of(final WasmModule module, final WasmModule.ConstExpr expr) {
    return new InstructionReader(module.bytes(), expr.offset(), expr.end(), -1);
  }

  public boolean atEnd() {
    return in.atEnd();
  }

  /** Where the next instruction begins. */
  public int position() {
    return in.position();
  }

  /** The next instruction. */
  public WasmOp next() throws CompileException {
    offset = in.position();
    final int code = in.u8();
    op = WasmOp.isPrefix(code) ? WasmOp.byCode(code, in.u32()) : WasmOp.byCode(code);
    if (op == null) {
      throw in.malformed("illegal opcode " + hex(offset, in.position()), offset);
    }
    immediates();
    return op;
  }

  /** Byte offset in the module of the current instruction. */
  public int offset() {
    return offset;
  }

  /**
   * The only or first index: label, function, type, local, global, table, tag, segment, memory.
   * Unsigned 32 bits, so that an index that does not exist may be negative before validation.
   */
  public int index() {
    return index;
  }

  /**
   * The second index: the table of call_indirect and table.init, the memory of memory.init, the
   * source of copies, the field of a structure, the segment or number of elements of an array.
   */
  public int index2() {
    return index2;
  }

  public MemArg memArg() {
    return new MemArg(align, constant, index);
  }

  /** Exponent of a memory access's alignment. */
  public int align() {
    return align;
  }

  /**
   * The value of a constant: i32 sign-extended, floats as bits (f32 zero-extended); for v128 the
   * low half; for memory accesses the static offset, unsigned 64 bits.
   */
  public long constant() {
    return constant;
  }

  /** The high half of a v128 constant. */
  public long constantHigh() {
    return high;
  }

  public BlockType blockType() {
    return blockType;
  }

  /** The labels of br_table, the default last; a fresh array. */
  public int[] labels() {
    return labels;
  }

  /** The types of a typed select. */
  public List<ValType> types() {
    return types;
  }

  /** The type of ref.null, ref.test and ref.cast; the one that a branching cast begins with. */
  public RefType referenceType() {
    return referenceType;
  }

  /** The type that br_on_cast and br_on_cast_fail test for. */
  public RefType targetType() {
    return targetType;
  }

  /** The clauses of try_table. */
  public List<Catch> catches() {
    return catches;
  }

  public int lane() {
    return lane;
  }

  /** The sixteen lanes of a shuffle; a fresh array. */
  public byte[] lanes() {
    return lanes;
  }

  /** True when the instruction names a memory in a way that only multi-memory allows. */
  boolean namesMemory() {
    return namesMemory;
  }

  private void immediates() throws CompileException {
    namesMemory = false;
    switch (op.immediate()) {
      case NONE -> {}
      case BLOCK_TYPE -> blockType = readBlockType();
      case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, TAG, ELEMENT, DATA -> index = in.index();
      case LABELS -> labels = readLabels();
      case TYPE_TABLE,
          TABLE_TABLE,
          ELEMENT_TABLE,
          TYPE_FIELD,
          TYPE_COUNT,
          TYPE_DATA,
          TYPE_ELEMENT,
          TYPE_TYPE -> {
        index = in.index();
        index2 = in.index();
      }
      case DATA_MEMORY -> {
        index = in.index();
        index2 = memoryIndex();
      }
      case MEMORY -> index = memoryIndex();
      case MEMORY_MEMORY -> {
        index = memoryIndex();
        index2 = memoryIndex();
      }
      case SELECT_TYPES -> types = TypeReader.valTypes(in, "types of a select");
      case REF_TYPE -> referenceType = RefType.of(true, TypeReader.heapType(in));
      case REF_TYPE_NON_NULL -> referenceType = RefType.of(false, TypeReader.heapType(in));
      case CAST -> readCast();
      case TRY_TABLE -> {
        blockType = readBlockType();
        catches = readCatches();
      }
      case I32 -> constant = in.s32();
      case I64 -> constant = in.s64();
      case F32 -> constant = in.fixed(4);
      case F64 -> constant = in.fixed(8);
      case V128 -> {
        constant = in.fixed(8);
        high = in.fixed(8);
      }
      case SHUFFLE -> {
        final int start = in.position();
        in.skip(16);
        lanes = Arrays.copyOfRange(in.bytes(), start, start + 16);
      }
      case LANE_2, LANE_4, LANE_8, LANE_16 -> lane = in.u8();
      case MEMORY_1, MEMORY_2, MEMORY_4, MEMORY_8, MEMORY_16 -> readMemArg();
      case MEMORY_LANE_1, MEMORY_LANE_2, MEMORY_LANE_4, MEMORY_LANE_8 -> {
        readMemArg();
        lane = in.u8();
      }
    }
  }

  /** One zero byte unless the module uses multi-memory. */
  private int memoryIndex() throws MalformedException {
    final int start = in.position();
    final int memory = in.index();
    namesMemory |= memory != 0 || in.position() != start + 1;
    return memory;
  }

  private void readMemArg() throws MalformedException {
    final int start = in.position();
    final long flags = in.u32();
    if (flags >= 0x80) {
      throw in.malformed("malformed memop flags", start);
    }
    align = (int) flags & 0x3F;
    namesMemory = (flags & 0x40) != 0;
    index = namesMemory ? in.index() : 0;
    constant = in.u64();
  }

  /** Bit 0 of the flags: the first type may be null; bit 1: the second. */
  private void readCast() throws CompileException {
    final int start = in.position();
    final int flags = in.u8();
    if (flags > 3) {
      throw in.malformed("malformed cast flags", start);
    }
    index = in.index();
    referenceType = RefType.of((flags & 1) != 0, TypeReader.heapType(in));
    targetType = RefType.of((flags & 2) != 0, TypeReader.heapType(in));
  }

  private List<Catch> readCatches() throws CompileException {
    final int start = in.position();
    final long count = in.u32();
    if (count > in.remaining()) {
      throw in.malformed("length out of bounds", start);
    }
    if (count > ImplementationLimits.CATCHES) {
      throw in.unsupported("try_table with " + count + " clauses", start);
    }
    final List<Catch> read = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      final int at = in.position();
      final int code = in.u8();
      if (code >= Catch.Kind.values().length) {
        throw in.malformed("malformed catch clause", at);
      }
      final Catch.Kind kind = Catch.Kind.values()[code];
      final int tag = kind.hasTag() ? in.index() : 0;
      read.add(new Catch(kind, tag, in.index()));
    }
    return read;
  }

  private BlockType readBlockType() throws CompileException {
    final int start = in.position();
    final int code = in.peek();
    if (code == 0x40) {
      in.u8();
      return NO_RESULT;
    }
    if (code > 0x40 && code < 0x80) {
      return new BlockType(-1, TypeReader.valType(in));
    }
    final long typeIndex = in.s33();
    if (typeIndex < 0) {
      throw in.malformed("malformed block type", start);
    }
    if (typeIndex > Integer.MAX_VALUE) {
      throw new InvalidException(in.function(), start, "unknown type");
    }
    return new BlockType((int) typeIndex, null);
  }

  private int[] readLabels() throws CompileException {
    final int start = in.position();
    final long count = in.u32();
    if (count > in.remaining()) {
      throw in.malformed("length out of bounds", start);
    }
    if (count > ImplementationLimits.LABELS) {
      throw in.unsupported("br_table with " + count + " labels", start);
    }
    final int[] read = new int[(int) count + 1];
    for (int i = 0; i < read.length; i++) {
      read[i] = in.index();
    }
    return read;
  }

  private String hex(final int from, final int to) {
    final StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : " ").append(String.format("%02x", in.bytes()[i]));
    }
    return text.toString();
  }
}
