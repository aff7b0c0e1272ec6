package parallax.compiler.ir;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parallax.compiler.ir.IrLexer.Kind;
import parallax.compiler.ir.IrLexer.Token;

/** Reads tokens one by one, and the small things that functions and programs are written with. */
final class IrTokens {
  private final IrLexer lexer;
  private Token token;

  IrTokens(final String text) {
    lexer = new IrLexer(text);
    token = lexer.next();
  }

  /** The token that comes next. */
  Token peek() {
    return token;
  }

  boolean at(final String text) {
    return token.is(text);
  }

  boolean at(final Kind kind) {
    return token.kind() == kind;
  }

  Token take() {
    final Token taken = token;
    token = lexer.next();
    return taken;
  }

  /** Takes the next token if it is this one. */
  boolean accept(final String text) {
    if (!token.is(text)) {
      return false;
    }
    take();
    return true;
  }

  void expect(final String text) {
    if (!accept(text)) {
      throw unexpected("'" + text + "'");
    }
  }

  Token expect(final Kind kind, final String what) {
    if (token.kind() != kind) {
      throw unexpected(what);
    }
    return take();
  }

  IrParseException unexpected(final String wanted) {
    return fault(token, wanted + " expected, not '" + token.text() + "'");
  }

  static IrParseException fault(final Token at, final String problem) {
    return new IrParseException(at.line(), at.column(), problem);
  }

  /** A number that fits into 64 bits, signed, or unsigned when written in hexadecimal. */
  long number() {
    final Token at = expect(Kind.NUMBER, "number");
    final boolean hex = at.text().startsWith("0x");
    try {
      final BigInteger value =
          hex ? new BigInteger(at.text().substring(2), 16) : new BigInteger(at.text());
      if (value.signum() >= 0 && hex && value.bitLength() <= Long.SIZE) {
        return value.longValue();
      }
      return value.longValueExact();
    } catch (final NumberFormatException e) {
      throw fault(at, "'" + at.text() + "' is not a number");
    } catch (final ArithmeticException e) {
      throw fault(at, at.text() + " does not fit into 64 bits");
    }
  }

  /** A number that fits into 32 bits. */
  int index() {
    final Token at = token;
    final long value = number();
    if (value != (int) value) {
      throw fault(at, value + " does not fit into 32 bits");
    }
    return (int) value;
  }

  Type type() {
    final Token at = expect(Kind.WORD, "type");
    return type(at, at.text());
  }

  static Type type(final Token at, final String mnemonic) {
    for (final Type type : Type.values()) {
      if (type.mnemonic().equals(mnemonic)) {
        return type;
      }
    }
    throw fault(at, "no type '" + mnemonic + "'");
  }

  /** {@code (i32, i64) -> (i32)}. */
  Signature signature() {
    final List<Type> params = types();
    expect("->");
    return new Signature(params, types());
  }

  private List<Type> types() {
    final List<Type> types = new ArrayList<>();
    expect("(");
    while (!accept(")")) {
      if (!types.isEmpty()) {
        expect(",");
      }
      types.add(type());
    }
    return types;
  }

  /** The number of a word like {@code v12}: a letter and digits. */
  int numbered(final char letter, final String what) {
    final Token at = expect(Kind.WORD, what);
    if (!isNumbered(at, letter)) {
      throw fault(at, what + " expected, not '" + at.text() + "'");
    }
    return Integer.parseInt(at.text(), 1, at.text().length(), 10);
  }

  /** True when the next token is a letter and digits. */
  boolean atNumbered(final char letter) {
    return isNumbered(token, letter);
  }

  // At most seven digits: more values than any text has, and few enough to make them all.
  private static boolean isNumbered(final Token token, final char letter) {
    final String text = token.text();
    if (token.kind() != Kind.WORD || text.charAt(0) != letter) {
      return false;
    }
    return text.length() >= 2
        && text.length() <= 8
        && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }
}
