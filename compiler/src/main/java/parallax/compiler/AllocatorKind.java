package parallax.compiler;

/** What gives values their registers. It never changes what a program does. */
public enum AllocatorKind {
  /** Every value in a stack slot, all the time: simple, and the partner to compare with. */
  STACK_SLOT("stack"),
  /** Values in registers as long as there are any. */
  LINEAR_SCAN("linear");

  private final String label;

  AllocatorKind(final String label) {
    this.label = label;
  }

  /** The name in options and reports. */
  public String label() {
    return label;
  }
}
