package parallax.compiler.legalize;

import java.util.List;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * memory.grow, fill, copy and init (wasm core 2.0 section 4.4.7): bounds are checked before
 * anything is written, where the instruction stands, so that the trap has its source offset; a
 * shared routine does the work.
 */
final class MemoryLegalizer {
  private final FunctionLegalizer context;
  private final FunctionBuilder b;
  private final Routines routines;

  MemoryLegalizer(final FunctionLegalizer context, final Routines routines) {
    this.context = context;
    this.b = context.builder();
    this.routines = routines;
  }

  /** The old size and the new pages mapped, or -1 and nothing when the maximum would be passed. */
  void grow(final Instruction i) {
    final int memory = i.index();
    final Value delta = i.arg(0);
    final Value old = b.indexed(Op.MEMORY_SIZE, null, memory).result();
    final Value grown =
        b.binary(Op.ADD, Type.I64, RangeCheck.wide(b, old), RangeCheck.wide(b, delta));
    final Value max = b.i64(context.module().memories().get(memory).maxPages());
    final Value failure = b.i32(-1);
    final Block map = context.newBlock();
    final Block after = context.newBlock();
    b.branchIf(
        b.binary(Op.GT_U, Type.I64, grown, max),
        new Target(after, List.of(failure)),
        new Target(map, List.of()));
    context.open(map);
    b.indexed(Op.MEMORY_MAP, null, memory, delta);
    b.indexed(Op.MEMORY_SIZE_SET, null, memory, b.convert(Op.WRAP, grown));
    b.jump(after, List.of(old));
    context.open(after);
    after.params().add(i.result());
  }

  void fill(final Instruction i) {
    final int memory = i.index();
    RangeCheck.emit(b, i.arg(0), i.arg(2), bytes(memory), TrapKind.OUT_OF_BOUNDS_MEMORY);
    routines.call(b, Routines.Kind.MEMORY_FILL, memory, memory, i.args());
  }

  void copy(final Instruction i) {
    final int to = i.indices().destination();
    final int from = i.indices().source();
    RangeCheck.emit(b, i.arg(0), i.arg(2), bytes(to), TrapKind.OUT_OF_BOUNDS_MEMORY);
    RangeCheck.emit(b, i.arg(1), i.arg(2), bytes(from), TrapKind.OUT_OF_BOUNDS_MEMORY);
    routines.call(b, Routines.Kind.MEMORY_COPY, to, from, i.args());
  }

  void init(final Instruction i) {
    final int memory = i.indices().destination();
    final int segment = i.indices().source();
    final Value length = RangeCheck.wide(b, b.indexed(Op.DATA_LENGTH, null, segment).result());
    RangeCheck.emit(b, i.arg(0), i.arg(2), bytes(memory), TrapKind.OUT_OF_BOUNDS_MEMORY);
    RangeCheck.emit(b, i.arg(1), i.arg(2), length, TrapKind.OUT_OF_BOUNDS_MEMORY);
    routines.call(b, Routines.Kind.MEMORY_INIT, memory, segment, i.args());
  }

  /** Current size in bytes, as i64. */
  private Value bytes(final int memory) {
    final Value pages = RangeCheck.wide(b, b.indexed(Op.MEMORY_SIZE, null, memory).result());
    return b.binary(Op.SHL, Type.I64, pages, b.i64(16));
  }
}
