package parallax.compiler.sourcemap;

import java.util.ArrayList;
import java.util.List;

/** Reads the lines of a map and their fields, one after the other. */
final class LineReader {
  private final List<String> lines;
  private int number;
  private String line = "";
  private int at;

  LineReader(final String text) throws MapFormatException {
    lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (!lines.remove(lines.size() - 1).isEmpty()) {
      throw new MapFormatException(lines.size() + 1, "the last line does not end");
    }
  }

  MapFormatException error(final String message) {
    return new MapFormatException(number, message);
  }

  /** Whether the next line begins with this keyword. */
  boolean nextIs(final String keyword) {
    return number < lines.size()
        && (lines.get(number).equals(keyword) || lines.get(number).startsWith(keyword + " "));
  }

  /** Goes to the next line, which must have this keyword. */
  void begin(final String keyword) throws MapFormatException {
    final boolean right = nextIs(keyword);
    number++;
    if (!right) {
      throw error("expected " + keyword);
    }
    line = lines.get(number - 1);
    at = keyword.length();
  }

  /** The line must have no more fields. */
  void end() throws MapFormatException {
    if (at != line.length()) {
      throw error("unexpected: " + line.substring(at));
    }
  }

  /** The text must have no more lines. */
  void endOfText() throws MapFormatException {
    if (number < lines.size()) {
      number++;
      throw error("text behind the end");
    }
  }

  private void space() throws MapFormatException {
    if (at >= line.length() || line.charAt(at) != ' ') {
      throw error("a field is missing");
    }
    at++;
  }

  /** A field without spaces. */
  String word() throws MapFormatException {
    space();
    final int space = line.indexOf(' ', at);
    final int end = space < 0 ? line.length() : space;
    final String word = line.substring(at, end);
    at = end;
    return word;
  }

  long number() throws MapFormatException {
    return decimal(word());
  }

  int integer() throws MapFormatException {
    final long value = number();
    if (value != (int) value) {
      throw error("number out of range: " + value);
    }
    return (int) value;
  }

  private long decimal(final String word) throws MapFormatException {
    try {
      final long value = Long.parseLong(word);
      if (Long.toString(value).equals(word)) {
        return value;
      }
    } catch (final NumberFormatException e) {
      throw error("not a number: " + word);
    }
    throw error("not a number in its shortest form: " + word);
  }

  long address() throws MapFormatException {
    final String word = word();
    try {
      if (word.startsWith("0x")) {
        final long value = Long.parseLong(word, 2, word.length(), 16);
        if (word.equals("0x" + Long.toHexString(value))) {
          return value;
        }
      }
    } catch (final NumberFormatException e) {
      throw error("not an address: " + word);
    }
    throw error("not an address: " + word);
  }

  /** Names in parentheses. */
  List<String> list() throws MapFormatException {
    final String word = word();
    if (word.length() < 2 || !word.startsWith("(") || !word.endsWith(")")) {
      throw error("not a list: " + word);
    }
    final String inside = word.substring(1, word.length() - 1);
    return inside.isEmpty() ? List.of() : List.of(inside.split(",", -1));
  }

  /** Numbers with commas between them, or a dash for none. */
  List<Integer> integers() throws MapFormatException {
    final String word = word();
    final List<Integer> values = new ArrayList<>();
    if (!word.equals("-")) {
      for (final String part : word.split(",", -1)) {
        final long value = decimal(part);
        if (value < 0 || value > Integer.MAX_VALUE) {
          throw error("number out of range: " + value);
        }
        values.add((int) value);
      }
    }
    return values;
  }

  /** A text in quotes. */
  String text() throws MapFormatException {
    space();
    if (at >= line.length() || line.charAt(at) != '"') {
      throw error("a text in quotes is missing");
    }
    final StringBuilder text = new StringBuilder();
    for (at++; at < line.length(); at++) {
      final char c = line.charAt(at);
      if (c == '"') {
        at++;
        return text.toString();
      }
      if (c == '\\') {
        text.appendCodePoint(escape());
      } else {
        text.append(c);
      }
    }
    throw error("a text does not end");
  }

  /** From a backslash to the closing brace, which is left for the caller to step over. */
  private int escape() throws MapFormatException {
    final int close = line.indexOf('}', at);
    if (close < 0 || line.charAt(at + 1) != '{') {
      throw error("a bad escape");
    }
    final String digits = line.substring(at + 2, close);
    at = close;
    try {
      final int codePoint = Integer.parseInt(digits, 16);
      if (Character.isValidCodePoint(codePoint)) {
        return codePoint;
      }
    } catch (final NumberFormatException e) {
      throw error("a bad escape: " + digits);
    }
    throw error("no such character: " + digits);
  }
}
