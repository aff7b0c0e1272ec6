package parallax.pvm.codec;

import java.util.Arrays;

/**
 * One bit per code byte, set where an instruction starts (k in the Gray Paper). Packed as in the
 * blob: bit i lies in byte i/8 at position i%8, counted from the least significant. Immutable. Bits
 * past the end read as 1 (Gray Paper 0.7.2 A.2).
 */
public final class Bitmask {

  private final int length;
  private final byte[] bytes;

  /**
   * @param length number of bits
   * @param bytes exactly ceil(length/8) bytes; copied; padding bits in the last byte must be 0
   * @throws IllegalArgumentException if the array has another length or padding bits are set
   */
  public Bitmask(int length, byte[] bytes) {
    if (bytes.length != byteCount(length)) {
      throw new IllegalArgumentException(
          length + " bits do not fit " + bytes.length + " bytes exactly");
    }
    this.length = length;
    this.bytes = bytes.clone();
    if (paddingOf(length, bytes) != 0) {
      throw new IllegalArgumentException("padding bits are set");
    }
  }

  /** Bytes needed for so many bits. */
  public static int byteCount(int bits) {
    return (int) ((bits + 7L) / 8);
  }

  /** The bits of the last byte that lie past the end; 0 in a well-formed mask. */
  public static int paddingOf(int length, byte[] bytes) {
    return length % 8 == 0 ? 0 : (bytes[bytes.length - 1] & 0xFF) >>> (length % 8);
  }

  public int length() {
    return length;
  }

  /** Whether an instruction starts at the byte; true past the end. */
  public boolean get(int index) {
    return index >= length || (bytes[index >>> 3] >>> (index & 7) & 1) != 0;
  }

  /** The packed bytes, as in the blob; a copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bitmask that
        && length == that.length
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * length + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Bitmask[" + length + " bits]";
  }
}
