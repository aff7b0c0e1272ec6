package parallax.compiler.abi;

import java.util.List;
import java.util.Optional;

/**
 * Which binding an imported function has that no instance provides. Of the rules that match an
 * import the most exact one counts: module and name, module alone. The rule for everything is for
 * imports that have no meaning of their own (those of {@link JamFunction}, {@link Intrinsic} and
 * WASI do).
 *
 * @param rules no two for the same imports
 * @param unbound what an import without a rule is
 */
public record ImportBindings(List<Rule> rules, Unbound unbound) {
  /** The module name of WASI preview 1. */
  public static final String WASI = "wasi_snapshot_preview1";

  /** Stands for every name, or every module and name. */
  public static final String ANY = "*";

  /** Every import is a host call with a number that the compiler chooses. */
  public static final ImportBindings HOST_CALLS = new ImportBindings(List.of(), Unbound.HOST_CALL);

  /** What an import without a rule is, if it is none that has a meaning of its own. */
  public enum Unbound {
    HOST_CALL,
    ERROR
  }

  /**
   * The binding of one import, or of many.
   *
   * @param module its module, or {@link #ANY} for all; then the name is that, too
   * @param name its name, or {@link #ANY} for all of the module
   */
  public record Rule(String module, String name, ImportBinding binding) {}

  public ImportBindings {
    rules = List.copyOf(rules);
  }

  /** The same rules; an import without one is an error. */
  public ImportBindings strict() {
    return new ImportBindings(rules, Unbound.ERROR);
  }

  /** The binding that a rule for the import, or for its module, gives. */
  public Optional<ImportBinding> of(final String module, final String name) {
    final Optional<ImportBinding> exact = rule(module, name);
    return exact.isPresent() ? exact : rule(module, ANY);
  }

  /** The binding of everything else. */
  public Optional<ImportBinding> otherwise() {
    return rule(ANY, ANY);
  }

  private Optional<ImportBinding> rule(final String module, final String name) {
    return rules.stream()
        .filter(rule -> rule.module().equals(module) && rule.name().equals(name))
        .map(Rule::binding)
        .findFirst();
  }
}
