package parallax.pvm.text;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import parallax.pvm.isa.Register;

/** Takes one line of assembly apart, from left to right. Blanks and a comment are skipped. */
final class LineScanner {

  /** A code position: a number, or the name of a label. */
  record Target(Optional<String> label, long position, int column) {}

  private final String text;
  private final int line;
  private int at;

  LineScanner(String text, int line) {
    int comment = text.indexOf(';');
    this.text = comment < 0 ? text : text.substring(0, comment);
    this.line = line;
    skipBlanks();
  }

  int line() {
    return line;
  }

  /** Where the next word begins, counted from 1. */
  int column() {
    return at + 1;
  }

  AssemblyException error(String message) {
    return errorAt(message, column());
  }

  AssemblyException errorAt(String message, int column) {
    return new AssemblyException(message, line, column);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean atDigit() {
    return !atEnd() && isDigit(text.charAt(at));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(int c) {
    return isDigit(c) || c == '_' || c == '.' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  boolean takes(char c) {
    if (atEnd() || text.charAt(at) != c) {
      return false;
    }
    at++;
    skipBlanks();
    return true;
  }

  /** Takes a word if it comes next, whole. */
  boolean takesWord(String word) {
    int end = at + word.length();
    if (!text.startsWith(word, at) || (end < text.length() && isWord(text.charAt(end)))) {
      return false;
    }
    at = end;
    skipBlanks();
    return true;
  }

  void expect(char c) throws AssemblyException {
    if (!takes(c)) {
      throw error("expected '" + c + "'" + found());
    }
  }

  void expectEnd() throws AssemblyException {
    if (!atEnd()) {
      throw error("expected the end of the line" + found());
    }
  }

  private String found() {
    return atEnd() ? ", found the end of the line" : ", found '" + text.charAt(at) + "'";
  }

  private String run(IntPredicate accepted) {
    int start = at;
    while (at < text.length() && accepted.test(text.charAt(at))) {
      at++;
    }
    String run = text.substring(start, at);
    skipBlanks();
    return run;
  }

  /** Letters, digits, underscores and dots. */
  String word(String what) throws AssemblyException {
    int column = column();
    String word = run(LineScanner::isWord);
    if (word.isEmpty()) {
      throw errorAt("expected " + what + found(), column);
    }
    return word;
  }

  int register() throws AssemblyException {
    int column = column();
    String name = word("a register");
    for (Register register : Register.values()) {
      if (register.assemblyName().equals(name)) {
        return register.index();
      }
    }
    throw errorAt("no register is called '" + name + "'", column);
  }

  /** A 64-bit number: signed decimal, or hexadecimal after 0x up to 2^64-1. */
  long number() throws AssemblyException {
    int column = column();
    boolean negative = takes('-');
    String digits = word("a number");
    try {
      if (digits.startsWith("0x")) {
        long value = Long.parseUnsignedLong(digits.substring(2), 16);
        return negative ? -value : value;
      }
      return Long.parseLong(negative ? "-" + digits : digits);
    } catch (NumberFormatException notANumber) {
      throw errorAt("'" + digits + "' is not a number of 64 bits", column);
    }
  }

  /** A number that fits an immediate, 32 signed bits. */
  long immediate() throws AssemblyException {
    int column = column();
    long value = number();
    if (value != (int) value) {
      throw errorAt(value + " does not fit an immediate of 32 signed bits", column);
    }
    return value;
  }

  /** An absolute address in brackets, unsigned, as the immediate that gives it. */
  long address() throws AssemblyException {
    expect('[');
    int column = column();
    long value = number();
    if (value != (int) value && value >>> 32 != 0) {
      throw errorAt("the address does not fit 32 bits", column);
    }
    expect(']');
    return (int) value;
  }

  /** What follows the register of a base in brackets: a sign, a number and the bracket. */
  long displacement() throws AssemblyException {
    if (!takes('+') && (atEnd() || text.charAt(at) != '-')) {
      throw error("expected '+' or '-'" + found());
    }
    long value = immediate();
    expect(']');
    return value;
  }

  Target target() throws AssemblyException {
    int column = column();
    expect('@');
    if (atDigit() || (!atEnd() && text.charAt(at) == '-')) {
      return new Target(Optional.empty(), number(), column);
    }
    return new Target(Optional.of(word("a label or a position")), 0, column);
  }

  /** Bytes as pairs of hexadecimal digits, up to the end or a closing brace; at least one. */
  byte[] bytes() throws AssemblyException {
    List<String> parts = new ArrayList<>();
    while (!atEnd() && text.charAt(at) != '}') {
      int column = column();
      String part = word("a byte");
      if (part.length() != 2 || !part.chars().allMatch(HexFormat::isHexDigit)) {
        throw errorAt("'" + part + "' is not a byte of two hexadecimal digits", column);
      }
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw error("expected a byte" + found());
    }
    return HexFormat.of().parseHex(String.join("", parts));
  }
}
