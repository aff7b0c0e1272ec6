package parallax.compiler.binary;

import java.util.List;

/**
 * A function type. Equal when parameters and results are equal as they are written; whether two
 * defined types are the same type is said by {@link TypeRegistry}.
 */
public record FuncType(List<ValType> params, List<ValType> results) implements CompositeType {
  public FuncType {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }
}
