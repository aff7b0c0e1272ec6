package parallax.compiler;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One instance of the program: a module and its name among the others. The unit of compilation is a
 * list of them, in the order in which they are initialised.
 *
 * <p>An import is looked up in the instance that its module name stands for: the one that {@link
 * #providers()} says, otherwise the last instance of that name before this one, otherwise the first
 * behind it. A function whose module name stands for no instance is a host call.
 *
 * @param name how other instances refer to it; "" for the only one
 * @param wasm the module's bytes; not copied, not changed
 * @param providers module names of imports that stand for another instance than the names say:
 *     positions in the list
 * @param sizes which sizes of memories and tables have to be large enough for its imports
 */
public record InstanceSpec(
    String name, byte[] wasm, SortedMap<String, Integer> providers, Sizes sizes) {
  /** Which sizes of other instances' memories and tables are compared with those of imports. */
  public enum Sizes {
    /** Those that they begin with. */
    INITIAL,
    /**
     * Those that they have when the instance is initialised, which the host compares before: of an
     * import only what growth cannot mend is refused.
     */
    CURRENT
  }

  public InstanceSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(wasm);
    Objects.requireNonNull(sizes);
    providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
  }

  /** An instance that finds what it imports as large as it began. */
  public InstanceSpec(
      final String name, final byte[] wasm, final SortedMap<String, Integer> providers) {
    this(name, wasm, providers, Sizes.INITIAL);
  }

  /** An instance whose imports are looked up by the instances' names. */
  public InstanceSpec(final String name, final byte[] wasm) {
    this(name, wasm, Collections.emptySortedMap());
  }

  /** The only instance of a program. */
  public static InstanceSpec of(final byte[] wasm) {
    return new InstanceSpec("", wasm);
  }
}
