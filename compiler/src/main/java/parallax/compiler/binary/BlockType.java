package parallax.compiler.binary;

import java.util.List;

/**
 * The type of a block.
 *
 * @param typeIndex index of a function type, or -1
 * @param result the only result when there is no type index; null for none
 */
public record BlockType(int typeIndex, ValType result) {
  /** The type it stands for in a module with these types. */
  public FuncType resolve(final List<SubType> types) {
    if (typeIndex >= 0) {
      return types.get(typeIndex).function();
    }
    return new FuncType(List.of(), result == null ? List.of() : List.of(result));
  }
}
