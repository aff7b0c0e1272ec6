package parallax.corpus.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the numbers, names and bytes of steps. Integers go from -2^63 to 2^64 - 1, both halves
 * being the same 64 bits.
 */
final class OperandReader {
  private static final BigInteger MIN = BigInteger.ONE.shiftLeft(63).negate();
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final long MAX_ADDRESS = 0xFFFF_FFFFL;
  private static final Pattern HEX_NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,16}");
  private static final Pattern HEX_BYTES = Pattern.compile("([0-9a-fA-F]{2})*");

  private OperandReader() {}

  /**
   * @param variables names that calls before this step store
   */
  static Operand operand(final Place place, final JsonNode node, final Set<String> variables)
      throws ProgramFormatException {
    if (!node.isTextual() || node.textValue().startsWith("0x")) {
      return new Operand.Literal(number(place, node));
    }
    final String text = node.textValue();
    if (text.startsWith("@") && text.length() > 1) {
      return new Operand.ExportedGlobal(text.substring(1));
    }
    if (!text.startsWith("$") || text.length() < 2) {
      throw place.error(
          Place.shorten(node) + " is no number, \"0x...\", \"$variable\" or \"@global\"");
    }
    final String name = text.substring(1);
    if (!variables.contains(name)) {
      throw place.error("no call before stores $" + Place.shorten(name));
    }
    return new Operand.Variable(name);
  }

  /** An operand that, when it is a number, is one of 32 bits, unsigned. */
  static Operand address(final Place place, final JsonNode node, final Set<String> variables)
      throws ProgramFormatException {
    final Operand operand = operand(place, node, variables);
    if (operand instanceof Operand.Literal literal
        && (literal.bits() < 0 || literal.bits() > MAX_ADDRESS)) {
      throw place.error("address " + Place.shorten(node) + " is out of range");
    }
    return operand;
  }

  static long number(final Place place, final JsonNode node) throws ProgramFormatException {
    if (node.isTextual() && HEX_NUMBER.matcher(node.textValue()).matches()) {
      return Long.parseUnsignedLong(node.textValue().substring(2), 16);
    }
    if (!node.isIntegralNumber()) {
      throw place.error(Place.shorten(node) + " is no integer");
    }
    final BigInteger value = node.bigIntegerValue();
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw place.error("number " + Place.shorten(node) + " is out of range");
    }
    return value.longValue();
  }

  static byte[] bytes(final Place place, final JsonNode node) throws ProgramFormatException {
    if (!node.isTextual() || !HEX_BYTES.matcher(node.textValue()).matches()) {
      throw place.error(Place.shorten(node) + " is not bytes in hex");
    }
    return HexFormat.of().parseHex(node.textValue());
  }

  static String text(final Place place, final String what, final JsonNode node)
      throws ProgramFormatException {
    if (!node.isTextual()) {
      throw place.error(what + " must be a string, not " + Place.shorten(node));
    }
    return node.textValue();
  }
}
