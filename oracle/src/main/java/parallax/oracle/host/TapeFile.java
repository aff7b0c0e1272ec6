package parallax.oracle.host;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import parallax.pvm.host.tape.RecordedCall;
import parallax.pvm.host.tape.RecordedCall.MemoryWrite;
import parallax.pvm.isa.HostCallNumber;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.HostFunction.Action;

/**
 * The text of a tape of host calls: JSON, {@code {"profile": label, "calls": [...]}}, a call being
 * {@code {"index": n, "name": the Gray Paper's or left out, "arguments": [...], "results": [...],
 * "gas": n, "action": "continue", "writes": [{"address": a, "bytes": hex}]}}. Registers and
 * addresses are hexadecimal texts, {@code "0x1f"}.
 *
 * @param profile that the numbers are of
 * @param calls in their order
 */
public record TapeFile(Profile profile, List<RecordedCall> calls) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  public TapeFile {
    calls = List.copyOf(calls);
  }

  /** The text of a tape, one call a line. */
  public String write() {
    final StringBuilder text = new StringBuilder("{\"profile\": \"").append(profile.label());
    text.append("\", \"calls\": [");
    for (int i = 0; i < calls.size(); i++) {
      text.append(i == 0 ? "\n  " : ",\n  ").append(write(calls.get(i)));
    }
    return text.append("\n]}\n").toString();
  }

  private ObjectNode write(final RecordedCall call) {
    final ObjectNode node = JSON.createObjectNode().put("index", call.index());
    HostCallNumber.of(profile, call.index()).ifPresent(known -> node.put("name", known.label()));
    registers(node.putArray("arguments"), call.arguments());
    registers(node.putArray("results"), call.results());
    node.put("gas", call.gas()).put("action", call.action().name().toLowerCase(Locale.ROOT));
    final ArrayNode writes = node.putArray("writes");
    for (final MemoryWrite write : call.writes()) {
      writes.addObject().put("address", hex(write.address())).put("bytes", write.hex());
    }
    return node;
  }

  private static void registers(final ArrayNode array, final List<Long> values) {
    values.forEach(value -> array.add(hex(value)));
  }

  private static String hex(final long value) {
    return "0x" + Long.toHexString(value);
  }

  /**
   * Reads a tape.
   *
   * @throws TapeFormatException when it is not of this form; says at which call
   */
  public static TapeFile read(final String text) throws TapeFormatException {
    final JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (final JacksonException e) {
      throw new TapeFormatException("no JSON: " + e.getOriginalMessage());
    }
    final String label = root.path("profile").asText();
    final Profile profile =
        Profile.byLabel(label)
            .orElseThrow(() -> new TapeFormatException("no profile: \"" + label + "\""));
    if (!root.path("calls").isArray()) {
      throw new TapeFormatException("no list of calls");
    }
    final List<RecordedCall> calls = new ArrayList<>();
    for (final JsonNode call : root.get("calls")) {
      try {
        calls.add(call(call));
      } catch (final IllegalArgumentException e) {
        throw new TapeFormatException("call " + calls.size() + ": " + e.getMessage());
      }
    }
    return new TapeFile(profile, calls);
  }

  private static RecordedCall call(final JsonNode node) {
    return new RecordedCall(
        number(node, "index"),
        list(node, "arguments", TapeFile::register),
        list(node, "results", TapeFile::register),
        number(node, "gas"),
        list(node, "writes", TapeFile::memoryWrite),
        action(node.path("action").asText()));
  }

  private static long number(final JsonNode node, final String field) {
    if (!node.path(field).isIntegralNumber() || node.get(field).longValue() < 0) {
      throw new IllegalArgumentException(field + " is no number");
    }
    return node.get(field).longValue();
  }

  private static <T> List<T> list(
      final JsonNode node, final String field, final Function<JsonNode, T> item) {
    if (!node.path(field).isArray()) {
      throw new IllegalArgumentException("no list of " + field);
    }
    final List<T> items = new ArrayList<>();
    node.get(field).forEach(each -> items.add(item.apply(each)));
    return items;
  }

  private static long register(final JsonNode node) {
    if (!node.asText().startsWith("0x")) {
      throw new IllegalArgumentException("\"" + node.asText() + "\" is not hexadecimal");
    }
    return Long.parseUnsignedLong(node.asText().substring(2), 16);
  }

  private static MemoryWrite memoryWrite(final JsonNode node) {
    final String hex = node.path("bytes").asText();
    if (hex.length() % 2 != 0 || !hex.matches("[0-9a-f]+")) {
      throw new IllegalArgumentException("\"" + hex + "\" are no bytes");
    }
    return new MemoryWrite(register(node.path("address")), hex);
  }

  private static Action action(final String name) {
    for (final Action action : Action.values()) {
      if (action.name().toLowerCase(Locale.ROOT).equals(name)) {
        return action;
      }
    }
    throw new IllegalArgumentException("no action: \"" + name + "\"");
  }
}
