package parallax.oracle.program;

import parallax.oracle.compare.Verdict;

/** What became of a program. A step is counted from 0; -1 is the instantiation. */
public sealed interface ProgramResult {
  /**
   * All engines agreed and all expectations were met.
   *
   * @param calls that were made
   */
  record Passed(int calls) implements ProgramResult {}

  /**
   * An engine differs from the reference or from the program's expectation.
   *
   * @param rule as in {@link Verdict.Difference}; {@code expectation} when what was expected did
   *     not happen, {@code program} when the step cannot be carried out at all
   */
  record Failed(int step, String rule, String detail) implements ProgramResult {}

  /** Nothing can be said from this step on. */
  record Undecided(int step, Verdict.Reason reason, String detail) implements ProgramResult {}
}
