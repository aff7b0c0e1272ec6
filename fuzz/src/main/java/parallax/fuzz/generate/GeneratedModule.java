package parallax.fuzz.generate;

import java.util.List;

/**
 * What a tape stands for.
 *
 * @param wasm a valid module
 * @param calls what to call after instantiation, in this order, on one instance
 */
public record GeneratedModule(byte[] wasm, List<GeneratedCall> calls) {
  public GeneratedModule {
    calls = List.copyOf(calls);
  }
}
