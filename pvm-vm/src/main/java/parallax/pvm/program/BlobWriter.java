package parallax.pvm.program;

import java.io.ByteArrayOutputStream;

/** Writes program blobs and standard programs in the form that {@link BlobReader} reads. */
public final class BlobWriter {

  private BlobWriter() {}

  /** The bytes of a program blob. */
  public static byte[] writeBlob(ProgramBlob blob) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int entries = blob.jumpTableLength();
    natural(out, entries);
    out.write(blob.entrySize());
    natural(out, blob.code().length);
    for (int i = 0; i < entries; i++) {
      fixed(out, blob.jumpTarget(i), blob.entrySize());
    }
    out.writeBytes(blob.code());
    out.writeBytes(blob.bitmask().toBytes());
    return out.toByteArray();
  }

  /** The bytes of a standard program, after its metadata if it has any. */
  public static byte[] writeStandard(StandardProgram program) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    program
        .metadata()
        .ifPresent(
            metadata -> {
              natural(out, metadata.length);
              out.writeBytes(metadata);
            });
    byte[] blob = writeBlob(program.blob());
    fixed(out, program.roData().length, 3);
    fixed(out, program.rwData().length, 3);
    fixed(out, program.heapPages(), 2);
    fixed(out, program.stackSize(), 3);
    out.writeBytes(program.roData());
    out.writeBytes(program.rwData());
    fixed(out, blob.length, 4);
    out.writeBytes(blob);
    return out.toByteArray();
  }

  private static void fixed(ByteArrayOutputStream out, long value, int width) {
    for (int i = 0; i < width; i++) {
      out.write(i < 8 ? (int) (value >>> (8 * i)) : 0);
    }
  }

  /** A number as lengths are written before texts and metadata. */
  public static byte[] natural(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    natural(out, value);
    return out.toByteArray();
  }

  /** The shortest general form of an unsigned number (Gray Paper 0.7.2, appendix C). */
  static void natural(ByteArrayOutputStream out, long value) {
    int extra = 0;
    while (extra < 8 && value >>> (7 * (extra + 1)) != 0) {
      extra++;
    }
    if (extra == 8) {
      out.write(0xFF);
    } else {
      out.write((0xFF00 >>> extra & 0xFF) | (int) (value >>> (8 * extra)));
    }
    fixed(out, value, extra);
  }
}
