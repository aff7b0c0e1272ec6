package parallax.compiler.legalize;

import java.util.List;
import parallax.compiler.ir.Block;
import parallax.compiler.ir.Function;
import parallax.compiler.ir.FunctionBuilder;
import parallax.compiler.ir.MemoryAccess;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Payload;
import parallax.compiler.ir.Target;
import parallax.compiler.ir.Type;
import parallax.compiler.ir.Value;

/**
 * Writes the bodies of routines: loops over unchecked accesses, eight bytes at a time and then
 * single ones.
 *
 * <p>A copy runs upwards when the destination is not above the source, otherwise downwards. Eight
 * bytes at a time are right at any distance: upwards, a store at d &lt;= s ends at or below the
 * next load; downwards likewise from above.
 */
final class RoutineBuilder {
  private final FunctionBuilder b;
  private final Value a0;
  private final Value a1;
  private final Value a2;

  RoutineBuilder(final Function function) {
    b = new FunctionBuilder(function);
    b.position(b.newBlock());
    final List<Type> params = function.signature().params();
    a0 = b.addParam(b.block(), params.get(0));
    a1 = b.addParam(b.block(), params.get(1));
    a2 = b.addParam(b.block(), params.get(2));
  }

  /** Writes the body of one step, for the element at the given offset from the start. */
  private interface Step {
    void at(Value offset);
  }

  void memoryFill(final int memory) {
    final Value low = b.binary(Op.AND, Type.I32, a1, b.i32(0xFF));
    final Value wide =
        b.binary(Op.MUL, Type.I64, b.convert(Op.EXTEND_I32_U, low), b.i64(0x0101_0101_0101_0101L));
    final Value chunks = chunks(a2);
    upwards(b.i32(0), chunks, 8, at -> b.store(memory(memory, 8), plus(a0, at), wide));
    upwards(chunks, a2, 1, at -> b.store(memory(memory, 1), plus(a0, at), low));
    b.ret(List.of());
  }

  void memoryCopy(final int to, final int from) {
    final Block up = b.newBlock();
    final Block down = b.newBlock();
    b.branchIf(
        b.binary(Op.LE_U, Type.I32, a0, a1),
        new Target(up, List.of()),
        new Target(down, List.of()));
    b.position(up);
    final Value chunks = chunks(a2);
    upwards(b.i32(0), chunks, 8, at -> copyMemory(to, from, 8, at));
    upwards(chunks, a2, 1, at -> copyMemory(to, from, 1, at));
    b.ret(List.of());
    b.position(down);
    final Value tail = b.binary(Op.AND, Type.I32, a2, b.i32(7));
    downwards(a2, tail, 8, at -> copyMemory(to, from, 8, at));
    downwards(tail, b.i32(0), 1, at -> copyMemory(to, from, 1, at));
    b.ret(List.of());
  }

  void memoryInit(final int memory, final int segment) {
    final Value chunks = chunks(a2);
    upwards(b.i32(0), chunks, 8, at -> initMemory(memory, segment, 8, at));
    upwards(chunks, a2, 1, at -> initMemory(memory, segment, 1, at));
    b.ret(List.of());
  }

  void tableFill(final int table) {
    upwards(b.i32(0), a2, 1, at -> b.indexed(Op.SLOT_STORE, Type.I64, table, plus(a0, at), a1));
    b.ret(List.of());
  }

  void tableCopy(final int to, final int from) {
    final Block up = b.newBlock();
    final Block down = b.newBlock();
    b.branchIf(
        b.binary(Op.LE_U, Type.I32, a0, a1),
        new Target(up, List.of()),
        new Target(down, List.of()));
    b.position(up);
    upwards(b.i32(0), a2, 1, at -> copySlot(Op.SLOT_LOAD, to, from, at));
    b.ret(List.of());
    b.position(down);
    downwards(a2, b.i32(0), 1, at -> copySlot(Op.SLOT_LOAD, to, from, at));
    b.ret(List.of());
  }

  void tableInit(final int table, final int segment) {
    upwards(b.i32(0), a2, 1, at -> copySlot(Op.ELEM_LOAD, table, segment, at));
    b.ret(List.of());
  }

  private void copySlot(final Op read, final int to, final int from, final Value at) {
    final Value slot = b.indexed(read, Type.I64, from, plus(a1, at)).result();
    b.indexed(Op.SLOT_STORE, Type.I64, to, plus(a0, at), slot);
  }

  private void copyMemory(final int to, final int from, final int width, final Value at) {
    final Value bytes = b.load(width == 8 ? Type.I64 : Type.I32, memory(from, width), plus(a1, at));
    b.store(memory(to, width), plus(a0, at), bytes);
  }

  private void initMemory(final int to, final int segment, final int width, final Value at) {
    final Payload access = new Payload.Access(memory(segment, width));
    final Type type = width == 8 ? Type.I64 : Type.I32;
    final Value bytes = b.emit(Op.DATA_LOAD, type, access, plus(a1, at)).result();
    b.store(memory(to, width), plus(a0, at), bytes);
  }

  /**
   * Runs the step at start, start + width, ... while below end; end - start is a multiple of width.
   */
  private void upwards(final Value start, final Value end, final int width, final Step step) {
    final Block head = b.newBlock();
    final Block body = b.newBlock();
    final Block after = b.newBlock();
    b.jump(head, List.of(start));
    b.position(head);
    final Value at = b.addParam(head, Type.I32);
    b.branchIf(
        b.binary(Op.LT_U, Type.I32, at, end),
        new Target(body, List.of()),
        new Target(after, List.of()));
    b.position(body);
    step.at(at);
    b.jump(head, List.of(plus(at, b.i32(width))));
    b.position(after);
  }

  /**
   * Runs the step at start - width, start - 2 * width, ... down to end; start - end is a multiple
   * of width.
   */
  private void downwards(final Value start, final Value end, final int width, final Step step) {
    final Block head = b.newBlock();
    final Block body = b.newBlock();
    final Block after = b.newBlock();
    b.jump(head, List.of(start));
    b.position(head);
    final Value at = b.addParam(head, Type.I32);
    b.branchIf(
        b.binary(Op.GT_U, Type.I32, at, end),
        new Target(body, List.of()),
        new Target(after, List.of()));
    b.position(body);
    final Value next = plus(at, b.i32(-width));
    step.at(next);
    b.jump(head, List.of(next));
    b.position(after);
  }

  private Value chunks(final Value length) {
    return b.binary(Op.AND, Type.I32, length, b.i32(-8));
  }

  private Value plus(final Value x, final Value y) {
    return b.binary(Op.ADD, Type.I32, x, y);
  }

  private static MemoryAccess memory(final int memory, final int width) {
    return new MemoryAccess(memory, 0, width, false, false);
  }
}
