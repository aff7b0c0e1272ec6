package parallax.oracle.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.compiler.binary.WasmOp;
import parallax.corpus.wast.SExpression;
import parallax.corpus.wast.SExpressionReader;
import parallax.corpus.wast.WastException;

/**
 * The instructions that a module's text has, function by function, in the order of the binary form
 * (wasm core 3.0 section 6.5.10): a folded instruction stands behind its operands, a folded block
 * before its body, and its {@code end} is its closing parenthesis. Uses no Java stack for nesting.
 */
final class TextInstructions {
  private static final Set<String> NAMES =
      Arrays.stream(WasmOp.values()).map(WasmOp::text).collect(Collectors.toUnmodifiableSet());
  private static final String END = "end";
  private static final String ELSE = "else";

  /**
   * One of them.
   *
   * @param name in the text format; {@code end} and {@code else} are instructions too
   * @param line of the text, from 1
   */
  record Instruction(String name, int line) {}

  /** What is still to be done: an expression to look at, or an instruction whose turn it is. */
  private record Pending(SExpression expression, Instruction instruction) {}

  private final int[] lineStarts;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<Instruction> found = new ArrayList<>();

  private TextInstructions(final String text) {
    final List<Integer> starts = new ArrayList<>(List.of(0));
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts.add(at + 1);
    }
    this.lineStarts = starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Those of every function that has a body, in order.
   *
   * @throws WastException when the text is none
   */
  static List<List<Instruction>> of(final String text) throws WastException {
    final List<List<Instruction>> functions = new ArrayList<>();
    for (final SExpression field : fields(SExpressionReader.read(text))) {
      if (field instanceof SExpression.Group group && isBody(group)) {
        functions.add(new TextInstructions(text).function(group));
      }
    }
    return functions;
  }

  /** A module may be written without the parentheses around it. */
  private static List<SExpression> fields(final List<SExpression> top) {
    return top.size() == 1
            && top.get(0) instanceof SExpression.Group group
            && group.head().equals("module")
        ? group.items()
        : top;
  }

  private static boolean isBody(final SExpression.Group field) {
    return field.head().equals("func")
        && field.items().stream()
            .noneMatch(
                item -> item instanceof SExpression.Group group && group.head().equals("import"));
  }

  private List<Instruction> function(final SExpression.Group function) {
    end(function);
    sequence(function.items().subList(1, function.items().size()));
    while (!pending.isEmpty()) {
      final Pending next = pending.pop();
      if (next.instruction() != null) {
        found.add(next.instruction());
      } else if (next.expression() instanceof SExpression.Atom atom) {
        plain(atom);
      } else if (next.expression() instanceof SExpression.Group group) {
        folded(group);
      }
    }
    return found;
  }

  private void sequence(final List<SExpression> items) {
    for (int i = items.size() - 1; i >= 0; i--) {
      pending.push(new Pending(items.get(i), null));
    }
  }

  private void then(final String name, final int line) {
    pending.push(new Pending(null, new Instruction(name, line)));
  }

  private void end(final SExpression.Group group) {
    final int at = Arrays.binarySearch(lineStarts, group.end() - 1);
    then(END, at >= 0 ? at + 1 : -at - 1);
  }

  private void plain(final SExpression.Atom atom) {
    if (NAMES.contains(atom.text())) {
      found.add(new Instruction(atom.text(), atom.line()));
    }
  }

  /** What is pushed last comes first. */
  private void folded(final SExpression.Group group) {
    final String name = group.head();
    if (!NAMES.contains(name)) {
      return;
    }
    final int line = group.items().get(0).line();
    final List<SExpression> rest = group.items().subList(1, group.items().size());
    switch (name) {
      case "block", "loop", "try_table" -> {
        end(group);
        sequence(rest);
        found.add(new Instruction(name, line));
      }
      case "if" -> {
        end(group);
        alternatives(rest);
        then(name, line);
        sequence(groups(rest).stream().filter(each -> !isAlternative(each)).toList());
      }
      default -> {
        then(name, line);
        sequence(groups(rest));
      }
    }
  }

  private void alternatives(final List<SExpression> rest) {
    for (int i = rest.size() - 1; i >= 0; i--) {
      if (isAlternative(rest.get(i)) && rest.get(i) instanceof SExpression.Group each) {
        sequence(each.items().subList(1, each.items().size()));
        if (each.head().equals(ELSE)) {
          then(ELSE, each.line());
        }
      }
    }
  }

  private static boolean isAlternative(final SExpression item) {
    return item instanceof SExpression.Group group
        && (group.head().equals("then") || group.head().equals(ELSE));
  }

  /** Operands are groups; what stands between them belongs to the instruction itself. */
  private static List<SExpression> groups(final List<SExpression> items) {
    return items.stream().filter(SExpression.Group.class::isInstance).toList();
  }
}
