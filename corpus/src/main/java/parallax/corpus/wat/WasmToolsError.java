package parallax.corpus.wat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error texts of wasm-tools. For text it gives the debug form of its error value, {@code Error
 * { kind: Wast(Error { inner: ErrorInner { text: Some(Text { line: 0, col: 9, snippet: "..." }),
 * ..., kind: Custom("...") } }) }}, with lines and columns from 0; other errors are prose.
 */
final class WasmToolsError {
  private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
  private static final Pattern DEBUG_FORM =
      Pattern.compile(
          "text: Some\\(Text \\{ line: (\\d{1,9}), col: (\\d{1,9}), snippet: "
              + STRING
              + " }\\).*?, kind: (?:Custom\\("
              + STRING
              + "\\)|Lex\\((.*?)\\)) } }",
          Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u\\{([0-9a-f]{1,6})}|(.))");

  /** Characters of a line on either side of an error. */
  private static final int EXCERPT = 50;

  private WasmToolsError() {}

  /**
   * The exception for an error text: with line and column and without the rest, where it can be.
   */
  static WatException read(final String text) {
    final Matcher matcher = DEBUG_FORM.matcher(text);
    if (!matcher.find()) {
      return new WatException(text.strip());
    }
    final String message =
        matcher.group(4) == null ? "cannot read " + matcher.group(5) : matcher.group(4);
    final int column = Integer.parseInt(matcher.group(2));
    return new WatException(
        Integer.parseInt(matcher.group(1)) + 1,
        column + 1,
        unescape(message) + " in: " + excerpt(unescape(matcher.group(3)), column));
  }

  /** A line, or what is near the column of a long one. */
  private static String excerpt(final String line, final int column) {
    final int from = Math.max(0, Math.min(column, line.length()) - EXCERPT);
    final int to = Math.min(line.length(), from + 2 * EXCERPT);
    return line.substring(from, to).strip();
  }

  private static String unescape(final String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1) == null
                        ? character(escape.group(2))
                        : Character.toString(Integer.parseInt(escape.group(1), 16))));
  }

  private static String character(final String escaped) {
    return switch (escaped) {
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "0" -> "\0";
      default -> escaped;
    };
  }
}
