package parallax.compiler.binary;

/**
 * What a reference refers to (core 3.0 section 2.3).
 *
 * @param kind an abstract type, or {@link Kind#DEFINED}
 * @param typeIndex of a defined type, unsigned 32 bits before validation; -1 otherwise
 */
public record HeapType(Kind kind, int typeIndex) {
  /** Abstract heap types by their names in the text format. */
  public enum Kind {
    FUNC(0x70),
    EXTERN(0x6F),
    ANY(0x6E),
    EQ(0x6D),
    I31(0x6C),
    STRUCT(0x6B),
    ARRAY(0x6A),
    EXN(0x69),
    NOEXN(0x74),
    NOFUNC(0x73),
    NOEXTERN(0x72),
    NONE(0x71),
    /** A type of the module's type section. */
    DEFINED(-1),
    /** Below every heap type; only where nothing is known of a reference in dead code. */
    BOTTOM(-1);

    private final int code;

    Kind(final int code) {
      this.code = code;
    }

    /** The byte in the binary format; -1 for the two that have none. */
    public int code() {
      return code;
    }

    boolean isAbstract() {
      return code >= 0;
    }
  }

  /** A type of the type section. */
  public static HeapType defined(final int typeIndex) {
    return new HeapType(Kind.DEFINED, typeIndex);
  }

  /** An abstract type. */
  public static HeapType of(final Kind kind) {
    return new HeapType(kind, -1);
  }

  public boolean isDefined() {
    return kind == Kind.DEFINED;
  }

  /** The name in the text format, an index for a defined type. */
  public String text() {
    return switch (kind) {
      case DEFINED -> Integer.toUnsignedString(typeIndex);
      case BOTTOM -> "bot";
      default -> kind.name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  /** The abstract type with this code, or null. */
  static Kind byCode(final int code) {
    for (final Kind kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }
}
