package parallax.compiler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import parallax.pvm.program.BlobWriter;

/**
 * What a program says of itself in the bytes in front of it, which the machine does not see. In the
 * form of JAM's program blobs: a byte 0, then name, version, license and authors, each text with
 * its length before it; license and authors are left empty.
 */
public record ProgramMetadata(String name, String version) {
  /** The bytes, without their length. */
  public byte[] toBytes() {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    text(out, name);
    text(out, version);
    text(out, "");
    out.write(0);
    return out.toByteArray();
  }

  private static void text(final ByteArrayOutputStream out, final String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(BlobWriter.natural(bytes.length));
    out.writeBytes(bytes);
  }
}
