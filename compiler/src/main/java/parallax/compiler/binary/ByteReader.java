package parallax.compiler.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import parallax.compiler.CompileException;

/**
 * Reads the primitive encodings of core 3.0 section 5.2 from a range of bytes. Errors give the
 * place where the bad item begins; where bytes are missing, the end of the range.
 */
final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private final int function;
  private final String endText;
  private int position;

  /** Of something outside function bodies. */
  ByteReader(final byte[] bytes, final int start, final int end) {
    this(bytes, start, end, -1, "unexpected end");
  }

  /**
   * @param function the function that errors are reported for, -1 for none
   * @param endText what it means when the range ends too early
   */
  ByteReader(
      final byte[] bytes,
      final int start,
      final int end,
      final int function,
      final String endText) {
    Objects.checkFromToIndex(start, end, bytes.length);
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.function = function;
    this.endText = endText;
  }

  int position() {
    return position;
  }

  void moveTo(final int newPosition) {
    position = newPosition;
  }

  /** The function that errors are reported for, -1 for none. */
  int function() {
    return function;
  }

  int end() {
    return end;
  }

  int remaining() {
    return end - position;
  }

  boolean atEnd() {
    return position >= end;
  }

  byte[] bytes() {
    return bytes;
  }

  /** An error at the given place. */
  MalformedException malformed(final String text, final int offset) {
    return new MalformedException(function, offset, text);
  }

  /** Refuses something that is not wrong, at the given place. */
  CompileException unsupported(final String feature, final int offset) {
    return CompileException.unsupported("decode", function, offset, feature);
  }

  int u8() throws MalformedException {
    if (position >= end) {
      throw malformed(endText, end);
    }
    return bytes[position++] & 0xFF;
  }

  /** The next byte without taking it. */
  int peek() throws MalformedException {
    if (position >= end) {
      throw malformed(endText, end);
    }
    return bytes[position] & 0xFF;
  }

  void skip(final long count) throws MalformedException {
    if (count > remaining()) {
      throw malformed(endText, end);
    }
    position += (int) count;
  }

  /** Little-endian. */
  long fixed(final int width) throws MalformedException {
    if (width > remaining()) {
      throw malformed(endText, end);
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  /** An unsigned LEB128 of at most 32 bits. */
  long u32() throws MalformedException {
    return unsigned(32);
  }

  /** An unsigned LEB128 of at most 64 bits. */
  long u64() throws MalformedException {
    return unsigned(64);
  }

  /** An index: 32 bits, to be read unsigned. */
  int index() throws MalformedException {
    return (int) u32();
  }

  int s32() throws MalformedException {
    return (int) signed(32);
  }

  long s33() throws MalformedException {
    return signed(33);
  }

  long s64() throws MalformedException {
    return signed(64);
  }

  String name() throws MalformedException {
    final int begin = position;
    final long length = u32();
    if (length > remaining()) {
      throw malformed("length out of bounds", begin);
    }
    final int start = position;
    position += (int) length;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, start, (int) length))
          .toString();
    } catch (final CharacterCodingException e) {
      throw malformed("malformed UTF-8 encoding", start);
    }
  }

  private long unsigned(final int width) throws MalformedException {
    final int start = position;
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      final int b = u8();
      final int left = width - shift;
      if (left <= 7) {
        if ((b & 0x80) != 0) {
          throw malformed("integer representation too long", start);
        }
        if (b >>> left != 0) {
          throw malformed("integer too large", start);
        }
      }
      value |= (long) (b & 0x7F) << shift;
      if ((b & 0x80) == 0) {
        return value;
      }
    }
  }

  private long signed(final int width) throws MalformedException {
    final int start = position;
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      final int b = u8();
      final int left = width - shift;
      if (left <= 7) {
        if ((b & 0x80) != 0) {
          throw malformed("integer representation too long", start);
        }
        // The bits that do not fit must all equal the sign bit.
        final int sign = (b << 25) >> 25 >> (left - 1);
        if (sign != 0 && sign != -1) {
          throw malformed("integer too large", start);
        }
      }
      value |= (long) (b & 0x7F) << shift;
      if ((b & 0x80) == 0) {
        final int used = shift + 7;
        return used < 64 ? value << (64 - used) >> (64 - used) : value;
      }
    }
  }
}
