package parallax.compiler.binary;

/** What WebAssembly gained after its first version, by proposal. */
public enum Feature {
  CORE("core 1.0", 1, true),
  SIGN_EXTENSION("sign extension", 2, true),
  SATURATING_CONVERSIONS("saturating conversions", 2, true),
  MULTI_VALUE("multi-value", 2, true),
  REFERENCE_TYPES("reference types", 2, true),
  BULK_MEMORY("bulk memory", 2, true),
  SIMD("SIMD", 2, true),
  TAIL_CALLS("tail calls", 3, true),
  EXTENDED_CONST("extended constant expressions", 3, true),
  MULTI_MEMORY("multi-memory", 3, true),
  RELAXED_SIMD("relaxed SIMD", 3, true),
  EXCEPTIONS("exceptions", 3, false),
  TYPED_REFERENCES("typed function references", 3, false),
  GC("garbage collection", 3, false),
  MEMORY64("memory64", 3, false),
  WIDE_ARITHMETIC("wide arithmetic", 4, true),
  LEGACY_EXCEPTIONS("legacy exceptions", 4, false),
  THREADS("threads", 4, false),
  CUSTOM_PAGE_SIZES("custom page sizes", 4, false),
  STACK_SWITCHING("stack switching", 4, false);

  private final String label;
  private final int version;
  private final boolean readable;

  Feature(final String label, final int version, final boolean readable) {
    this.label = label;
    this.version = version;
    this.readable = readable;
  }

  /** The name in messages. */
  public String label() {
    return label;
  }

  /** Major version of the core specification it became part of; 4 for those in none yet. */
  public int version() {
    return version;
  }

  /** True when modules that use it are decoded and validated; others are refused by its name. */
  public boolean isReadable() {
    return readable;
  }
}
