package parallax.oracle.profile;

import java.util.Collection;
import java.util.TreeMap;

/** A function as called from one stack of callers, with the gas it took there itself. */
public final class CallFrame {
  private final String name;
  private final TreeMap<String, CallFrame> children = new TreeMap<>();
  private long gas;
  private long calls;

  CallFrame(final String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The frame of a function that this one calls. */
  CallFrame child(final String function) {
    return children.computeIfAbsent(function, CallFrame::new);
  }

  void add(final long more) {
    gas += more;
  }

  void call() {
    calls++;
  }

  /** Frames of the functions it calls, by name. */
  Collection<CallFrame> children() {
    return children.values();
  }

  /** Gas taken by the function itself. */
  long gas() {
    return gas;
  }

  /** How often it was called from there. */
  long calls() {
    return calls;
  }

  /** Gas taken by it and all that it calls. */
  long total() {
    long sum = gas;
    for (final CallFrame child : children.values()) {
      sum += child.total();
    }
    return sum;
  }
}
