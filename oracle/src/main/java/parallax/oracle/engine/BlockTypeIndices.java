package parallax.oracle.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.compiler.binary.CompositeType;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;

/**
 * Types for blocks at indices that Chicory reads right: {@link ChicoryFault#BLOCK_TYPE_INDEX}.
 * Where the next index is not such a one, a type that nothing uses takes it.
 */
final class BlockTypeIndices {
  private static final int EMPTY = 0x40;
  private static final int FIRST_VALUE_TYPE = 0x60;
  private static final int LAST_VALUE_TYPE = 0x7F;
  private static final int UNUSUAL_ARITY = 500;

  private final ModuleBuilder builder;
  private final Map<CompositeType, Integer> known = new HashMap<>();
  private int next;

  /**
   * @param builder which holds exactly the module so far
   */
  BlockTypeIndices(final WasmModule module, final ModuleBuilder builder) {
    this.builder = builder;
    this.next = module.types().size();
    for (int i = module.types().size() - 1; i >= 0; i--) {
      known.put(module.types().get(i).composite(), i);
    }
  }

  /** True for an index that Chicory takes for the empty type or for a value type. */
  static boolean isMisread(final int index) {
    return index == EMPTY || (index >= FIRST_VALUE_TYPE && index <= LAST_VALUE_TYPE);
  }

  /** The index of a type, which is added unless it is there. */
  int of(final FuncType type) {
    if (known.containsKey(type)) {
      return known.get(type);
    }
    for (int arity = UNUSUAL_ARITY; isMisread(next); arity++) {
      add(new FuncType(Collections.nCopies(arity, ValType.I64), List.of()));
    }
    add(type);
    return known.get(type);
  }

  private void add(final FuncType type) {
    if (!known.containsKey(type)) {
      known.put(type, builder.type(type));
      next++;
    }
  }
}
