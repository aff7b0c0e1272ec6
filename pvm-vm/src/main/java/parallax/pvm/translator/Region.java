package parallax.pvm.translator;

/**
 * The translation of neighbouring units of a program. Subclasses are generated, one for each region
 * and set of entries.
 */
abstract class Region {

  /** {@link #run} has stopped in front of the access that {@link Execution#site} names. */
  static final int AT_SITE = Integer.MIN_VALUE;

  /**
   * Executes from an entry on, until execution leaves the region or reaches an instruction that is
   * not translated, cannot be paid, or must be tried by the interpreter.
   *
   * @return a position, where another unit begins; or the complement of one, where the interpreter
   *     has to execute at least one instruction; or {@link #AT_SITE}
   */
  abstract int run(Execution execution, int entry);
}
