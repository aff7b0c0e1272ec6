package parallax.compiler.binary;

/** Sections in the order they must come in; the code is the id (core 3.0 section 5.5). */
enum SectionId {
  TYPE(1),
  IMPORT(2),
  FUNCTION(3),
  TABLE(4),
  MEMORY(5),
  TAG(13),
  GLOBAL(6),
  EXPORT(7),
  START(8),
  ELEMENT(9),
  DATA_COUNT(12),
  CODE(10),
  DATA(11);

  /** Code of custom sections, which may stand anywhere. */
  static final int CUSTOM = 0;

  private final int code;

  SectionId(final int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The section with this code, or null. */
  static SectionId byCode(final int code) {
    for (final SectionId id : values()) {
      if (id.code == code) {
        return id;
      }
    }
    return null;
  }
}
