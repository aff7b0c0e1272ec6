package parallax.compiler;

import java.util.Objects;

/**
 * One instance of the program: a module and its name among the others. The unit of compilation is a
 * list of them.
 *
 * @param name how other instances and exports refer to it; "" for the only one
 * @param wasm the module's bytes; not copied, not changed
 */
public record InstanceSpec(String name, byte[] wasm) {
  public InstanceSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(wasm);
  }

  /** The only instance of a program. */
  public static InstanceSpec of(final byte[] wasm) {
    return new InstanceSpec("", wasm);
  }
}
