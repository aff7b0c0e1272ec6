package parallax.compiler.ir;

/**
 * Cuts IR text into tokens: words ({@code add.i32}, {@code v12}), numbers (decimal with sign, or
 * {@code 0x} and hexadecimal digits), strings, {@code ->}, and single characters. Blanks and line
 * ends separate; {@code ;} begins a comment that ends with its line.
 */
final class IrLexer {
  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    SIGN,
    END
  }

  /**
   * A token.
   *
   * @param text the characters, of a string those that it stands for
   */
  record Token(Kind kind, String text, int line, int column) {
    boolean is(final String wanted) {
      return kind != Kind.STRING && text.equals(wanted);
    }
  }

  private final String source;
  private int at;
  private int line = 1;
  private int lineStart;

  IrLexer(final String source) {
    this.source = source;
  }

  /** The next token; at the end of the text always one of kind END. */
  Token next() {
    skip();
    final int start = at;
    final int column = start - lineStart + 1;
    if (at == source.length()) {
      return new Token(Kind.END, "end of text", line, column);
    }
    final char first = source.charAt(at);
    if (first == '"') {
      return new Token(Kind.STRING, string(), line, column);
    }
    at++;
    if (source.startsWith("->", start)) {
      at++;
      return new Token(Kind.SIGN, "->", line, column);
    }
    if (isWordStart(first)) {
      while (at < source.length() && isWordPart(source.charAt(at))) {
        at++;
      }
      return new Token(Kind.WORD, source.substring(start, at), line, column);
    }
    if (isDigit(first) || (first == '-' && at < source.length() && isDigit(source.charAt(at)))) {
      while (at < source.length() && isWordPart(source.charAt(at))) {
        at++;
      }
      return new Token(Kind.NUMBER, source.substring(start, at), line, column);
    }
    return new Token(Kind.SIGN, String.valueOf(first), line, column);
  }

  private void skip() {
    boolean comment = false;
    while (at < source.length()) {
      final char c = source.charAt(at);
      if (c == '\n') {
        line++;
        lineStart = at + 1;
        comment = false;
      } else if (c == ';') {
        comment = true;
      } else if (!comment && c != ' ' && c != '\t' && c != '\r') {
        return;
      }
      at++;
    }
  }

  private String string() {
    final StringBuilder text = new StringBuilder();
    at++;
    while (true) {
      if (at == source.length() || source.charAt(at) == '\n') {
        throw fault("string without end");
      }
      final char c = source.charAt(at++);
      if (c == '"') {
        return text.toString();
      }
      text.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    if (at < source.length() && (source.charAt(at) == '"' || source.charAt(at) == '\\')) {
      return source.charAt(at++);
    }
    if (at + 5 <= source.length() && source.charAt(at) == 'u') {
      final String digits = source.substring(at + 1, at + 5);
      if (digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
        at += 5;
        return (char) Integer.parseInt(digits, 16);
      }
    }
    throw fault("unknown escape");
  }

  private IrParseException fault(final String problem) {
    return new IrParseException(line, at - lineStart + 1, problem);
  }

  private static boolean isWordStart(final char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(final char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(final char c) {
    return isWordStart(c) || isDigit(c) || c == '.';
  }
}
