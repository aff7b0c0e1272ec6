package parallax.oracle.outcome;

import parallax.compiler.binary.ValType;

/**
 * Which NaNs are meant. The specification leaves the bits of a NaN open: an arithmetic instruction
 * whose operands hold no NaN but canonical ones gives a canonical NaN, any other an arithmetic one
 * (wasm core 3.0 section 4.3.3, "NaN propagation").
 */
public enum NanRule {
  /** Of the fraction the first bit is set and no other; either sign. */
  CANONICAL,
  /** The first bit of the fraction is set: the NaN is quiet. */
  ARITHMETIC,
  /** Every NaN. */
  ANY;

  private static final long F32_INFINITY = 0x7F80_0000L;
  private static final long F64_INFINITY = 0x7FF0_0000_0000_0000L;

  /** True when a value is a NaN of this class. */
  public boolean holds(final WasmValue value) {
    return holds(value.type(), value.bits());
  }

  /** True when the bits of a float are a NaN of this class; of an f32 the low half counts. */
  public boolean holds(final ValType type, final long bits) {
    if (type.equals(ValType.F32)) {
      return holds(bits & 0x7FFF_FFFFL, F32_INFINITY, 0x0040_0000L);
    }
    return type.equals(ValType.F64)
        && holds(bits & Long.MAX_VALUE, F64_INFINITY, 0x0008_0000_0000_0000L);
  }

  private boolean holds(final long magnitude, final long infinity, final long quiet) {
    return switch (this) {
      case CANONICAL -> magnitude == (infinity | quiet);
      case ARITHMETIC -> magnitude > infinity && (magnitude & quiet) != 0;
      case ANY -> magnitude > infinity;
    };
  }

  /** A value with its NaN replaced by the positive canonical one; others as they are. */
  public static WasmValue canonical(final WasmValue value) {
    if (!ANY.holds(value)) {
      return value;
    }
    final boolean narrow = value.type().equals(ValType.F32);
    return new WasmValue(value.type(), narrow ? 0x7FC0_0000L : 0x7FF8_0000_0000_0000L);
  }
}
