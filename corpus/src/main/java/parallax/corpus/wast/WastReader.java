package parallax.corpus.wast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parallax.corpus.wast.SExpression.Atom;
import parallax.corpus.wast.SExpression.Group;
import parallax.corpus.wast.SExpression.Text;

/**
 * Makes commands of a script. A script whose first group is no command is one module without the
 * parentheses around its fields.
 */
public final class WastReader {
  private static final Set<String> FIELDS =
      Set.of(
          "type", "rec", "import", "func", "table", "memory", "tag", "global", "export", "start",
          "elem", "data");

  private final String source;

  private WastReader(final String source) {
    this.source = source;
  }

  /**
   * The commands of a script in order.
   *
   * @throws WastException when it is not a sequence of groups that begin with a keyword
   */
  public static List<WastCommand> read(final String source) throws WastException {
    return new WastReader(source).commands();
  }

  private List<WastCommand> commands() throws WastException {
    final List<SExpression> all = SExpressionReader.read(source);
    if (!all.isEmpty() && all.get(0) instanceof Group group && FIELDS.contains(group.head())) {
      final ScriptModule module =
          new ScriptModule(ScriptModule.Form.TEXT, Optional.empty(), false, source);
      return List.of(new WastCommand("module", Optional.of(module), List.of(), all.get(0).line()));
    }
    final List<WastCommand> commands = new ArrayList<>();
    for (final SExpression each : all) {
      if (!(each instanceof Group group) || group.head().isEmpty()) {
        throw new WastException(each.line(), "not a command");
      }
      commands.add(command(group));
    }
    return commands;
  }

  private WastCommand command(final Group group) throws WastException {
    final List<SExpression> rest = group.items().subList(1, group.items().size());
    if (group.head().equals("module")) {
      return isAtom(rest, 0, "instance")
          ? new WastCommand(
              "instance", Optional.empty(), rest.subList(1, rest.size()), group.line())
          : new WastCommand("module", Optional.of(module(group)), List.of(), group.line());
    }
    if (!rest.isEmpty()
        && rest.get(0) instanceof Group module
        && module.head().equals("module")
        && group.head().startsWith("assert_")) {
      return new WastCommand(
          group.head(), Optional.of(module(module)), rest.subList(1, rest.size()), group.line());
    }
    return new WastCommand(group.head(), Optional.empty(), rest, group.line());
  }

  private ScriptModule module(final Group group) throws WastException {
    final List<SExpression> items = group.items();
    int at = 1;
    final boolean definition = isAtom(items, at, "definition");
    if (definition) {
      at++;
    }
    Optional<String> name = Optional.empty();
    if (at < items.size() && items.get(at) instanceof Atom atom && atom.text().startsWith("$")) {
      name = Optional.of(atom.text());
      at++;
    }
    if (isAtom(items, at, "binary")) {
      return new ScriptModule(ScriptModule.Form.BINARY, name, definition, strings(items, at + 1));
    }
    if (isAtom(items, at, "quote")) {
      return new ScriptModule(ScriptModule.Form.QUOTE, name, definition, strings(items, at + 1));
    }
    return new ScriptModule(ScriptModule.Form.TEXT, name, definition, text(group, definition));
  }

  /** The module as it stands there, without the word that only scripts have. */
  private String text(final Group group, final boolean definition) {
    if (!definition) {
      return source.substring(group.start(), group.end());
    }
    final SExpression word = group.items().get(1);
    return source.substring(group.start(), word.start())
        + source.substring(word.end(), group.end());
  }

  private static String strings(final List<SExpression> items, final int from)
      throws WastException {
    final StringBuilder joined = new StringBuilder();
    for (final SExpression item : items.subList(from, items.size())) {
      if (!(item instanceof Text text)) {
        throw new WastException(item.line(), "string expected");
      }
      joined.append(text.bytes());
    }
    return joined.toString();
  }

  private static boolean isAtom(final List<SExpression> items, final int index, final String text) {
    return index < items.size()
        && items.get(index) instanceof Atom atom
        && atom.text().equals(text);
  }
}
