package parallax.compiler.ir;

import parallax.compiler.abi.TrapKind;

/** How a run of the {@link IrInterpreter} ended. */
public sealed interface IrResult {
  /**
   * The function returned.
   *
   * @param values its results, i32 and f32 sign-extended
   */
  record Returned(long[] values) implements IrResult {}

  /**
   * The program trapped. What it had written before stays written.
   *
   * @param sourceOffset source offset of the instruction that trapped, -1 when it has none; for
   *     {@code call stack exhausted} that of the call
   * @param function index of the function that the instruction is in
   */
  record Trapped(TrapKind kind, int sourceOffset, int function) implements IrResult {}

  /** The fuel was used up before the function returned. */
  record OutOfFuel() implements IrResult {}

  /** A host call ended the run. */
  record HostStop(IrHost.Stop stop) implements IrResult {}
}
