package parallax.compiler;

/** What becomes of floating point, for which the machine has no instructions. */
public enum Floats {
  /** Routines do it with integers. */
  SOFT,
  /** Modules that use it are refused. */
  REJECT
}
