package parallax.compiler.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the primitive encodings of core 3.0 section 5.2, numbers in their shortest form. */
final class ByteWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ByteWriter u8(final int value) {
    out.write(value);
    return this;
  }

  ByteWriter bytes(final byte[] source) {
    return bytes(source, 0, source.length);
  }

  ByteWriter bytes(final byte[] source, final int offset, final int length) {
    out.write(source, offset, length);
    return this;
  }

  /** Little-endian. */
  ByteWriter fixed(final long value, final int width) {
    for (int i = 0; i < width; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  /** An unsigned number; all 64 bits count. */
  ByteWriter unsigned(final long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write(((int) rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** 32 bits, read as unsigned. */
  ByteWriter index(final int value) {
    return unsigned(Integer.toUnsignedLong(value));
  }

  ByteWriter signed(final long value) {
    long rest = value;
    while (rest < -0x40 || rest > 0x3F) {
      out.write(((int) rest & 0x7F) | 0x80);
      rest >>= 7;
    }
    out.write((int) rest & 0x7F);
    return this;
  }

  ByteWriter name(final String name) {
    return sized(name.getBytes(StandardCharsets.UTF_8));
  }

  /** A length, then the bytes. */
  ByteWriter sized(final byte[] contents) {
    return unsigned(contents.length).bytes(contents);
  }

  ByteWriter valType(final ValType type) {
    if (type instanceof NumType number) {
      return u8(number.code());
    }
    final RefType reference = (RefType) type;
    if (reference.isShort()) {
      return heapType(reference.heap());
    }
    return u8(reference.nullable() ? 0x63 : 0x64).heapType(reference.heap());
  }

  ByteWriter heapType(final HeapType type) {
    return type.isDefined()
        ? signed(Integer.toUnsignedLong(type.typeIndex()))
        : u8(type.kind().code());
  }

  int size() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
