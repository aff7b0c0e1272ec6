package parallax.corpus.wast;

/** A constant of a script. */
public sealed interface ScriptValue {
  /**
   * A number.
   *
   * @param bits 32-bit types sign-extended
   */
  record Scalar(NumberType type, long bits) implements ScriptValue {
    @Override
    public String toString() {
      return type.text() + ":" + type.print(bits);
    }
  }

  /**
   * A vector.
   *
   * @param low bytes 0 to 7, byte 0 lowest
   * @param high bytes 8 to 15
   */
  record Vector(long low, long high) implements ScriptValue {
    @Override
    public String toString() {
      return "v128:0x%016x_%016x".formatted(high, low);
    }
  }

  /**
   * A null reference.
   *
   * @param heap the heap type as it is written
   */
  record Null(String heap) implements ScriptValue {
    @Override
    public String toString() {
      return "null " + heap;
    }
  }

  /**
   * A reference that the host made up and recognises by its number.
   *
   * @param internal true for one of the hierarchy of {@code any}, which the script writes as {@code
   *     ref.host}; false for {@code ref.extern}
   */
  record Host(boolean internal, long number) implements ScriptValue {
    @Override
    public String toString() {
      return (internal ? "host " : "extern ") + number;
    }
  }
}
