package parallax.corpus.wat;

import java.nio.charset.StandardCharsets;

/** Makes text of modules, with the names that they carry. May be called from several threads. */
public final class WatPrinter {
  private WatPrinter() {}

  /**
   * The text of a module, valid or not, as long as it can be decoded.
   *
   * @throws WatException if it cannot be decoded
   */
  public static String print(final byte[] wasm) throws WatException {
    return new String(WasmTools.call("print", wasm), StandardCharsets.UTF_8);
  }
}
