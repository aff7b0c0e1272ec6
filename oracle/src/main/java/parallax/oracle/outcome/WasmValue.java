package parallax.oracle.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;

/**
 * A WebAssembly value, the same whichever engine made it.
 *
 * @param type its type
 * @param bits i32 and f32 sign-extended, i64 and f64 as they are; a funcref is the function's index
 *     in the module, an externref the host's number (0 .. 2^31 - 1), null references {@link #NULL}
 */
public record WasmValue(ValType type, long bits) {
  /** The bits of a null reference. */
  public static final long NULL = -1;

  /** Narrows i32 and f32 to their 32 bits. */
  public WasmValue(final ValType type, final long bits) {
    this.type = type;
    this.bits = type == ValType.I32 || type == ValType.F32 ? (int) bits : bits;
  }

  public static WasmValue i32(final int value) {
    return new WasmValue(ValType.I32, value);
  }

  public static WasmValue i64(final long value) {
    return new WasmValue(ValType.I64, value);
  }

  /** The value of a type that has all bits 0; null for references. */
  public static WasmValue zero(final ValType type) {
    return new WasmValue(type, type.isReference() ? NULL : 0);
  }

  /**
   * Arguments for a function's parameters; of i32 the low 32 bits count.
   *
   * @throws IllegalArgumentException when there are not as many bits as parameters
   */
  public static List<WasmValue> forParameters(final FuncType type, final long... bits) {
    if (bits.length != type.params().size()) {
      throw new IllegalArgumentException(
          bits.length + " arguments for " + type.params().size() + " parameters");
    }
    final List<WasmValue> values = new ArrayList<>();
    for (int i = 0; i < bits.length; i++) {
      values.add(new WasmValue(type.params().get(i), bits[i]));
    }
    return values;
  }

  /**
   * Reads a value as people write it: integers in decimal or 0x hexadecimal, signed or unsigned;
   * floats as in WebAssembly's text format, such as {@code 1.5}, {@code 0x1.8p0}, {@code -inf},
   * {@code nan:0x200001}; {@code null} for references.
   *
   * @throws NumberFormatException when it is none or does not fit
   */
  public static WasmValue parse(final ValType type, final String text) {
    if (type.isReference() && text.equals("null")) {
      return new WasmValue(type, NULL);
    }
    if (FloatText.isFloat(type)) {
      return new WasmValue(type, FloatText.parse(type, text));
    }
    final boolean negative = text.startsWith("-");
    final String digits = negative ? text.substring(1) : text;
    final boolean hex = digits.toLowerCase(Locale.ROOT).startsWith("0x");
    final long magnitude =
        Long.parseUnsignedLong(hex ? digits.substring(2) : digits, hex ? 16 : 10);
    if (negative && Long.compareUnsigned(magnitude, Long.MIN_VALUE) > 0) {
      throw new NumberFormatException(text + " is below every i64");
    }
    final long value = negative ? -magnitude : magnitude;
    if (type == ValType.I32) {
      final boolean fits = negative ? value >= Integer.MIN_VALUE : value >>> 32 == 0;
      if (!fits) {
        throw new NumberFormatException(text + " is not an i32");
      }
    }
    return new WasmValue(type, value);
  }

  /** The value without its type, as {@link #parse} reads it. */
  public String text() {
    if (FloatText.isFloat(type)) {
      return FloatText.print(type, bits);
    }
    return type.isReference() && bits == NULL ? "null" : Long.toString(bits);
  }

  @Override
  public String toString() {
    return type.text() + ":" + text();
  }
}
