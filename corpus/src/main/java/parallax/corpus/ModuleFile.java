package parallax.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

/** Modules in files, binary or text. What is in a file is told by its first bytes, not its name. */
public final class ModuleFile {
  /** {@code \0asm}. */
  private static final int MAGIC = 0x0061736d;

  private ModuleFile() {}

  /**
   * The module of a file, in binary form, as it is there or made of its text.
   *
   * @throws WatException if the file is neither a binary module nor the text of one; a binary
   *     module is not looked into
   */
  public static byte[] load(final Path file) throws IOException, WatException {
    final byte[] bytes = Files.readAllBytes(file);
    if (bytes.length >= 4 && ByteBuffer.wrap(bytes).getInt() == MAGIC) {
      return bytes;
    }
    final String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new WatException("neither a binary module nor text in UTF-8");
    }
    return WatParser.parse(text);
  }
}
