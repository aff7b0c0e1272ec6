package parallax.oracle.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import parallax.compiler.abi.TrapKind;
import parallax.oracle.compare.Verdict.Agree;
import parallax.oracle.compare.Verdict.AgreeTrap;
import parallax.oracle.compare.Verdict.Difference;
import parallax.oracle.compare.Verdict.Inconclusive;
import parallax.oracle.compare.Verdict.Reason;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.NanRule;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/**
 * Judges one engine by the reference. Rules, in this order:
 *
 * <ol>
 *   <li>what the compiler says it does not support is inconclusive;
 *   <li>an engine's own fault is a difference, whatever the reference did;
 *   <li>where the reference ended by a limit, is known to be wrong, or either side ran out of
 *       stack, nothing can be said;
 *   <li>an engine that does not end where the reference did is a difference;
 *   <li>outcomes must be equal (results, kind of trap, exit code), then host calls, memory 0 and
 *       exported globals, after traps too.
 * </ol>
 *
 * <p>Bits of NaNs count like all others. Where results differ in nothing else, the rule says what
 * is wrong: {@code nan-class} when a NaN is signalling where an arithmetic one is due, {@code
 * nan-bits} when it is one that the specification may allow, but not the one that is promised.
 */
final class Comparator {
  /** Bytes of memory that are compared at a time. */
  private static final int CHUNK = 1 << 20;

  private final String name;
  private final EngineInstance reference;
  private final EngineInstance other;

  Comparator(final String name, final EngineInstance reference, final EngineInstance other) {
    this.name = name;
    this.reference = reference;
    this.other = other;
  }

  /** Judges outcomes of the same call, and the states behind them. */
  Verdict judge(final Outcome expected, final Outcome actual, final boolean instantiation) {
    final Optional<Verdict> early = withoutLooking(expected, actual);
    if (early.isPresent()) {
      return early.get();
    }
    if (expected instanceof Outcome.Trapped trap) {
      if (!actual.isTrap(trap.kind())) {
        final String rule = actual instanceof Outcome.Trapped ? "trap-kind" : "outcome";
        return difference(rule, expected, actual);
      }
    } else if (actual instanceof Outcome.Trapped) {
      return difference("outcome", expected, actual);
    } else if (!expected.equals(actual)) {
      return difference(rule(expected, actual), expected, actual);
    }
    // After a failed instantiation there is nothing left but what the host was called with.
    final boolean alive = !instantiation || expected instanceof Outcome.Returned;
    return tape()
        .or(() -> alive ? state() : Optional.empty())
        .orElseGet(
            () ->
                expected instanceof Outcome.Trapped trap
                    ? new AgreeTrap(trap.kind())
                    : new Agree(expected));
  }

  /** What is wrong with an outcome that is no trap and not the expected one. */
  private static String rule(final Outcome expected, final Outcome actual) {
    if (expected instanceof Outcome.Returned due
        && actual instanceof Outcome.Returned given
        && canonical(due.values()).equals(canonical(given.values()))) {
      return signalling(given.values()) > signalling(due.values()) ? "nan-class" : "nan-bits";
    }
    final boolean exits = expected instanceof Outcome.Exited || actual instanceof Outcome.Exited;
    return exits ? "exit" : "result";
  }

  private static List<WasmValue> canonical(final List<WasmValue> values) {
    return values.stream().map(NanRule::canonical).toList();
  }

  /** How many NaNs are signalling. */
  private static long signalling(final List<WasmValue> values) {
    return values.stream()
        .filter(value -> NanRule.ANY.holds(value) && !NanRule.ARITHMETIC.holds(value))
        .count();
  }

  private Optional<Verdict> withoutLooking(final Outcome expected, final Outcome actual) {
    if (actual instanceof Outcome.Rejected rejected && rejected.feature() != null) {
      return Optional.of(new Inconclusive(Reason.UNSUPPORTED, rejected.feature()));
    }
    if (actual instanceof Outcome.Fault fault) {
      return Optional.of(
          new Difference(fault.rule(), name, fault.detail() + "; reference: " + expected));
    }
    if (expected instanceof Outcome.Fault fault) {
      return Optional.of(
          fault.rule().equals("known-fault")
              ? new Inconclusive(Reason.REFERENCE, fault.detail())
              : new Difference("reference-fault", name, expected + "; " + name + ": " + actual));
    }
    if (expected instanceof Outcome.Exhausted exhausted) {
      return Optional.of(new Inconclusive(reason(exhausted.limit()), expected.toString()));
    }
    if (expected.isTrap(TrapKind.CALL_STACK_EXHAUSTED)
        || actual.isTrap(TrapKind.CALL_STACK_EXHAUSTED)) {
      return Optional.of(
          new Inconclusive(Reason.STACK, "reference: " + expected + "; " + name + ": " + actual));
    }
    if (actual instanceof Outcome.Exhausted) {
      return Optional.of(difference("runaway", expected, actual));
    }
    final boolean refused = actual instanceof Outcome.Rejected;
    if (refused && expected instanceof Outcome.Rejected) {
      return Optional.of(new Agree(expected));
    }
    if (refused) {
      return Optional.of(difference("refused", expected, actual));
    }
    return expected instanceof Outcome.Rejected
        ? Optional.of(difference("accepted", expected, actual))
        : Optional.empty();
  }

  static Reason reason(final Outcome.Limit limit) {
    return switch (limit) {
      case FUEL, GAS -> Reason.FUEL;
      case GROW_CAP -> Reason.GROW_CAP;
      case HOST_MEMORY -> Reason.HOST_MEMORY;
    };
  }

  private Difference difference(final String rule, final Object expected, final Object actual) {
    return new Difference(rule, name, "reference: " + expected + "; " + name + ": " + actual);
  }

  private Optional<Verdict> tape() {
    final List<HostTape.Entry> expected = reference.tape().entries();
    final List<HostTape.Entry> actual = other.tape().entries();
    final int common = Math.min(expected.size(), actual.size());
    // The newest calls first: older ones were equal after the call before.
    for (int i = common - 1; i >= 0; i--) {
      if (!expected.get(i).equals(actual.get(i))) {
        return Optional.of(
            difference("tape", i + ": " + expected.get(i), i + ": " + actual.get(i)));
      }
    }
    return expected.size() == actual.size()
        ? Optional.empty()
        : Optional.of(
            difference("tape", expected.size() + " host calls", actual.size() + " host calls"));
  }

  private Optional<Verdict> state() {
    final int size = reference.memorySize();
    if (size != other.memorySize()) {
      return Optional.of(difference("memory-size", size + " bytes", other.memorySize() + " bytes"));
    }
    for (int at = 0; at < size; at += CHUNK) {
      final int length = Math.min(CHUNK, size - at);
      final byte[] expected = reference.readMemory(at, length);
      final byte[] actual = other.readMemory(at, length);
      final int mismatch = Arrays.mismatch(expected, actual);
      if (mismatch >= 0) {
        final String place = "0x" + Integer.toHexString(at + mismatch) + ": ";
        return Optional.of(
            difference("memory", place + expected[mismatch], place + actual[mismatch]));
      }
    }
    final SortedMap<String, WasmValue> expected = reference.globals();
    final SortedMap<String, WasmValue> actual = other.globals();
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(difference("global", expected, actual));
  }
}
