package parallax.compiler.abi;

import java.util.List;

/**
 * Which {@code ecalli} index stands for which import. Hosts dispatch by it and never by a magic
 * number.
 *
 * <p>Arguments and results travel as {@link CallingConvention} says.
 *
 * @param calls in the order of the imports
 */
public record HostCallManifest(List<HostCall> calls) {
  /**
   * First index that the compiler hands out by itself: clear of the Gray Paper's (0..27 in 0.7.2
   * and 0.8.0) and of JIP-1's log (100).
   */
  public static final int FIRST_INDEX = 1_024;

  /**
   * The Gray Paper's grow_heap (0.8.0 I.4.5), which programs of profiles without sbrk call for
   * memory; in no manifest, since it is no import. a0 is the number of the PVM page where the heap
   * shall end; afterwards where it does.
   */
  public static final int GROW_HEAP = 1;

  /**
   * One import.
   *
   * @param index the immediate of {@code ecalli}
   * @param module import module
   * @param name import name
   * @param params names of the parameter types ("i32", "i64", ...), in order
   * @param results names of the result types
   */
  public record HostCall(
      int index, String module, String name, List<String> params, List<String> results) {
    public HostCall {
      params = List.copyOf(params);
      results = List.copyOf(results);
    }
  }

  public HostCallManifest {
    calls = List.copyOf(calls);
  }

  /** The call with this index, or null. */
  public HostCall byIndex(final long index) {
    for (final HostCall call : calls) {
      if (call.index() == index) {
        return call;
      }
    }
    return null;
  }
}
