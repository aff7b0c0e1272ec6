package parallax.compiler.legalize;

import java.util.List;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.Instruction;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Table instructions (wasm core 2.0 section 4.4.6) over slots of i64: checks where the instruction
 * stands, loops in shared routines.
 */
final class TableLegalizer {
  private final FunctionLegalizer context;
  private final FunctionBuilder b;
  private final Routines routines;

  TableLegalizer(final FunctionLegalizer context, final Routines routines) {
    this.context = context;
    this.b = context.builder();
    this.routines = routines;
  }

  void get(final Instruction i) {
    checkIndex(i.index(), i.arg(0));
    context.define(i, Op.SLOT_LOAD, Type.I64, new Payload.Index(i.index()), i.arg(0));
  }

  void set(final Instruction i) {
    checkIndex(i.index(), i.arg(0));
    b.indexed(Op.SLOT_STORE, Type.I64, i.index(), i.arg(0), i.arg(1));
  }

  /** Operands: initial value, delta. */
  void grow(final Instruction i) {
    final int table = i.index();
    final Value delta = i.arg(1);
    final Value old = size(table);
    final Value grown =
        b.binary(Op.ADD, Type.I64, RangeCheck.wide(b, old), RangeCheck.wide(b, delta));
    final Value max = b.i64(context.module().tables().get(table).maxSize());
    final Value failure = b.i32(-1);
    final Block grow = context.newBlock();
    final Block after = context.newBlock();
    b.branchIf(
        b.binary(Op.GT_U, Type.I64, grown, max),
        new Target(after, List.of(failure)),
        new Target(grow, List.of()));
    context.open(grow);
    b.indexed(Op.TABLE_SIZE_SET, null, table, b.convert(Op.WRAP, grown));
    routines.call(b, Routines.Kind.TABLE_FILL, table, table, List.of(old, i.arg(0), delta));
    b.jump(after, List.of(old));
    context.open(after);
    after.params().add(i.result());
  }

  void fill(final Instruction i) {
    final int table = i.index();
    RangeCheck.emit(b, i.arg(0), i.arg(2), wideSize(table), TrapKind.OUT_OF_BOUNDS_TABLE);
    routines.call(b, Routines.Kind.TABLE_FILL, table, table, i.args());
  }

  void copy(final Instruction i) {
    final int to = i.indices().destination();
    final int from = i.indices().source();
    RangeCheck.emit(b, i.arg(0), i.arg(2), wideSize(to), TrapKind.OUT_OF_BOUNDS_TABLE);
    RangeCheck.emit(b, i.arg(1), i.arg(2), wideSize(from), TrapKind.OUT_OF_BOUNDS_TABLE);
    routines.call(b, Routines.Kind.TABLE_COPY, to, from, i.args());
  }

  void init(final Instruction i) {
    final int table = i.indices().destination();
    final int segment = i.indices().source();
    final Value length = RangeCheck.wide(b, b.indexed(Op.ELEM_LENGTH, null, segment).result());
    RangeCheck.emit(b, i.arg(0), i.arg(2), wideSize(table), TrapKind.OUT_OF_BOUNDS_TABLE);
    RangeCheck.emit(b, i.arg(1), i.arg(2), length, TrapKind.OUT_OF_BOUNDS_TABLE);
    routines.call(b, Routines.Kind.TABLE_INIT, table, segment, i.args());
  }

  private void checkIndex(final int table, final Value index) {
    b.trapIf(b.binary(Op.GE_U, Type.I32, index, size(table)), TrapKind.OUT_OF_BOUNDS_TABLE);
  }

  private Value size(final int table) {
    return b.indexed(Op.TABLE_SIZE, null, table).result();
  }

  private Value wideSize(final int table) {
    return RangeCheck.wide(b, size(table));
  }
}
