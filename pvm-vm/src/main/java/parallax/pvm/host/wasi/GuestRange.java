package parallax.pvm.host.wasi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The guest's memory with its bounds checked: whatever does not lie inside fails with {@link
 * Errno#FAULT}. Addresses and lengths are unsigned 32-bit numbers in a long, so that no sum
 * overflows. Values are little-endian and need no alignment.
 */
final class GuestRange {
  private final GuestMemory memory;

  GuestRange(GuestMemory memory) {
    this.memory = memory;
  }

  /** Fails unless the range lies inside. */
  void require(long address, long length) {
    WasiFailure.unless(length <= memory.size() && address <= memory.size() - length, Errno.FAULT);
  }

  byte[] read(long address, long length) {
    require(address, length);
    return memory.read(address, (int) length);
  }

  void write(long address, byte[] bytes) {
    require(address, bytes.length);
    memory.write(address, bytes);
  }

  /** So many bytes to read values from. */
  ByteBuffer buffer(long address, long length) {
    return ByteBuffer.wrap(read(address, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An empty buffer to put values into, for {@link #write}. */
  static ByteBuffer blank(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes of a {@link #blank} buffer that has been filled. */
  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  void store32(long address, long value) {
    write(address, blank(4).putInt((int) value).array());
  }

  void store64(long address, long value) {
    write(address, blank(8).putLong(value).array());
  }

  /** Text in UTF-8; anything else fails with {@link Errno#ILSEQ}. */
  String text(long address, long length) {
    byte[] bytes = read(address, length);
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException malformed) {
      throw new WasiFailure(Errno.ILSEQ);
    }
  }
}
