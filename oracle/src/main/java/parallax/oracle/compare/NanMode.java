package parallax.oracle.compare;

import parallax.compiler.CompileException;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule.CustomSection;

/** How much may be asked of the bits of NaNs, which the specification leaves open. */
public enum NanMode {
  /**
   * Everything is compared by bits: the module has no NaN, or makes every NaN canonical before its
   * bits can be seen.
   */
  BITS,
  /**
   * With the reference only outcomes are compared, and any NaN equals any NaN; our own engines,
   * which all make the canonical NaN, are compared with each other by bits in everything. Bits of
   * NaNs must not get into integers, and those that come in must be quiet: then every NaN among the
   * results must be an arithmetic one.
   */
  RAW;

  /** The custom section of modules that ask for {@link #RAW}; its contents mean nothing. */
  public static final String RAW_SECTION = "parallax.raw-nans";

  /** What the module asks for. */
  static NanMode of(final byte[] wasm) {
    try {
      for (final CustomSection section : ModuleReader.read(wasm).customs()) {
        if (section.name().equals(RAW_SECTION)) {
          return RAW;
        }
      }
      return BITS;
    } catch (final CompileException malformed) {
      return BITS;
    }
  }
}
