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
