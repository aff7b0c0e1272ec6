package parallax.pvm.program;

import java.util.Optional;
import parallax.pvm.codec.Bitmask;

/**
 * Reads program blobs and standard programs. Strict: every byte sequence that is accepted is the
 * only one for its value, so writing what was read gives the same bytes. Numbers not in shortest
 * form, bytes left over and set padding bits are errors (Gray Paper 0.7.2 A.2: the parts must exist
 * uniquely).
 */
public final class BlobReader {

  private BlobReader() {}

  /** Reads a program blob that fills the array. */
  public static ProgramBlob readBlob(byte[] bytes) throws BlobException {
    ByteCursor in = new ByteCursor(bytes);
    ProgramBlob blob = blob(in);
    in.end("program blob");
    return blob;
  }

  /** Reads a standard program without metadata that fills the array. */
  public static StandardProgram readStandard(byte[] bytes) throws BlobException {
    ByteCursor in = new ByteCursor(bytes);
    return standard(in, Optional.empty());
  }

  /** Reads a standard program that follows metadata with its length, as service code is stored. */
  public static StandardProgram readStandardWithMetadata(byte[] bytes) throws BlobException {
    ByteCursor in = new ByteCursor(bytes);
    int length = in.count(1, "metadata length");
    return standard(in, Optional.of(in.bytes(length, "metadata")));
  }

  private static StandardProgram standard(ByteCursor in, Optional<byte[]> metadata)
      throws BlobException {
    int start = in.position();
    int roLength = (int) in.fixed(3, "read-only data length");
    int rwLength = (int) in.fixed(3, "read-write data length");
    int heapPages = (int) in.fixed(2, "heap page count");
    int stackSize = (int) in.fixed(3, "stack size");
    byte[] ro = in.bytes(roLength, "read-only data");
    byte[] rw = in.bytes(rwLength, "read-write data");
    int lengthPosition = in.position();
    long codeLength = in.fixed(4, "code length");
    if (codeLength != in.remaining()) {
      throw new BlobException(
          "code length is " + codeLength + " but " + in.remaining() + " bytes follow",
          lengthPosition);
    }
    if (!StandardLayout.fits(roLength, rwLength, heapPages, stackSize)) {
      throw new BlobException("the sections do not fit the address space", start);
    }
    return new StandardProgram(metadata, ro, rw, heapPages, stackSize, blob(in));
  }

  /** Reads to the end of the input, since a blob has no length of its own. */
  private static ProgramBlob blob(ByteCursor in) throws BlobException {
    int tableStart = in.position();
    // The entry size comes after the count, so the count is checked in two steps.
    long entries = in.natural("jump table length");
    int entrySize = in.u8("jump-table entry size");
    int codeLength = in.count(1, "code length");
    if (entries < 0 || entries > Integer.MAX_VALUE || entries * entrySize > in.remaining()) {
      throw new BlobException("jump table exceeds the input", tableStart);
    }
    if (entrySize == 0 && entries != 0) {
      throw new BlobException("jump-table entries of no bytes", tableStart);
    }
    int[] table = new int[(int) entries];
    for (int i = 0; i < table.length; i++) {
      table[i] = entry(in, entrySize);
    }
    byte[] code = in.bytes(codeLength, "code");
    byte[] mask = in.bytes(Bitmask.byteCount(codeLength), "bitmask");
    if (Bitmask.paddingOf(codeLength, mask) != 0) {
      throw new BlobException("padding bits of the bitmask are set", in.position() - 1);
    }
    in.end("program blob");
    return new ProgramBlob(table, entrySize, code, new Bitmask(codeLength, mask));
  }

  private static int entry(ByteCursor in, int size) throws BlobException {
    long value = 0;
    boolean huge = false;
    for (int i = 0; i < size; i++) {
      long b = in.u8("jump table");
      if (i < 4) {
        value |= b << (8 * i);
      } else {
        huge |= b != 0;
      }
    }
    return huge || value > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) value;
  }
}
