package parallax.corpus.wast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.corpus.wast.SExpression.Atom;
import parallax.corpus.wast.SExpression.Group;

/** Reads arguments and expected results, {@code (i32.const 1)} and so on. */
final class ConstantReader {
  private static final String CONST = ".const";
  private static final int VECTOR_BITS = 128;

  private ConstantReader() {}

  /** An argument. */
  static ScriptValue value(final SExpression written) throws WastException {
    final ScriptPattern pattern = pattern(written);
    if (pattern instanceof ScriptPattern.Exact exact) {
      return exact.value();
    }
    throw new WastException(written.line(), "a value is wanted, not a pattern");
  }

  /** An expected result; constants are patterns that match only themselves. */
  static ScriptPattern pattern(final SExpression written) throws WastException {
    if (!(written instanceof Group group) || group.head().isEmpty()) {
      throw new WastException(written.line(), "not a constant");
    }
    final String head = group.head();
    final List<SExpression> rest = group.items().subList(1, group.items().size());
    if (head.equals("either")) {
      final List<ScriptPattern> choices = new ArrayList<>();
      for (final SExpression choice : rest) {
        choices.add(pattern(choice));
      }
      return new ScriptPattern.Either(choices);
    }
    if (head.equals("v128" + CONST)) {
      return vector(group, rest);
    }
    if (head.endsWith(CONST)) {
      final Optional<NumberType> type =
          NumberType.byText(head.substring(0, head.length() - CONST.length()));
      if (type.isPresent() && type.get().width() >= 32 && rest.size() == 1) {
        return number(type.get(), rest.get(0));
      }
    }
    if (head.startsWith("ref.")) {
      return reference(group, head.substring("ref.".length()), rest);
    }
    throw new WastException(group.line(), "unknown constant " + head);
  }

  private static ScriptPattern number(final NumberType type, final SExpression literal)
      throws WastException {
    final String text = atom(literal);
    if (type.isFloat() && text.equals("nan:canonical")) {
      return new ScriptPattern.Nan(type, ScriptPattern.Sort.CANONICAL);
    }
    if (type.isFloat() && text.equals("nan:arithmetic")) {
      return new ScriptPattern.Nan(type, ScriptPattern.Sort.ARITHMETIC);
    }
    try {
      return new ScriptPattern.Exact(new ScriptValue.Scalar(type, type.parse(text)));
    } catch (NumberFormatException e) {
      throw new WastException(literal.line(), e.getMessage());
    }
  }

  private static ScriptPattern vector(final Group group, final List<SExpression> rest)
      throws WastException {
    final String shape = rest.isEmpty() ? "" : atom(rest.get(0));
    final int cross = shape.indexOf('x');
    final Optional<NumberType> type =
        cross < 0 ? Optional.empty() : NumberType.byText(shape.substring(0, cross));
    if (type.isEmpty()
        || !shape.equals(type.get().text() + "x" + VECTOR_BITS / type.get().width())
        || (rest.size() - 1) * type.get().width() != VECTOR_BITS) {
      throw new WastException(group.line(), "malformed vector");
    }
    final List<ScriptPattern> lanes = new ArrayList<>();
    for (final SExpression lane : rest.subList(1, rest.size())) {
      lanes.add(number(type.get(), lane));
    }
    final int width = type.get().width();
    final long[] halves = new long[2];
    for (int i = 0; i < lanes.size(); i++) {
      if (!(lanes.get(i) instanceof ScriptPattern.Exact exact)
          || !(exact.value() instanceof ScriptValue.Scalar lane)) {
        return new ScriptPattern.Lanes(lanes);
      }
      final int at = i * width;
      halves[at / 64] |= (lane.bits() & -1L >>> (64 - width)) << at % 64;
    }
    return new ScriptPattern.Exact(new ScriptValue.Vector(halves[0], halves[1]));
  }

  private static ScriptPattern reference(
      final Group group, final String sort, final List<SExpression> rest) throws WastException {
    if (rest.size() > 1) {
      throw new WastException(group.line(), "malformed reference");
    }
    if (sort.equals("null")) {
      return new ScriptPattern.Exact(new ScriptValue.Null(rest.isEmpty() ? "" : atom(rest.get(0))));
    }
    final boolean internal = sort.equals("host");
    if (!rest.isEmpty() && (internal || sort.equals("extern"))) {
      try {
        final long number = NumberType.I32.parse(atom(rest.get(0))) & 0xFFFF_FFFFL;
        return new ScriptPattern.Exact(new ScriptValue.Host(internal, number));
      } catch (NumberFormatException e) {
        throw new WastException(group.line(), e.getMessage());
      }
    }
    return new ScriptPattern.NonNull(sort);
  }

  private static String atom(final SExpression item) throws WastException {
    if (item instanceof Atom atom) {
      return atom.text();
    }
    throw new WastException(item.line(), "a word or number is wanted");
  }
}
