package parallax.oracle.outcome;

import java.util.List;
import parallax.compiler.abi.TrapKind;

/** How an instantiation or a call ended. */
public sealed interface Outcome {
  /** It returned. */
  record Returned(List<WasmValue> values) implements Outcome {
    public Returned {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.toString();
    }
  }

  /**
   * It trapped.
   *
   * @param where for people: function, offset, pc; not compared
   */
  record Trapped(TrapKind kind, String where) implements Outcome {
    @Override
    public String toString() {
      return "trap: " + kind.text() + (where.isEmpty() ? "" : " (" + where + ")");
    }
  }

  /**
   * An exception left the module that nothing caught.
   *
   * @param tag for people: which one
   */
  record Threw(String tag) implements Outcome {
    @Override
    public String toString() {
      return "exception: " + tag;
    }
  }

  /**
   * It ended itself, as WASI's proc_exit does: whatever was running is over, and nothing returned.
   *
   * @param code its exit code, an unsigned number of 32 bits
   */
  record Exited(int code) implements Outcome {
    @Override
    public String toString() {
      return "exit " + Integer.toUnsignedString(code);
    }
  }

  /** A limit of the run, not of the program, ended it; nothing can be asked of the instance. */
  record Exhausted(Limit limit) implements Outcome {
    @Override
    public String toString() {
      return "out of " + limit.label();
    }
  }

  /**
   * The module was refused.
   *
   * @param feature what is not supported, or null when the module is wrong
   */
  record Rejected(String message, String feature) implements Outcome {
    @Override
    public String toString() {
      return "rejected: " + message;
    }
  }

  /**
   * The engine itself is at fault: it crashed, or ended where no program may end.
   *
   * @param rule which promise it broke, one word for counting: {@code crash}, {@code
   *     unmapped-trap}, {@code abi}, {@code known-fault}
   */
  record Fault(String rule, String detail) implements Outcome {
    /** An exception that no engine may throw. */
    public static Fault crash(final Throwable thrown) {
      final StackTraceElement[] trace = thrown.getStackTrace();
      return new Fault("crash", thrown + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    @Override
    public String toString() {
      return "fault (" + rule + "): " + detail;
    }
  }

  /** Limits of a run. */
  enum Limit {
    /** Executed instructions, of any engine but the machine. */
    FUEL("fuel"),
    /** Gas of the machine. */
    GAS("gas"),
    /** A table or memory grew where only the compiler's cap would have refused. */
    GROW_CAP("grow-cap"),
    /** A memory larger than what the reference is given on this computer. */
    HOST_MEMORY("host-memory");

    private final String label;

    Limit(final String label) {
      this.label = label;
    }

    /** The name in verdicts and reports. */
    public String label() {
      return label;
    }
  }

  /** True for a trap of this kind. */
  default boolean isTrap(final TrapKind kind) {
    return this instanceof Trapped trapped && trapped.kind() == kind;
  }
}
