package parallax.compiler.binary;

import java.util.Arrays;
import java.util.List;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.LocalGroup;

/**
 * Types of a function's locals without expanding the groups: a few bytes can declare very many
 * locals, in each of very many functions.
 */
final class LocalTypes {
  private final List<ValType> params;
  private final int[] groupEnds;
  private final List<LocalGroup> groups;
  private final long count;

  LocalTypes(final FuncType type, final Body body) {
    params = type.params();
    groups = body.groups();
    groupEnds = new int[groups.size()];
    long end = params.size();
    for (int i = 0; i < groupEnds.length; i++) {
      end += groups.get(i).count();
      groupEnds[i] = (int) Math.min(end, Integer.MAX_VALUE);
    }
    count = end;
  }

  /** How many there are, parameters among them. */
  long count() {
    return count;
  }

  /** The type of a local, null when there is none with this unsigned index. */
  ValType type(final int index) {
    if (Integer.compareUnsigned(index, (int) count) >= 0) {
      return null;
    }
    if (index < params.size()) {
      return params.get(index);
    }
    // The first group that ends behind the index; groups may be empty, so ends may be equal.
    final int found = Arrays.binarySearch(groupEnds, index);
    int group = found >= 0 ? found : -found - 1;
    while (groupEnds[group] <= index) {
      group++;
    }
    return groups.get(group).type();
  }
}
