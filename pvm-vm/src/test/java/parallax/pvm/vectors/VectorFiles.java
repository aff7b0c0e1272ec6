package parallax.pvm.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;

/**
 * The published test vectors in the shared data; there are none if the data is not there, which is
 * said loudly.
 */
public final class VectorFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private VectorFiles() {}

  /** The JSON files of a folder of vectors, by name; empty if the folder is missing. */
  public static List<Path> in(String folder) {
    Path directory = Path.of(System.getProperty("parallax.shared", "shared"), "vectors", folder);
    if (!Files.isDirectory(directory)) {
      System.err.println("NOT FOUND: test vectors " + directory + "; set -Dparallax.shared");
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode parse(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An unsigned 64-bit number. */
  static long u64(JsonNode node) {
    BigInteger value = node.bigIntegerValue();
    if (!node.isIntegralNumber() || value.signum() < 0 || value.bitLength() > 64) {
      throw new IllegalArgumentException("not an unsigned 64-bit number: " + node);
    }
    return value.longValue();
  }

  public static byte[] bytes(JsonNode array) {
    byte[] bytes = new byte[array.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) array.get(i).intValue();
    }
    return bytes;
  }

  /** Registers in a vector. */
  public static long[] registers(JsonNode array) {
    long[] registers = new long[array.size()];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = u64(array.get(i));
    }
    return registers;
  }

  static void map(PagedMemory memory, JsonNode entry) {
    memory.setAccess(
        u64(entry.get("address")),
        u64(entry.get("length")),
        entry.get("is-writable").booleanValue() ? PageAccess.WRITE : PageAccess.READ);
  }

  static void write(PagedMemory memory, JsonNode entry) {
    memory.write(u64(entry.get("address")), bytes(entry.get("contents")));
  }
}
