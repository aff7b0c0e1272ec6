package parallax.compiler.binary;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The names that the custom section "name" gives (core 3.0 appendix A.7). They never change what a
 * module means, so one that does not follow its grammar counts as absent.
 *
 * @param module of the module
 * @param functions by function index
 * @param locals by function index, then local index
 */
public record NameSection(
    Optional<String> module,
    SortedMap<Integer, String> functions,
    SortedMap<Integer, SortedMap<Integer, String>> locals) {
  /** No names. */
  public static final NameSection EMPTY =
      new NameSection(Optional.empty(), Collections.emptySortedMap(), Collections.emptySortedMap());

  public NameSection {
    functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
    locals = Collections.unmodifiableSortedMap(new TreeMap<>(locals));
  }
}
