package parallax.oracle.engine;

import parallax.oracle.host.HostFunctions;

/** A way to run modules. Stateless; every instance stands for itself. */
public interface Engine {
  /** The name in reports. */
  String name();

  /**
   * Instantiates a module; how that ended is {@link EngineInstance#instantiation}. Throws nothing,
   * whatever the bytes are.
   *
   * @param budget see {@link EngineInstance#call}
   */
  EngineInstance instantiate(byte[] wasm, HostFunctions host, long budget);

  /**
   * What the engine is given for work that took the reference so many instructions: generous, so
   * that only a run that is out of control does not get by with it.
   *
   * @param executed instructions that the reference executed
   * @param wasmLength bytes of the module for an instantiation, 0 for a call
   */
  default long budgetFor(final long executed, final int wasmLength) {
    return 10_000 + 1_000 * (executed + wasmLength);
  }
}
