package parallax.compiler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One instance of the program: a module and its name among the others. The unit of compilation is a
 * list of them, in the order in which they are initialised.
 *
 * <p>An import is satisfied by the first of its {@link #adapters()} that exports something of its
 * kind and name, whatever its module. Without one it is looked up in the instance that its module
 * name stands for: the one that {@link #providers()} says, otherwise the last instance of that name
 * before this one, otherwise the first behind it. A function whose module name stands for no
 * instance is a host call.
 *
 * @param name how other instances refer to it; "" for the only one
 * @param wasm the module's bytes; not copied, not changed
 * @param providers module names of imports that stand for another instance than the names say:
 *     positions in the list
 * @param sizes which sizes of memories and tables have to be large enough for its imports
 * @param adapters instances whose exports satisfy imports by name alone: positions in the list
 */
public record InstanceSpec(
    String name,
    byte[] wasm,
    SortedMap<String, Integer> providers,
    Sizes sizes,
    List<Integer> adapters) {
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
    adapters = List.copyOf(adapters);
  }

  /** An instance without adapters. */
  public InstanceSpec(
      final String name,
      final byte[] wasm,
      final SortedMap<String, Integer> providers,
      final Sizes sizes) {
    this(name, wasm, providers, sizes, List.of());
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

  /**
   * A module with adapters, which are initialised before it, in their order. Imports of the module
   * are satisfied by the first adapter that exports the name; imports of an adapter by the module,
   * then by the adapters before it.
   *
   * @return the instances; the module's is the last
   */
  public static List<InstanceSpec> withAdapters(final byte[] wasm, final List<byte[]> adapters) {
    if (adapters.isEmpty()) {
      return List.of(of(wasm));
    }
    final List<InstanceSpec> instances = new ArrayList<>();
    final List<Integer> before = new ArrayList<>();
    for (int i = 0; i < adapters.size(); i++) {
      final List<Integer> exporters = new ArrayList<>(List.of(adapters.size()));
      exporters.addAll(before);
      final String name = adapters.size() == 1 ? "adapter" : "adapter " + (i + 1);
      instances.add(
          new InstanceSpec(
              name, adapters.get(i), Collections.emptySortedMap(), Sizes.INITIAL, exporters));
      before.add(i);
    }
    instances.add(
        new InstanceSpec("main", wasm, Collections.emptySortedMap(), Sizes.INITIAL, before));
    return List.copyOf(instances);
  }
}
