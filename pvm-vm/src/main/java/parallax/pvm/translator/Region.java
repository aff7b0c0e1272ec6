package parallax.pvm.translator;

/**
 * The translation of neighbouring units of a program. Subclasses are generated, one for each region
 * and set of entries.
 */
abstract class Region {

  /** {@link #run} has come to {@link Execution#target}, where another unit begins. */
  static final int DYNAMIC = -1;

  /**
   * Executes from an entry on, until execution leaves the region or reaches an instruction that is
   * not translated, cannot be paid, or must be tried by the interpreter.
   *
   * @return a number in the {@link ExitTable} of the region, or {@link #DYNAMIC}
   */
  abstract int run(Execution execution, int entry);
}
