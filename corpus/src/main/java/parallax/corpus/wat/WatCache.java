package parallax.corpus.wat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A parser that remembers: modules are kept in a directory, under the SHA-256 of their text. A file
 * begins with the SHA-256 of the module, so one that was damaged is not taken for a module; it is
 * made again. Errors are not kept. Several threads and processes may use one directory.
 */
public final class WatCache {
  /** Part of what is hashed, so that another parser does not find this one's modules. */
  private static final String PARSER = "jco-transpile 0.15.0\n";

  private static final int DIGEST = 32;

  private final Path directory;

  /**
   * @param directory made when the first module is kept
   */
  public WatCache(final Path directory) {
    this.directory = directory;
  }

  /**
   * As {@link WatParser#parse}.
   *
   * @throws IOException if the directory cannot be read or written
   */
  public byte[] parse(final String text) throws WatException, IOException {
    final byte[] key = sha256((PARSER + text).getBytes(StandardCharsets.UTF_8));
    final Path file = directory.resolve(HexFormat.of().formatHex(key) + ".module");
    final byte[] kept = read(file);
    if (kept != null) {
      return kept;
    }
    final byte[] module = WatParser.parse(text);
    write(file, module);
    return module;
  }

  /** The module in the file; null if there is none, or a damaged one. */
  private static byte[] read(final Path file) throws IOException {
    final byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (bytes.length < DIGEST) {
      return null;
    }
    final byte[] module = Arrays.copyOfRange(bytes, DIGEST, bytes.length);
    return Arrays.equals(sha256(module), Arrays.copyOf(bytes, DIGEST)) ? module : null;
  }

  /** Writes beside the file and renames, so that nobody sees half of it. */
  private void write(final Path file, final byte[] module) throws IOException {
    Files.createDirectories(directory);
    final Path fresh = Files.createTempFile(directory, "fresh", ".tmp");
    try {
      final byte[] digest = sha256(module);
      final byte[] bytes = Arrays.copyOf(digest, DIGEST + module.length);
      System.arraycopy(module, 0, bytes, DIGEST, module.length);
      Files.write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static byte[] sha256(final byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
