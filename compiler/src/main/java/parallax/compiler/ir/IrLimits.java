package parallax.compiler.ir;

/**
 * How much a run of the {@link IrInterpreter} may use.
 *
 * @param depth calls that may be open at once; one more is {@code call stack exhausted}
 * @param slots values that all open calls together may hold; more is {@code call stack exhausted}
 */
public record IrLimits(int depth, int slots) {
  /** Enough for any program that is not recursive without end: 20,000 calls, 128 MiB of values. */
  public static final IrLimits DEFAULT = new IrLimits(20_000, 16 << 20);
}
