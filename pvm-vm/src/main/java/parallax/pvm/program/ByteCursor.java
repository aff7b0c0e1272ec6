package parallax.pvm.program;

import java.util.Arrays;

/**
 * A position in bytes that are read once from front to back; reading past the end is a {@link
 * BlobException}.
 */
final class ByteCursor {

  private final byte[] bytes;
  private int position;

  ByteCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  int remaining() {
    return bytes.length - position;
  }

  int u8(String what) throws BlobException {
    require(1, what);
    return bytes[position++] & 0xFF;
  }

  /** A fixed-width little-endian number of up to 4 bytes. */
  long fixed(int width, String what) throws BlobException {
    require(width, what);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  /**
   * A natural in the general form of the Gray Paper (C.6): l leading ones in the first byte
   * announce l more bytes. Only the shortest form of a number is valid. The value is unsigned.
   */
  long natural(String what) throws BlobException {
    int start = position;
    int first = u8(what);
    int extra = Integer.numberOfLeadingZeros(~(first << 24));
    require(extra, what);
    long value = 0;
    for (int i = 0; i < extra; i++) {
      value |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    if (extra < 8) {
      value |= (long) (first & (0x7F >>> extra)) << (8 * extra);
    }
    // l extra bytes are for values from 2^(7l); 8 extra bytes are for values from 2^56.
    if (extra > 0 && Long.compareUnsigned(value, 1L << (7 * extra)) < 0) {
      throw new BlobException(what + " is not in its shortest form", start);
    }
    return value;
  }

  /** A natural that counts things of so many bytes each that must still follow. */
  int count(int bytesEach, String what) throws BlobException {
    int start = position;
    long value = natural(what);
    if (value < 0 || value > Integer.MAX_VALUE || value * bytesEach > remaining()) {
      throw new BlobException(
          what + " of " + Long.toUnsignedString(value) + " exceeds the input", start);
    }
    return (int) value;
  }

  byte[] bytes(int length, String what) throws BlobException {
    require(length, what);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  void end(String what) throws BlobException {
    if (remaining() != 0) {
      throw new BlobException(remaining() + " bytes follow the " + what, position);
    }
  }

  private void require(int length, String what) throws BlobException {
    if (length > remaining()) {
      throw new BlobException("input ends inside " + what, position);
    }
  }
}
