package parallax.spec.report;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.spec.run.Result;
import parallax.spec.run.ScriptResults;

/**
 * Counts of assertions; modules and actions are not among them, their failures are.
 *
 * @param pass assertions that hold
 * @param fail commands of any kind that failed
 * @param unsupported assertions that the engine cannot answer
 */
public record Totals(int pass, int fail, int unsupported) {
  /** By family, and in it by engine. */
  static SortedMap<String, SortedMap<String, Totals>> byFamily(final List<ScriptResults> all) {
    final SortedMap<String, SortedMap<String, Totals>> families = new TreeMap<>(Families.ORDER);
    for (final ScriptResults script : all) {
      final SortedMap<String, Totals> engines =
          families.computeIfAbsent(script.family(), key -> new TreeMap<>());
      script.results().forEach(result -> count(engines, result));
    }
    return families;
  }

  /** By kind of command, and in it by engine; kinds that are no assertions only when they fail. */
  static SortedMap<Result.Kind, SortedMap<String, Totals>> byKind(final List<ScriptResults> all) {
    final SortedMap<Result.Kind, SortedMap<String, Totals>> kinds = new TreeMap<>();
    for (final ScriptResults script : all) {
      for (final Result result : script.results()) {
        if (result.kind().isAssertion() || result.status() == Result.Status.FAIL) {
          count(kinds.computeIfAbsent(result.kind(), key -> new TreeMap<>()), result);
        }
      }
    }
    return kinds;
  }

  /** By engine. */
  static SortedMap<String, Totals> of(final ScriptResults script) {
    final SortedMap<String, Totals> engines = new TreeMap<>();
    script.results().forEach(result -> count(engines, result));
    return engines;
  }

  /** All families of WebAssembly 3.0 together. */
  static SortedMap<String, Totals> standard(final List<ScriptResults> all) {
    return sum(all.stream().filter(script -> Families.isStandard(script.family())).toList());
  }

  /** All families together. */
  static SortedMap<String, Totals> sum(final List<ScriptResults> all) {
    final SortedMap<String, Totals> engines = new TreeMap<>();
    all.forEach(script -> script.results().forEach(result -> count(engines, result)));
    return engines;
  }

  private static void count(final SortedMap<String, Totals> engines, final Result result) {
    engines.merge(result.engine(), one(result), Totals::plus);
  }

  private static Totals one(final Result result) {
    final int counts = result.kind().isAssertion() ? 1 : 0;
    return switch (result.status()) {
      case PASS -> new Totals(counts, 0, 0);
      case FAIL -> new Totals(0, 1, 0);
      case UNSUPPORTED -> new Totals(0, 0, counts);
    };
  }

  private Totals plus(final Totals other) {
    return new Totals(pass + other.pass, fail + other.fail, unsupported + other.unsupported);
  }

  @Override
  public String toString() {
    return pass + " / " + fail + " / " + unsupported;
  }
}
