package parallax.oracle.compare;

import parallax.compiler.abi.TrapKind;
import parallax.oracle.outcome.Outcome;

/** What a comparison found. */
public sealed interface Verdict {
  /** All engines returned the same values, or all refused the module; the states are equal. */
  record Agree(Outcome outcome) implements Verdict {}

  /** All engines trapped for the same reason; the states are equal. */
  record AgreeTrap(TrapKind kind) implements Verdict {}

  /**
   * Nothing can be said, and nothing that comes after it in the sequence can be compared.
   *
   * @param reason for counting
   * @param detail for people
   */
  record Inconclusive(Reason reason, String detail) implements Verdict {}

  /**
   * An engine does not do what the reference does.
   *
   * @param rule what differs, one word for counting: {@code result}, {@code nan-class} and {@code
   *     nan-bits} (results, but only their NaNs), {@code exit}, {@code trap-kind}, {@code outcome}
   *     (one trapped, one returned), {@code memory}, {@code memory-size}, {@code global}, {@code
   *     tape}, {@code runaway}, {@code refused}, {@code accepted}, {@code reference-fault}, or the
   *     rule of a {@link Outcome.Fault}
   * @param engine the engine that differs
   * @param detail both sides, for people
   */
  record Difference(String rule, String engine, String detail) implements Verdict {}

  /** Why nothing can be said. */
  enum Reason {
    /** The reference did not end with the fuel that it was given. */
    FUEL("fuel"),
    /** A side ran out of stack; how much there is, is not the program's affair. */
    STACK("stack"),
    /** A table grew where only the compiler's cap refuses. */
    GROW_CAP("grow-cap"),
    /** A memory is larger than what the reference is given on this computer. */
    HOST_MEMORY("host-memory"),
    /** The compiler does not support the module. */
    UNSUPPORTED("unsupported"),
    /** The reference is known to be wrong here. */
    REFERENCE("reference");

    private final String label;

    Reason(final String label) {
      this.label = label;
    }

    /** The name in reports and statistics. */
    public String label() {
      return label;
    }
  }

  /** True unless there is a difference. */
  default boolean isFine() {
    return !(this instanceof Difference);
  }

  /** True when the sequence of calls cannot go on. */
  default boolean ends() {
    return this instanceof Difference || this instanceof Inconclusive;
  }
}
