package parallax.corpus.wat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Makes modules of text: whatever form of one module the text format of WebAssembly 3.0 has, the
 * abbreviated one without {@code (module ...)} and {@code (module binary ...)} included. Modules
 * are encoded, not validated. May be called from several threads.
 */
public final class WatParser {
  /** Bytes 4 to 7 of a module; a component has others. */
  private static final int VERSION = 0x01000000;

  /**
   * Characters that change the direction of writing: wasm-tools refuses them, the standard allows
   * them in strings and comments.
   */
  private static final Pattern BIDIRECTIONAL =
      Pattern.compile("(?<!\\\\)[\\u202a-\\u202e\\u2066-\\u2069\\u206c]");

  private WatParser() {}

  /**
   * The binary form of a module.
   *
   * @throws WatException if the text is not one module, or more than wasm-tools can take
   */
  public static byte[] parse(final String text) throws WatException {
    final String escaped =
        BIDIRECTIONAL
            .matcher(text)
            .replaceAll(found -> "\\\\u{%x}".formatted((int) found.group().charAt(0)));
    final byte[] bytes = WasmTools.call("parse", utf8(escaped));
    if (bytes.length < 8 || ByteBuffer.wrap(bytes).getInt(4) != VERSION) {
      throw new WatException("not a module of WebAssembly: a component, or another version");
    }
    return bytes;
  }

  private static byte[] utf8(final String text) throws WatException {
    try {
      final ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      final byte[] array = new byte[bytes.remaining()];
      bytes.get(array);
      return array;
    } catch (CharacterCodingException e) {
      throw new WatException("text with half a surrogate pair", e);
    }
  }
}
