package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import parallax.compiler.binary.ValType;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** Outcomes and values for people and as data. */
final class OutcomeText {
  private OutcomeText() {}

  /** Such as {@code divide(i32:7, i32:0)}. */
  static String call(final String export, final List<WasmValue> args) {
    return export + "(" + values(args) + ")";
  }

  /** Such as {@code i32:7, i64:-1}. */
  static String values(final List<WasmValue> values) {
    return values.stream().map(WasmValue::toString).collect(Collectors.joining(", "));
  }

  /** The outcome's fields: {@code outcome}, and what belongs to it. */
  static void json(final ObjectNode node, final Outcome outcome) {
    if (outcome instanceof Outcome.Returned returned) {
      node.put("outcome", "returned");
      json(node.putArray("results"), returned.values());
    } else if (outcome instanceof Outcome.Trapped trapped) {
      node.put("outcome", "trapped");
      node.putObject("trap")
          .put("kind", trapped.kind().mnemonic())
          .put("text", trapped.kind().text())
          .put("where", trapped.where());
    } else if (outcome instanceof Outcome.Exited exited) {
      node.put("outcome", "exited");
      node.put("code", Integer.toUnsignedLong(exited.code()));
    } else if (outcome instanceof Outcome.Exhausted exhausted) {
      node.put("outcome", "exhausted");
      node.put("limit", exhausted.limit().label());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      node.put("outcome", "rejected");
      node.put("text", rejected.message());
    } else if (outcome instanceof Outcome.Threw threw) {
      node.put("outcome", "threw");
      node.put("text", threw.tag());
    } else {
      node.put("outcome", "fault");
      node.put("text", outcome.toString());
    }
  }

  /**
   * One object for each value, with type and value; null references have a null value, floats their
   * text and their bits in hexadecimal.
   */
  static void json(final ArrayNode array, final List<WasmValue> values) {
    for (final WasmValue value : values) {
      final ObjectNode node = array.addObject().put("type", value.type().text());
      if (value.type().isReference() && value.bits() == WasmValue.NULL) {
        node.putNull("value");
      } else if (value.type().equals(ValType.F32)) {
        node.put("value", value.text()).put("bits", "0x%08x".formatted((int) value.bits()));
      } else if (value.type().equals(ValType.F64)) {
        node.put("value", value.text()).put("bits", "0x%016x".formatted(value.bits()));
      } else {
        node.put("value", value.bits());
      }
    }
  }
}
