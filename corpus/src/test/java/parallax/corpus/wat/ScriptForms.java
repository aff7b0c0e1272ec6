package parallax.corpus.wat;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script of the official test suite into its forms, at the parentheses. */
final class ScriptForms {
  private final String text;
  private int at;

  private ScriptForms(final String text) {
    this.text = text;
  }

  /** The top-level forms of a script; text between them is left out. */
  static List<String> of(final String text) {
    final ScriptForms script = new ScriptForms(text);
    final List<String> forms = new ArrayList<>();
    int depth = 0;
    int start = 0;
    while (script.at < text.length()) {
      if (script.skip()) {
        continue;
      }
      final char c = text.charAt(script.at++);
      if (c == '(' && depth++ == 0) {
        start = script.at - 1;
      } else if (c == ')' && --depth == 0) {
        forms.add(text.substring(start, script.at));
      }
    }
    return forms;
  }

  /** Skips a comment or string that begins here; false if none does. */
  private boolean skip() {
    if (text.startsWith(";;", at)) {
      final int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
      return true;
    }
    if (text.startsWith("(;", at)) {
      int depth = 0;
      do {
        if (text.startsWith("(;", at)) {
          depth++;
          at += 2;
        } else if (text.startsWith(";)", at)) {
          depth--;
          at += 2;
        } else {
          at++;
        }
      } while (depth > 0);
      return true;
    }
    if (text.charAt(at) == '"') {
      for (at++; text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\') {
          at++;
        }
      }
      at++;
      return true;
    }
    return false;
  }
}
