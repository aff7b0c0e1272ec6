package parallax.fuzz.entropy;

import java.util.Arrays;

/**
 * Choices read from bytes, front to back. Behind the end every byte is 0, for ever, and choice 0 is
 * always the smallest one, so that whoever reads from a tape comes to an end.
 *
 * <p>{@link #slice} cuts a part off for one consumer: a changed byte then changes what that
 * consumer makes and nothing else, which is what a mutating fuzzer needs.
 */
public final class Tape {
  private static final int BYTE_CHOICES = 256;

  private final byte[] bytes;
  private final int end;
  private int position;

  /**
   * @param bytes not copied, not changed
   */
  public Tape(final byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Tape(final byte[] bytes, final int start, final int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** The next byte, unsigned. */
  public int u8() {
    return position < end ? bytes[position++] & 0xFF : 0;
  }

  /**
   * A choice of 0 .. n - 1; takes no byte for n = 1, one up to 256, two up to 65,536.
   *
   * @param n 1 .. 65,536
   */
  public int below(final int n) {
    if (n == 1) {
      return 0;
    }
    return (n <= BYTE_CHOICES ? u8() : u8() << 8 | u8()) % n;
  }

  /** True once in n times (n up to 256), never behind the end. */
  public boolean oneIn(final int n) {
    return below(n) == n - 1;
  }

  /** The next bytes as a little-endian number. */
  public long bits(final int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (long) u8() << (8 * i);
    }
    return value;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** All bytes that are left, which are then read. */
  public byte[] rest() {
    final byte[] rest = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return rest;
  }

  public boolean isAtEnd() {
    return position == end;
  }

  /** The next bytes, at most those that are left, as a tape of their own. */
  public Tape slice(final int length) {
    final int start = position;
    position += Math.max(0, Math.min(length, remaining()));
    return new Tape(bytes, start, position);
  }
}
