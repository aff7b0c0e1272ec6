package parallax.compiler.binary;

/** What WebAssembly gained after its first version, by proposal. */
public enum Feature {
  CORE("core 1.0", 1),
  SIGN_EXTENSION("sign extension", 2),
  SATURATING_CONVERSIONS("saturating conversions", 2),
  MULTI_VALUE("multi-value", 2),
  REFERENCE_TYPES("reference types", 2),
  BULK_MEMORY("bulk memory", 2),
  SIMD("SIMD", 2),
  TAIL_CALLS("tail calls", 3),
  EXTENDED_CONST("extended constant expressions", 3),
  MULTI_MEMORY("multi-memory", 3),
  RELAXED_SIMD("relaxed SIMD", 3),
  EXCEPTIONS("exceptions", 3),
  TYPED_REFERENCES("typed function references", 3),
  GC("garbage collection", 3),
  MEMORY64("memory64", 3);

  private final String label;
  private final int version;

  Feature(final String label, final int version) {
    this.label = label;
    this.version = version;
  }

  /** The name in messages. */
  public String label() {
    return label;
  }

  /** Major version of the core specification it became part of. */
  public int version() {
    return version;
  }

  /** The feature that a value type came with; {@link #CORE} for numbers. */
  public static Feature of(final ValType type) {
    return switch (type.kind()) {
      case I32, I64, F32, F64 -> CORE;
      case V128 -> SIMD;
      case REFERENCE -> ofReference((RefType) type);
    };
  }

  private static Feature ofReference(final RefType type) {
    return switch (type.heap().kind()) {
      case FUNC, EXTERN -> type.nullable() ? REFERENCE_TYPES : TYPED_REFERENCES;
      case DEFINED, BOTTOM -> TYPED_REFERENCES;
      case EXN, NOEXN -> EXCEPTIONS;
      case ANY, EQ, I31, STRUCT, ARRAY, NONE, NOFUNC, NOEXTERN -> GC;
    };
  }
}
