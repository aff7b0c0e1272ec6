package parallax.corpus.wast;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

/**
 * A module of a script, in one of the three forms that scripts have.
 *
 * @param form how it is written
 * @param name with the dollar sign, if it has one
 * @param definition true when it is only to be compiled, not to be instantiated
 * @param contents the module as text for TEXT, the concatenated strings for the other two, one
 *     character per byte
 */
public record ScriptModule(Form form, Optional<String> name, boolean definition, String contents) {
  /** How a module is written. */
  public enum Form {
    /** In place. */
    TEXT,
    /** As strings that are its bytes. */
    BINARY,
    /** As strings that are its text. */
    QUOTE
  }

  /**
   * The bytes of the module.
   *
   * @throws WatException when it is written as text and the text is malformed
   */
  public byte[] wasm() throws WatException {
    return form == Form.BINARY ? bytes() : WatParser.parse(text());
  }

  /** The text of a module that is not given as bytes. */
  public String text() {
    return form == Form.QUOTE ? quoted() : contents;
  }

  private byte[] bytes() {
    return contents.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Fields may stand alone, without the module around them. */
  private String quoted() {
    final String text = new String(bytes(), StandardCharsets.UTF_8);
    try {
      for (final SExpression first : SExpressionReader.read(text)) {
        return first instanceof SExpression.Group group && group.head().equals("module")
            ? text
            : "(module " + text + "\n)";
      }
    } catch (WastException e) {
      return text;
    }
    return "(module " + text + "\n)";
  }
}
