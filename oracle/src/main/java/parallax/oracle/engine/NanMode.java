package parallax.oracle.engine;

import parallax.compiler.CompileException;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule.CustomSection;

/**
 * Which NaNs the reference makes. The specification leaves their bits open, and Chicory's depend on
 * the JVM; our engines all make the positive canonical one.
 */
public enum NanMode {
  /**
   * The positive canonical one, wherever it computes one, as the deterministic profile of core 3.0
   * has it (appendix "Profiles"). Bits of NaNs may be seen in any way.
   */
  DETERMINISTIC,
  /** Chicory's: the module makes every NaN canonical before its bits can be seen. */
  AS_IS;

  /**
   * The custom section of modules that make NaNs canonical themselves and want the reference {@link
   * #AS_IS}; its contents mean nothing.
   */
  public static final String CANONICAL_SECTION = "parallax.canonical-nans";

  /** What the module asks for. */
  static NanMode of(final byte[] wasm) {
    try {
      for (final CustomSection section : ModuleReader.read(wasm).customs()) {
        if (section.name().equals(CANONICAL_SECTION)) {
          return AS_IS;
        }
      }
      return DETERMINISTIC;
    } catch (final CompileException malformed) {
      return DETERMINISTIC;
    }
  }
}
