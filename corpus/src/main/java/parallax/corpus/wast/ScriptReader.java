package parallax.corpus.wast;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.corpus.wast.SExpression.Atom;
import parallax.corpus.wast.SExpression.Group;
import parallax.corpus.wast.SExpression.Text;
import parallax.corpus.wast.ScriptCommand.Ending;
import parallax.corpus.wast.ScriptCommand.Refusal;

/**
 * Reads scripts completely: every command, action, constant and pattern that the official suite
 * has. Anything else is an error with its line, never passed over.
 */
public final class ScriptReader {
  private ScriptReader() {}

  /**
   * The commands of a script in order.
   *
   * @throws WastException where it has what scripts do not have
   */
  public static List<ScriptCommand> read(final String source) throws WastException {
    final List<ScriptCommand> commands = new ArrayList<>();
    for (final WastCommand command : WastReader.read(source)) {
      commands.add(command(command));
    }
    return List.copyOf(commands);
  }

  private static ScriptCommand command(final WastCommand c) throws WastException {
    return switch (c.keyword()) {
      case "module" -> new ScriptCommand.Define(c.module().orElseThrow(), c.line());
      case "instance" -> instantiate(c);
      case "register" -> register(c);
      case "invoke", "get" ->
          new ScriptCommand.Perform(action(c.keyword(), c.operands(), c.line()), c.line());
      case "assert_return" -> assertReturn(c);
      case "assert_trap" ->
          c.module().isPresent() ? refusal(c, Refusal.UNINSTANTIABLE) : failure(c, Ending.TRAP);
      case "assert_exhaustion" -> failure(c, Ending.EXHAUSTION);
      case "assert_exception" -> failure(c, Ending.EXCEPTION);
      case "assert_unlinkable" -> refusal(c, Refusal.UNLINKABLE);
      case "assert_invalid" -> refusal(c, Refusal.INVALID);
      case "assert_malformed" -> refusal(c, Refusal.MALFORMED);
      case "assert_invalid_custom" -> refusal(c, Refusal.INVALID_CUSTOM);
      case "assert_malformed_custom" -> refusal(c, Refusal.MALFORMED_CUSTOM);
      default -> throw new WastException(c.line(), "unknown command " + c.keyword());
    };
  }

  private static ScriptCommand instantiate(final WastCommand c) throws WastException {
    final List<String> names = new ArrayList<>();
    for (final SExpression operand : c.operands()) {
      names.add(name(operand));
    }
    if (names.size() > 2) {
      throw new WastException(c.line(), "an instance has a name and a definition");
    }
    // One name alone is that of the instance.
    return new ScriptCommand.Instantiate(
        names.stream().findFirst(), names.stream().skip(1).findFirst(), c.line());
  }

  private static ScriptCommand register(final WastCommand c) throws WastException {
    final List<SExpression> operands = c.operands();
    if (operands.isEmpty() || operands.size() > 2 || !(operands.get(0) instanceof Text as)) {
      throw new WastException(c.line(), "register needs a string");
    }
    return new ScriptCommand.Register(
        utf8(as),
        operands.size() == 2 ? Optional.of(name(operands.get(1))) : Optional.empty(),
        c.line());
  }

  private static ScriptCommand assertReturn(final WastCommand c) throws WastException {
    final List<ScriptPattern> results = new ArrayList<>();
    for (final SExpression result : c.operands().subList(1, c.operands().size())) {
      results.add(ConstantReader.pattern(result));
    }
    return new ScriptCommand.AssertReturn(action(c), results, c.line());
  }

  private static ScriptCommand failure(final WastCommand c, final Ending ending)
      throws WastException {
    final boolean hasText = ending != Ending.EXCEPTION;
    if (c.operands().size() != (hasText ? 2 : 1)) {
      throw new WastException(c.line(), c.keyword() + " has an action and a text");
    }
    return new ScriptCommand.AssertFailure(ending, action(c), text(c), c.line());
  }

  private static ScriptCommand refusal(final WastCommand c, final Refusal refusal)
      throws WastException {
    if (c.module().isEmpty() || c.operands().size() != 1) {
      throw new WastException(c.line(), c.keyword() + " has a module and a text");
    }
    return new ScriptCommand.AssertModule(refusal, c.module().get(), text(c), c.line());
  }

  private static String text(final WastCommand c) {
    final byte[] bytes = c.expectedText().getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ScriptAction action(final WastCommand c) throws WastException {
    if (c.operands().isEmpty() || !(c.operands().get(0) instanceof Group group)) {
      throw new WastException(c.line(), "an action is wanted");
    }
    return action(group.head(), group.items().subList(1, group.items().size()), group.line());
  }

  private static ScriptAction action(
      final String keyword, final List<SExpression> operands, final int line) throws WastException {
    int at = 0;
    Optional<String> instance = Optional.empty();
    if (!operands.isEmpty() && operands.get(0) instanceof Atom) {
      instance = Optional.of(name(operands.get(at++)));
    }
    if (at >= operands.size() || !(operands.get(at) instanceof Text export)) {
      throw new WastException(line, "an action needs the name of an export");
    }
    final List<SExpression> rest = operands.subList(at + 1, operands.size());
    if (keyword.equals("get") && rest.isEmpty()) {
      return new ScriptAction.Get(instance, utf8(export));
    }
    if (!keyword.equals("invoke")) {
      throw new WastException(line, "unknown action " + keyword);
    }
    final List<ScriptValue> args = new ArrayList<>();
    for (final SExpression arg : rest) {
      args.add(ConstantReader.value(arg));
    }
    return new ScriptAction.Invoke(instance, utf8(export), args);
  }

  private static String name(final SExpression item) throws WastException {
    if (item instanceof Atom atom && atom.text().startsWith("$")) {
      return atom.text();
    }
    throw new WastException(item.line(), "a name with a dollar sign is wanted");
  }

  private static String utf8(final Text text) {
    return new String(text.bytes().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
