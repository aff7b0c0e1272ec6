package parallax.compiler.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import parallax.compiler.abi.ImportBindings.Rule;
import parallax.compiler.abi.ImportBindings.Unbound;

/**
 * Reads import bindings, one a line:
 *
 * <pre>
 *   # the rest of a line behind # is a comment
 *   env.abort       = trap        calling it traps
 *   env.console.log = nop         does nothing, returns zeros
 *   env.version     = const 7     returns 7 (decimal, negative or 0x)
 *   env.read        = ecalli 3    is host call 3
 *   env.other       = ecalli      is a host call whose number the compiler chooses
 *   env.fd_write    = wasi        is WASI's function fd_write
 *   env.*           = nop         all of a module that have no line of their own
 *   *               = trap        everything else
 *   "my.module"."a = b" = nop     names with dots, blanks, = or # in quotes; \" and \\ in them
 * </pre>
 *
 * <p>The first dot outside of quotes ends the module's name. Two lines for the same imports are an
 * error.
 */
public final class ImportsReader {
  private final String text;
  private final int line;
  private int at;

  private ImportsReader(final String text, final int line) {
    this.text = text;
    this.line = line;
  }

  /** The bindings; imports without a line are host calls. */
  public static ImportBindings read(final String text) throws ImportsFormatException {
    final List<Rule> rules = new ArrayList<>();
    final Map<List<String>, Integer> lines = new TreeMap<>(ImportsReader::compare);
    final String[] all = text.split("\r?\n|\r", -1);
    for (int i = 0; i < all.length; i++) {
      final ImportsReader reader = new ImportsReader(all[i], i + 1);
      if (reader.atEnd()) {
        continue;
      }
      final Rule rule = reader.rule();
      rules.add(rule);
      final Integer before = lines.put(List.of(rule.module(), rule.name()), i + 1);
      if (before != null) {
        throw new ImportsFormatException(
            i + 1, rule.module() + "." + rule.name() + " is bound in line " + before + " already");
      }
    }
    return new ImportBindings(rules, Unbound.HOST_CALL);
  }

  private static int compare(final List<String> one, final List<String> other) {
    final int module = one.get(0).compareTo(other.get(0));
    return module != 0 ? module : one.get(1).compareTo(other.get(1));
  }

  private Rule rule() throws ImportsFormatException {
    final String module = name(true);
    final boolean everything = module.equals(ImportBindings.ANY) && !nextIs('.');
    if (!everything) {
      expect('.', "a dot between module and name");
    }
    final String name = everything ? ImportBindings.ANY : name(false);
    if (module.equals(ImportBindings.ANY) && !name.equals(ImportBindings.ANY)) {
      throw error("* stands for all modules and then for all names: *." + name);
    }
    blanks();
    expect('=', "= behind the import");
    final ImportBinding binding = binding(word());
    if (!atEnd()) {
      throw error("not expected: " + text.substring(at));
    }
    return new Rule(module, name, binding);
  }

  private ImportBinding binding(final String word) throws ImportsFormatException {
    return switch (word) {
      case "trap" -> new ImportBinding.Trap();
      case "nop" -> new ImportBinding.Nop();
      case "const" -> new ImportBinding.Const(number());
      case "ecalli" -> new ImportBinding.HostCall(atEnd() ? OptionalInt.empty() : index());
      case "wasi" -> new ImportBinding.Wasi();
      default ->
          throw error(
              "a binding is trap, nop, const N, ecalli N or wasi, not "
                  + (word.isEmpty() ? "nothing" : word));
    };
  }

  private OptionalInt index() throws ImportsFormatException {
    final long index = number();
    if (index < 0 || index > Integer.MAX_VALUE) {
      throw error("a host call has a number from 0 to 2147483647, not " + index);
    }
    return OptionalInt.of((int) index);
  }

  private long number() throws ImportsFormatException {
    final String word = word();
    final boolean negative = word.startsWith("-");
    final String digits = negative ? word.substring(1) : word;
    try {
      final long value =
          digits.startsWith("0x")
              ? Long.parseUnsignedLong(digits.substring(2), 16)
              : Long.parseUnsignedLong(digits);
      return negative ? -value : value;
    } catch (final NumberFormatException e) {
      throw error("not a number: " + (word.isEmpty() ? "nothing" : word));
    }
  }

  /** A name in quotes, or up to a dot, = or #. */
  private String name(final boolean isModule) throws ImportsFormatException {
    blanks();
    if (nextIs('"')) {
      return quoted();
    }
    final int start = at;
    while (at < text.length()
        && "=# \t\"".indexOf(text.charAt(at)) < 0
        && !(isModule && text.charAt(at) == '.')) {
      at++;
    }
    if (at == start) {
      throw error("the name of " + (isModule ? "a module" : "an import") + " is missing");
    }
    return text.substring(start, at);
  }

  private String quoted() throws ImportsFormatException {
    final StringBuilder name = new StringBuilder();
    at++;
    while (!nextIs('"')) {
      if (nextIs('\\')) {
        at++;
      }
      if (at >= text.length()) {
        throw error("a quote is not closed");
      }
      name.append(text.charAt(at));
      at++;
    }
    at++;
    return name.toString();
  }

  private String word() {
    blanks();
    final int start = at;
    while (at < text.length() && "# \t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private void expect(final char wanted, final String what) throws ImportsFormatException {
    if (!nextIs(wanted)) {
      throw error(what + " is missing");
    }
    at++;
  }

  private boolean nextIs(final char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  private void blanks() {
    while (nextIs(' ') || nextIs('\t')) {
      at++;
    }
  }

  /** Whether nothing but blanks and a comment is left. */
  private boolean atEnd() {
    blanks();
    return at == text.length() || nextIs('#');
  }

  private ImportsFormatException error(final String message) {
    return new ImportsFormatException(line, message);
  }
}
