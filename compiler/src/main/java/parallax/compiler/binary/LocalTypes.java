package parallax.compiler.binary;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import parallax.compiler.binary.WasmModule.LocalGroup;

/**
 * A function's locals: their types, and which of those without a default value have been set (core
 * 3.0 section 3.1). The groups are not expanded: a few bytes can declare very many locals, in each
 * of very many functions.
 */
public final class LocalTypes {
  private final List<ValType> params;
  private final int[] groupEnds;
  private final List<LocalGroup> groups;
  private final long count;
  private final BitSet set = new BitSet();

  /** The locals in {@link #set}, in the order they were set. */
  private int[] history = new int[0];

  private int setCount;

  /**
   * Of a function.
   *
   * @param written declared locals; groups may be empty
   */
  public LocalTypes(final List<ValType> params, final List<LocalGroup> written) {
    this.params = params;
    // Without the empty ones, ends are all different.
    this.groups = written.stream().filter(group -> group.count() > 0).toList();
    groupEnds = new int[groups.size()];
    long end = params.size();
    for (int i = 0; i < groupEnds.length; i++) {
      end += groups.get(i).count();
      groupEnds[i] = (int) Math.min(end, Integer.MAX_VALUE);
    }
    count = end;
  }

  /** How many there are, parameters among them. */
  public long count() {
    return count;
  }

  /** The type of a local, null when there is none with this unsigned index. */
  public ValType type(final int index) {
    if (Integer.compareUnsigned(index, (int) count) >= 0) {
      return null;
    }
    if (index < params.size()) {
      return params.get(index);
    }
    // The first group that ends behind the index.
    final int found = Arrays.binarySearch(groupEnds, index);
    return groups.get(found >= 0 ? found + 1 : -found - 1).type();
  }

  /** The types of declared locals, each once, in the order in which they first come. */
  public List<ValType> declared() {
    return groups.stream().map(LocalGroup::type).distinct().toList();
  }

  /** Whether the local, which exists and has this type, can be read. */
  boolean isSet(final int index, final ValType type) {
    return type.isDefaultable() || index < params.size() || set.get(index);
  }

  /** A local, which exists and has this type, has got a value. */
  void set(final int index, final ValType type) {
    if (isSet(index, type)) {
      return;
    }
    set.set(index);
    if (setCount == history.length) {
      history = Arrays.copyOf(history, Math.max(8, 2 * setCount));
    }
    history[setCount++] = index;
  }

  /** How many locals have been set so far; {@link #forget} goes back there. */
  int mark() {
    return setCount;
  }

  /** Behind a block nothing is known of what was set in it. */
  void forget(final int mark) {
    while (setCount > mark) {
      set.clear(history[--setCount]);
    }
  }
}
