package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.FuncType;

/**
 * A call of an export.
 *
 * @param export name of the function
 * @param type its type: numbers only
 * @param args one per parameter, i32 and f32 sign-extended
 */
public record GeneratedCall(String export, FuncType type, List<Long> args) {
  public GeneratedCall {
    args = List.copyOf(args);
  }
}
