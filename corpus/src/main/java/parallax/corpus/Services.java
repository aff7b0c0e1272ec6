package parallax.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

/** The example services, in {@code corpus/services}: what each does is said in its source. */
public enum Services {
  /** Adds bytes to a stored number; text. */
  COUNTER("counter.wat"),
  /** A key-value store with checksums; C. */
  STORE("store.wasm"),
  /** BLAKE2b and SHA-512 as a pure refine; C. */
  HASHES("hashes.wasm");

  private final String file;

  Services(final String file) {
    this.file = file;
  }

  /** The module. */
  public byte[] wasm() throws IOException, WatException {
    try (InputStream in = Services.class.getResourceAsStream("/corpus/services/" + file)) {
      if (in == null) {
        throw new IOException("the service " + file + " is missing");
      }
      final byte[] bytes = in.readAllBytes();
      return file.endsWith(".wat")
          ? WatParser.parse(new String(bytes, StandardCharsets.UTF_8))
          : bytes;
    }
  }
}
