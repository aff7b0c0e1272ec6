package parallax.fuzz.stats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * What one target has done so far.
 *
 * @param target name of the target
 * @param run names the build that it belongs to, so that what an earlier one left behind is not
 *     taken for this one's
 * @param seconds since it began
 * @param counters what it counted
 */
public record Report(String target, String run, double seconds, Counters counters) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the file as a whole: whoever reads it sees the old text or the new one. */
  public void write(final Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    final Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, toJson());
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The text, which {@link #parse} reads back. */
  public String toJson() {
    final ObjectNode root = JSON.createObjectNode();
    root.put("target", target).put("run", run).put("seconds", seconds);
    for (final Group group : Group.values()) {
      final ObjectNode names = root.putObject(group.label());
      counters.of(group).forEach(names::put);
    }
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads a report.
   *
   * @throws IOException when the text is not one
   */
  public static Report parse(final String json) throws IOException {
    final JsonNode root = JSON.readTree(json);
    if (!root.path("target").isTextual()
        || !root.path("run").isTextual()
        || !root.path("seconds").isNumber()) {
      throw new IOException("not a report: target, run or seconds are missing");
    }
    final Counters counters = new Counters();
    for (final Group group : Group.values()) {
      for (final Map.Entry<String, JsonNode> each : root.path(group.label()).properties()) {
        if (!each.getValue().isIntegralNumber()) {
          throw new IOException(group.label() + "." + each.getKey() + " is not a count");
        }
        counters.add(group, each.getKey(), each.getValue().longValue());
      }
    }
    return new Report(
        root.get("target").textValue(),
        root.get("run").textValue(),
        root.get("seconds").doubleValue(),
        counters);
  }
}
