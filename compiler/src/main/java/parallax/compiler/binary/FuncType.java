package parallax.compiler.binary;

import java.util.List;

/**
 * A function type; equal when parameters and results are equal (structural, core 2.0 section
 * 2.3.6).
 */
public record FuncType(List<ValType> params, List<ValType> results) {
  public FuncType {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }
}
