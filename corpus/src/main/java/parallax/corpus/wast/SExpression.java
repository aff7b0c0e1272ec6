package parallax.corpus.wast;

import java.util.Collections;
import java.util.List;

/**
 * A piece of a script: a keyword, number or name, a string, or a group in parentheses. Comments and
 * annotations are not kept.
 */
public sealed interface SExpression {
  /** Where it begins, in characters of the script. */
  int start();

  /** Where it ends. */
  int end();

  /** Line of its first character, from 1. */
  int line();

  /** Anything that is neither a string nor a group. */
  record Atom(String text, int start, int end, int line) implements SExpression {}

  /** A string: its bytes, escapes resolved, one character per byte (ISO 8859-1). */
  record Text(String bytes, int start, int end, int line) implements SExpression {}

  /** What stands between two parentheses. */
  record Group(List<SExpression> items, int start, int end, int line) implements SExpression {
    public Group {
      items = Collections.unmodifiableList(items);
    }

    /** The text of the first item if it is an atom, otherwise empty. */
    public String head() {
      return !items.isEmpty() && items.get(0) instanceof Atom atom ? atom.text() : "";
    }
  }
}
