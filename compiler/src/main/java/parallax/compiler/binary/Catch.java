package parallax.compiler.binary;

/**
 * A clause of try_table (core 3.0 section 2.4).
 *
 * @param tag index of the exception's tag; 0 when the clause catches all
 * @param label where it goes on, counted from outside of the try_table
 */
public record Catch(Kind kind, int tag, int label) {
  /** The ordinal is the code in the binary format. */
  public enum Kind {
    CATCH,
    CATCH_REF,
    CATCH_ALL,
    CATCH_ALL_REF;

    /** True when it names a tag, whose values it takes. */
    public boolean hasTag() {
      return this == CATCH || this == CATCH_REF;
    }

    /** True when it takes the exception itself. */
    public boolean hasReference() {
      return this == CATCH_REF || this == CATCH_ALL_REF;
    }
  }
}
