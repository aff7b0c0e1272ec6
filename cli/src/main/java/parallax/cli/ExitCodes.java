package parallax.cli;

/** Exit codes of every command, and how help describes them. */
final class ExitCodes {
  /** Done, and both sides agree where there are two. */
  static final int OK = 0;

  /** The sides differ, or the program trapped or ran out of gas. */
  static final int DIFFERENCE = 1;

  /** The input or the command line is wrong. */
  static final int BAD_INPUT = 2;

  /** A broken invariant of our own. */
  static final int BUG = 3;

  static final String HEADING = "%nExit codes:%n";
  static final String OK_HELP = "0:done";
  static final String AGREED_HELP = "0:no difference";
  static final String RETURNED_HELP = "0:it returned";
  static final String DIFFERENCE_HELP = "1:a difference";
  static final String TRAP_HELP = "1:it trapped or ran out of gas";
  static final String BAD_INPUT_HELP = "2:bad input or wrong usage";
  static final String BUG_HELP = "3:a bug in Parallax itself";

  private ExitCodes() {}
}
