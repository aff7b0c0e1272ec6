package parallax.compiler.ir;

import java.util.List;

/** Parameter and result types of a function, in order. */
public record Signature(List<Type> params, List<Type> results) {
  public Signature {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  @Override
  public String toString() {
    return list(params) + " -> " + list(results);
  }

  private static String list(final List<Type> types) {
    return "(" + String.join(", ", types.stream().map(Type::mnemonic).toList()) + ")";
  }
}
