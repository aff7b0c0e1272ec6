package parallax.spec.run;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import parallax.compiler.binary.WasmModule;

/**
 * A module that a script instantiates once.
 *
 * @param number among the instances of the script, in the order of the commands
 * @param wasm its bytes
 * @param module as our decoder sees it; empty when it cannot be decoded
 * @param sources numbers of the instances that it imports from
 * @param outside what it imports that no instance gives, as {@code spectest.memory}
 */
public record ScriptInstance(
    int number,
    byte[] wasm,
    Optional<WasmModule> module,
    SortedSet<Integer> sources,
    List<String> outside) {
  /** What an import that only one program of several instances could have is called in reports. */
  public static final String LINKING = "linking";

  public ScriptInstance {
    outside = List.copyOf(outside);
  }

  /** True when everything that it imports is a function of the host. */
  boolean standsAlone() {
    return sources.isEmpty() && outside.isEmpty();
  }
}
