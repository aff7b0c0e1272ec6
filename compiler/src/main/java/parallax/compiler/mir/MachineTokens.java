package parallax.compiler.mir;

/**
 * The tokens of one line of machine-function text: words (letters, digits, underscores, a leading
 * minus), quoted names, and single characters.
 */
final class MachineTokens {
  private final String text;
  private final int line;
  private int at;

  /**
   * @param text the line, with its comment
   * @param line its number, for messages
   */
  MachineTokens(final String text, final int line) {
    this.text = text;
    this.line = line;
    skipSpace();
  }

  IllegalArgumentException error(final String message) {
    return new IllegalArgumentException(
        "line " + line + ", column " + (at + 1) + ": " + message + ": " + text.strip());
  }

  boolean atEnd() {
    return at >= text.length() || text.charAt(at) == ';';
  }

  /** The next token, or the empty string at the end. */
  String peek() {
    return atEnd() ? "" : text.substring(at, end());
  }

  boolean accept(final String token) {
    if (!peek().equals(token)) {
      return false;
    }
    at = end();
    skipSpace();
    return true;
  }

  void expect(final String token) {
    if (!accept(token)) {
      throw error("'" + token + "' expected");
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw error("end of line expected");
    }
  }

  /** True when the token is next and no space stands before it. */
  boolean isAttached(final String token) {
    return peek().equals(token) && at > 0 && text.charAt(at - 1) != ' ';
  }

  /** True when the line begins a block. */
  boolean isLabel() {
    return isNumbered("b") && text.indexOf(':') >= 0;
  }

  /** True when the next token is the prefix and then a number. */
  boolean isNumbered(final String prefix) {
    final String token = peek();
    return token.startsWith(prefix)
        && token.length() > prefix.length()
        && token.substring(prefix.length()).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  int numbered(final String prefix) {
    if (!isNumbered(prefix)) {
      throw error(prefix + " and a number expected");
    }
    return (int) parse(word().substring(prefix.length()), Integer.MAX_VALUE);
  }

  String word() {
    final String token = peek();
    if (token.isEmpty() || !isWordPart(token.charAt(0))) {
      throw error("a word expected");
    }
    accept(token);
    return token;
  }

  /** A number that is not negative. */
  int number() {
    final String word = word();
    if (word.startsWith("-")) {
      throw error("negative number " + word);
    }
    return (int) parse(word, Integer.MAX_VALUE);
  }

  long immediate() {
    return parse(word(), Long.MAX_VALUE);
  }

  private long parse(final String digits, final long most) {
    try {
      final long value = Long.parseLong(digits);
      if (value <= most) {
        return value;
      }
    } catch (final NumberFormatException malformed) {
      throw error("a number expected instead of " + digits);
    }
    throw error("number " + digits + " is too large");
  }

  /** A name in quotes, with escapes of the form {@code \}{@code u0041}. */
  String quoted() {
    final StringBuilder name = new StringBuilder();
    int next = at + 1;
    if (atEnd() || text.charAt(at) != '"') {
      throw error("a quoted name expected");
    }
    while (next < text.length() && text.charAt(next) != '"') {
      char c = text.charAt(next);
      if (c == '\\') {
        if (next + 6 > text.length()) {
          throw error("a broken escape");
        }
        c = (char) Integer.parseInt(text.substring(next + 2, next + 6), 16);
        next += 5;
      }
      name.append(c);
      next++;
    }
    if (next >= text.length()) {
      throw error("the name does not end");
    }
    at = next + 1;
    skipSpace();
    return name.toString();
  }

  private int end() {
    int end = at + 1;
    if (isWordPart(text.charAt(at))) {
      while (end < text.length() && isWordPart(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static boolean isWordPart(final char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  }

  private void skipSpace() {
    while (at < text.length()
        && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r')) {
      at++;
    }
  }
}
