package parallax.fuzz.pvm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.fuzz.pvm.MachineCase.Between;
import parallax.fuzz.pvm.MachineCase.Range;
import parallax.fuzz.pvm.MachineCase.Run;
import parallax.pvm.isa.Profile;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.BlobWriter;

/**
 * A case as a folder: {@code program.blob}, the program blob, and {@code state.json}, everything
 * else. All numbers in it are signed 64-bit.
 */
public final class MachineCaseJson {
  static final String BLOB = "program.blob";
  static final String STATE = "state.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private MachineCaseJson() {}

  /** Writes both files into a folder, which is made. */
  public static void write(final MachineCase machineCase, final Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(BLOB), BlobWriter.writeBlob(machineCase.blob()));
    Files.writeString(folder.resolve(STATE), state(machineCase));
  }

  /**
   * Reads a folder.
   *
   * @throws IOException when it is not one
   */
  public static MachineCase read(final Path folder) throws IOException {
    try {
      return parse(
          Files.readAllBytes(folder.resolve(BLOB)), Files.readString(folder.resolve(STATE)));
    } catch (final BlobException | IllegalArgumentException wrong) {
      throw new IOException(folder + ": " + wrong.getMessage(), wrong);
    }
  }

  private static String state(final MachineCase machineCase) {
    final ObjectNode root = JSON.createObjectNode();
    root.put("profile", machineCase.profile().label());
    root.put("laidOut", machineCase.laidOut());
    root.put("pc", machineCase.pc());
    root.put("heapEnd", machineCase.heapEnd());
    root.put("heapLimit", machineCase.heapLimit());
    final ArrayNode registers = root.putArray("registers");
    machineCase.registers().forEach(registers::add);
    final ArrayNode ranges = root.putArray("ranges");
    for (final Range range : machineCase.ranges()) {
      ranges
          .addObject()
          .put("address", range.address())
          .put("length", range.length())
          .put("access", name(range.access()))
          .put("seed", range.seed());
    }
    final ArrayNode runs = root.putArray("runs");
    for (final Run run : machineCase.runs()) {
      runs.addObject()
          .put("gas", run.gas())
          .put("between", name(run.between()))
          .put("pc", run.pc())
          .put("register", run.register())
          .put("value", run.value());
    }
    return root.toPrettyString() + "\n";
  }

  private static MachineCase parse(final byte[] blob, final String text)
      throws IOException, BlobException {
    final JsonNode root = JSON.readTree(text);
    final List<Long> registers = new ArrayList<>();
    for (final JsonNode register : required(root, "registers")) {
      registers.add(register.longValue());
    }
    final List<Range> ranges = new ArrayList<>();
    for (final JsonNode range : required(root, "ranges")) {
      ranges.add(
          new Range(
              number(range, "address"),
              number(range, "length"),
              PageAccess.valueOf(constant(range, "access")),
              (int) number(range, "seed")));
    }
    final List<Run> runs = new ArrayList<>();
    for (final JsonNode run : required(root, "runs")) {
      runs.add(
          new Run(
              number(run, "gas"),
              Between.valueOf(constant(run, "between")),
              (int) number(run, "pc"),
              (int) number(run, "register"),
              number(run, "value")));
    }
    return new MachineCase(
        profile(required(root, "profile").textValue()),
        BlobReader.readBlob(blob),
        required(root, "laidOut").booleanValue(),
        ranges,
        number(root, "heapEnd"),
        number(root, "heapLimit"),
        registers,
        (int) number(root, "pc"),
        runs);
  }

  private static Profile profile(final String label) {
    for (final Profile profile : Profile.values()) {
      if (profile.label().equals(label)) {
        return profile;
      }
    }
    throw new IllegalArgumentException("no profile is called " + label);
  }

  private static String name(final Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String constant(final JsonNode node, final String name) throws IOException {
    return required(node, name).asText().toUpperCase(Locale.ROOT);
  }

  private static long number(final JsonNode node, final String name) throws IOException {
    final JsonNode value = required(node, name);
    if (!value.isIntegralNumber()) {
      throw new IOException(name + " is not a number");
    }
    return value.longValue();
  }

  private static JsonNode required(final JsonNode node, final String name) throws IOException {
    final JsonNode value = node.get(name);
    if (value == null) {
      throw new IOException("there is no " + name);
    }
    return value;
  }
}
