package parallax.fuzz.generate;

import java.util.List;

/**
 * What a tape stands for.
 *
 * @param wasm a valid module
 * @param calls what to call after instantiation, in this order, on one instance
 * @param floats whether it has floats, and of which profile
 */
public record GeneratedModule(byte[] wasm, List<GeneratedCall> calls, FloatProfile floats) {
  public GeneratedModule {
    calls = List.copyOf(calls);
  }
}
