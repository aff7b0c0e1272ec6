package parallax.fuzz.generate;

import java.util.HashSet;
import java.util.Set;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ModuleBuilder;

/**
 * Function types that blocks may name. A module has at most {@link #MAX_TYPES} of them: Chicory
 * 1.7.5 takes type index 64 of a block for the empty block type 0x40, and such a module would be
 * refused by the reference.
 */
final class BlockTypes {
  private static final int MAX_TYPES = 64;

  private final ModuleBuilder builder;
  private final Set<FuncType> known = new HashSet<>();
  private int highest;

  /**
   * @param builder which has the types of all functions already
   */
  BlockTypes(final ModuleBuilder builder) {
    this.builder = builder;
  }

  /** Whether a block can have this type. */
  boolean accepts(final FuncType type) {
    return known.contains(type) || highest < MAX_TYPES - 1;
  }

  /** The index of an accepted type, which is added unless it is there. */
  int index(final FuncType type) {
    final int index = builder.type(type);
    known.add(type);
    highest = Math.max(highest, index);
    return index;
  }
}
