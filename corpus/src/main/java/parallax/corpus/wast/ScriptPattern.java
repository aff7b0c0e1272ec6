package parallax.corpus.wast;

import java.util.List;

/** What a script expects of a result. */
public sealed interface ScriptPattern {
  /** Exactly this value, bit by bit; a null reference of any type equals another. */
  record Exact(ScriptValue value) implements ScriptPattern {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** A NaN of this sort. */
  record Nan(NumberType type, Sort sort) implements ScriptPattern {
    /** True for the bits of such a NaN; of 32-bit types the low half counts. */
    public boolean matches(final long bits) {
      final long fraction = type.width() == 32 ? 0x0040_0000L : 0x0008_0000_0000_0000L;
      final long quiet = type.width() == 32 ? 0x7FC0_0000L : 0x7FF8_0000_0000_0000L;
      final long magnitude = bits & (type.width() == 32 ? 0x7FFF_FFFFL : Long.MAX_VALUE);
      return sort == Sort.CANONICAL
          ? magnitude == quiet
          : (magnitude & quiet) == quiet && (magnitude & fraction) != 0;
    }

    @Override
    public String toString() {
      return type.text() + ":nan:" + (sort == Sort.CANONICAL ? "canonical" : "arithmetic");
    }
  }

  /** A vector whose lanes are as these, lane 0 first; each an {@link Exact} number or a NaN. */
  record Lanes(List<ScriptPattern> lanes) implements ScriptPattern {
    public Lanes {
      lanes = List.copyOf(lanes);
    }
  }

  /**
   * Any reference of a sort that is not null.
   *
   * @param sort as after {@code ref.}: {@code func}, {@code struct}, {@code i31} and so on
   */
  record NonNull(String sort) implements ScriptPattern {
    @Override
    public String toString() {
      return "a reference to " + sort;
    }
  }

  /** One of these. */
  record Either(List<ScriptPattern> choices) implements ScriptPattern {
    public Either {
      choices = List.copyOf(choices);
    }
  }

  /** Which NaNs. */
  enum Sort {
    /** The quiet bit and no other of the payload. */
    CANONICAL,
    /** At least the quiet bit. */
    ARITHMETIC
  }
}
