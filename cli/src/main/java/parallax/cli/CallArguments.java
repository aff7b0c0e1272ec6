package parallax.cli;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.WasmValue;

/**
 * Arguments of calls as people write them: integers in decimal or {@code 0x} hexadecimal, negative
 * ones with a minus, from the least signed to the greatest unsigned value of their type; floats as
 * in WebAssembly's text format; {@code null} for references.
 */
final class CallArguments {
  private CallArguments() {}

  /**
   * Reads the arguments of one call.
   *
   * @param name of the function, for messages
   */
  static List<WasmValue> parse(final String name, final FuncType type, final List<String> texts)
      throws BadInput {
    final String signature = signature(name, type);
    if (texts.size() != type.params().size()) {
      throw BadInput.usage(
          "%d arguments given, %d wanted: %s"
              .formatted(texts.size(), type.params().size(), signature));
    }
    final List<WasmValue> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      values.add(value(type.params().get(i), texts.get(i), signature));
    }
    return values;
  }

  private static WasmValue value(final ValType type, final String text, final String signature)
      throws BadInput {
    if (type.isReference() && text.equals("null")) {
      return new WasmValue(type, WasmValue.NULL);
    }
    if (type.equals(ValType.F32) || type.equals(ValType.F64)) {
      try {
        return WasmValue.parse(type, text);
      } catch (final NumberFormatException e) {
        throw BadInput.usage(text + " is no " + type.text() + ": " + signature);
      }
    }
    final int bits = bits(type);
    if (bits == 0) {
      throw BadInput.usage(text + " cannot be given as a " + type.text() + ": " + signature);
    }
    final BigInteger number = integer(text, signature);
    final boolean negative = number.signum() < 0;
    final int limit = negative ? bits - 1 : bits;
    if ((negative ? number.not() : number).bitLength() > limit
        || (negative && type.isReference())) {
      throw BadInput.usage(text + " is no " + type.text() + ": " + signature);
    }
    return new WasmValue(type, number.longValue());
  }

  /** Bits of an integer that may stand for a value of this type, 0 when none may. */
  private static int bits(final ValType type) {
    return switch (type.kind()) {
      case I32 -> 32;
      case I64 -> 64;
      case F32, F64, V128 -> 0;
      case REFERENCE -> type.equals(ValType.EXTERNREF) ? 31 : 0;
    };
  }

  private static BigInteger integer(final String text, final String signature) throws BadInput {
    final boolean negative = text.startsWith("-");
    final String magnitude = (negative ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    final boolean hex = magnitude.startsWith("0x");
    final String digits = hex ? magnitude.substring(2) : magnitude;
    if (!digits.matches(hex ? "[0-9a-f]+" : "[0-9]+")) {
      throw BadInput.usage("\"" + text + "\" is no integer: " + signature);
    }
    final BigInteger value = new BigInteger(digits, hex ? 16 : 10);
    return negative ? value.negate() : value;
  }

  /** Such as {@code add(i32, i32) -> (i32)}. */
  static String signature(final String name, final FuncType type) {
    return name + list(type.params()) + " -> " + list(type.results());
  }

  private static String list(final List<ValType> types) {
    return "(" + String.join(", ", types.stream().map(ValType::text).toList()) + ")";
  }

  /** Integers of 64 bits as they lie in the argument area of a program: 8 bytes each. */
  static byte[] encode(final List<String> texts) throws BadInput {
    final ByteBuffer bytes =
        ByteBuffer.allocate(texts.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (final String text : texts) {
      bytes.putLong(value(ValType.I64, text, "an argument has 64 bits").bits());
    }
    return bytes.array();
  }
}
