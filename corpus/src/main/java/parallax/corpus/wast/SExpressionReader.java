package parallax.corpus.wast;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Splits a text into S-expressions (wasm core 3.0 section 6.3): line comments, nested block
 * comments and annotations are skipped, strings lose their escapes. Reads any nesting without using
 * the Java stack.
 */
public final class SExpressionReader {
  /** A group that is still open; an annotation when it is not to be kept. */
  private record Open(int start, int line, boolean annotation, List<SExpression> items) {}

  private final String source;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<SExpression> top = new ArrayList<>();
  private int position;
  private int line = 1;

  private SExpressionReader(final String source) {
    this.source = source;
  }

  /**
   * The S-expressions of a text.
   *
   * @throws WastException where a parenthesis, string or comment is not closed
   */
  public static List<SExpression> read(final String source) throws WastException {
    return new SExpressionReader(source).all();
  }

  private List<SExpression> all() throws WastException {
    while (skipToToken()) {
      final int start = position;
      switch (source.charAt(position)) {
        case '(' -> {
          final boolean annotation = source.startsWith("(@", position);
          position += annotation ? 2 : 1;
          open.push(new Open(start, line, annotation, new ArrayList<>()));
        }
        case ')' -> close();
        case '"' -> string();
        default -> atom();
      }
    }
    if (!open.isEmpty()) {
      throw new WastException(open.peek().line(), "group that is not closed");
    }
    return top;
  }

  private void add(final SExpression item) {
    (open.isEmpty() ? top : open.peek().items()).add(item);
  }

  private void close() throws WastException {
    if (open.isEmpty()) {
      throw new WastException(line, "closing parenthesis without a group");
    }
    position++;
    final Open closed = open.pop();
    if (!closed.annotation()) {
      add(new SExpression.Group(closed.items(), closed.start(), position, closed.line()));
    }
  }

  /** Skips blanks and comments; false at the end of the text. */
  private boolean skipToToken() throws WastException {
    while (position < source.length()) {
      if (source.startsWith(";;", position)) {
        skipLine();
      } else if (source.startsWith("(;", position)) {
        skipBlockComment();
      } else if (source.charAt(position) <= ' ') {
        advance();
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipLine() {
    while (position < source.length()
        && source.charAt(position) != '\n'
        && source.charAt(position) != '\r') {
      position++;
    }
  }

  private void skipBlockComment() throws WastException {
    final int begin = line;
    int depth = 0;
    do {
      if (position >= source.length()) {
        throw new WastException(begin, "comment that is not closed");
      }
      if (source.startsWith("(;", position)) {
        depth++;
        position += 2;
      } else if (source.startsWith(";)", position)) {
        depth--;
        position += 2;
      } else {
        advance();
      }
    } while (depth > 0);
  }

  private void advance() {
    if (source.charAt(position) == '\n') {
      line++;
    }
    position++;
  }

  private void atom() throws WastException {
    final int start = position;
    while (position < source.length()
        && isAtom(source.charAt(position))
        && !source.startsWith(";;", position)) {
      position++;
    }
    final String text = source.substring(start, position);
    add(new SExpression.Atom(text, start, position, line));
  }

  private static boolean isAtom(final char c) {
    return c > ' ' && c != '(' && c != ')' && c != '"';
  }

  private void string() throws WastException {
    final int start = position;
    final int begin = line;
    final StringBuilder bytes = new StringBuilder();
    position++;
    while (true) {
      if (position >= source.length()) {
        throw new WastException(begin, "string that is not closed");
      }
      final char c = source.charAt(position);
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        escape(bytes);
      } else {
        utf8(bytes, source.codePointAt(position));
        if (Character.isHighSurrogate(c)) {
          position++;
        }
        advance();
      }
    }
    position++;
    add(new SExpression.Text(bytes.toString(), start, position, begin));
  }

  private void escape(final StringBuilder bytes) throws WastException {
    final int at = position + 1;
    final char kind = at < source.length() ? source.charAt(at) : ' ';
    position += 2;
    switch (kind) {
      case 't' -> bytes.append('\t');
      case 'n' -> bytes.append('\n');
      case 'r' -> bytes.append('\r');
      case '"', '\'', '\\' -> bytes.append(kind);
      case 'u' -> {
        final int end = source.indexOf('}', at);
        if (end < 0 || !source.startsWith("{", at + 1)) {
          throw new WastException(line, "malformed escape");
        }
        utf8(bytes, hex(at + 2, end));
        position = end + 1;
      }
      default -> {
        bytes.append((char) hex(at, Math.min(at + 2, source.length())));
        position = at + 2;
      }
    }
  }

  private int hex(final int from, final int to) throws WastException {
    final String digits = source.substring(from, to).replace("_", "");
    if (!digits.matches("[0-9a-fA-F]{2,6}") && !digits.matches("[0-9a-fA-F]")) {
      throw new WastException(line, "malformed escape");
    }
    return Integer.parseInt(digits, 16);
  }

  private static void utf8(final StringBuilder bytes, final int character) {
    final String text = Character.toString(character);
    bytes.append(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }
}
