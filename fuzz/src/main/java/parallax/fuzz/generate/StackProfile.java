package parallax.fuzz.generate;

/** What a module may do to the call stack. */
public enum StackProfile {
  /** At most {@link ExecutionBounds#DEPTH} calls deep: an exhausted call stack is a difference. */
  BOUNDED,
  /** Has an export besides that recurses as deep as it is told, some of the time without end. */
  DEEP
}
