package parallax.fuzz.generate;

import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.WasmOp;

/**
 * Why every call ends. The module itself counts: two mutable exported globals, which every engine
 * has to bring to the same values.
 *
 * <ul>
 *   <li>fuel goes down at the entry of every function and at the head of every loop, by more where
 *       there is more code; exports set it anew.
 *   <li>depth goes down when a function is entered and up when it is left. Branches to a function's
 *       outermost label leave it down, which only makes the bound tighter; exports set it anew.
 * </ul>
 *
 * <p>A function that is entered with spent fuel or depth leaves by a normal path: it branches to
 * the end of its outermost block, behind which it returns small results. Loops go on only while
 * there is fuel, so that the code behind them is reached; those that go round by a branch that does
 * not look end when they have used up {@link #OVERDRAFT} more.
 */
record ExecutionBounds(int fuelGlobal, int depthGlobal) {
  /** Calls deep at most, below an export. */
  static final int DEPTH = 200;

  /** Fuel that loops which do not look at it may use beyond what there was. */
  static final int OVERDRAFT = 200;

  static final int LEAST_FUEL = 24;
  static final int MOST_FUEL = 160;

  /** Sets both, at the beginning of an export. */
  void rearm(final InstructionWriter out, final int fuel) {
    out.i32(fuel).op(WasmOp.GLOBAL_SET, fuelGlobal);
    out.i32(DEPTH).op(WasmOp.GLOBAL_SET, depthGlobal);
  }

  /** At a function's entry, inside of its outermost block. */
  void enter(final InstructionWriter out, final int cost) {
    take(out, fuelGlobal, cost);
    take(out, depthGlobal, 1);
    out.op(WasmOp.GLOBAL_GET, fuelGlobal).op(WasmOp.GLOBAL_GET, depthGlobal).op(WasmOp.I32_OR);
    out.i32(0).op(WasmOp.I32_LT_S).op(WasmOp.BR_IF, 0);
  }

  /** At the head of a loop; leaves the operand stack alone. */
  void iterate(final InstructionWriter out, final int cost, final int outermostLabel) {
    take(out, fuelGlobal, cost);
    out.op(WasmOp.GLOBAL_GET, fuelGlobal).i32(-OVERDRAFT).op(WasmOp.I32_LT_S);
    out.op(WasmOp.BR_IF, outermostLabel);
  }

  /** Pushes whether there is fuel left. */
  void hasFuel(final InstructionWriter out) {
    out.op(WasmOp.GLOBAL_GET, fuelGlobal).i32(0).op(WasmOp.I32_GE_S);
  }

  /** Where a function is left; leaves the operand stack alone. */
  void leave(final InstructionWriter out) {
    take(out, depthGlobal, -1);
  }

  private static void take(final InstructionWriter out, final int global, final int amount) {
    out.op(WasmOp.GLOBAL_GET, global).i32(amount).op(WasmOp.I32_SUB).op(WasmOp.GLOBAL_SET, global);
  }
}
