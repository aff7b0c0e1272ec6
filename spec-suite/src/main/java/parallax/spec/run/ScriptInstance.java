package parallax.spec.run;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.binary.WasmModule;

/**
 * A module that a script instantiates once.
 *
 * @param number among the instances of the script, in the order of the commands
 * @param wasm its bytes
 * @param module as our decoder sees it; empty when it cannot be decoded
 * @param registered numbers of the instances that have names when it is instantiated, by name
 */
public record ScriptInstance(
    int number, byte[] wasm, Optional<WasmModule> module, SortedMap<String, Integer> registered) {
  public ScriptInstance {
    registered = Collections.unmodifiableSortedMap(new TreeMap<>(registered));
  }

  /** Numbers of the instances that it imports from; all that it could, when nobody knows. */
  Set<Integer> sources() {
    if (module.isEmpty()) {
      return new TreeSet<>(registered.values());
    }
    final Set<Integer> sources = new TreeSet<>();
    for (final WasmModule.Import each : module.get().imports()) {
      source(each).ifPresent(sources::add);
    }
    return sources;
  }

  /** The number of the instance that an import's module name stands for. */
  Optional<Integer> source(final WasmModule.Import imported) {
    return Optional.ofNullable(registered.get(imported.module()));
  }

  /** True when the module name of some of its imports stands for {@link Spectest}. */
  boolean usesSpectest() {
    return !registered.containsKey(Spectest.NAME) && !Spectest.wanted(module).isEmpty();
  }

  /** True when it imports what all users of {@link Spectest} share. */
  boolean sharesSpectest() {
    return usesSpectest() && module.orElseThrow().imports().stream().anyMatch(Spectest::isShared);
  }
}
