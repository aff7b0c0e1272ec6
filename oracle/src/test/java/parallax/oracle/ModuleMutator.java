package parallax.oracle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Damages modules, the same damage for the same seed. */
final class ModuleMutator {
  private static final int HEADER = 8;

  private ModuleMutator() {}

  static byte[] mutate(final byte[] wasm, final long seed) {
    final Random random = new Random(seed);
    byte[] bytes = wasm;
    final int rounds = 1 + random.nextInt(2);
    for (int i = 0; i < rounds; i++) {
      bytes =
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> flip(bytes, random);
            case 3 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 4 -> insert(bytes, random);
            case 5 -> delete(bytes, random);
            case 6 -> sections(bytes, random);
            default -> copy(bytes, random);
          };
    }
    return bytes;
  }

  private static byte[] flip(final byte[] bytes, final Random random) {
    final byte[] flipped = bytes.clone();
    final int count = 1 + random.nextInt(3);
    for (int i = 0; i < count && flipped.length > 0; i++) {
      final int at = random.nextInt(flipped.length);
      flipped[at] =
          (byte)
              (random.nextBoolean() ? random.nextInt(256) : flipped[at] ^ (1 << random.nextInt(8)));
    }
    return flipped;
  }

  private static byte[] insert(final byte[] bytes, final Random random) {
    final int at = random.nextInt(bytes.length + 1);
    final byte[] inserted = new byte[1 + random.nextInt(4)];
    random.nextBytes(inserted);
    return splice(bytes, at, at, inserted);
  }

  private static byte[] delete(final byte[] bytes, final Random random) {
    final int at = random.nextInt(bytes.length + 1);
    return splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
  }

  /** Some bytes once more in another place. */
  private static byte[] copy(final byte[] bytes, final Random random) {
    final int from = random.nextInt(bytes.length + 1);
    final byte[] piece =
        Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(16)));
    final int at = random.nextInt(bytes.length + 1);
    return random.nextBoolean()
        ? splice(bytes, at, at, piece)
        : splice(bytes, at, Math.min(bytes.length, at + piece.length), piece);
  }

  private static byte[] splice(
      final byte[] bytes, final int from, final int to, final byte[] between) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(between);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  /** Swaps, repeats, drops or reverses sections; nothing when there are none to be found. */
  private static byte[] sections(final byte[] bytes, final Random random) {
    final List<byte[]> sections = new ArrayList<>();
    int at = HEADER;
    while (at >= 0 && at < bytes.length) {
      final int end = sectionEnd(bytes, at);
      if (end < 0) {
        return bytes;
      }
      sections.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    if (sections.isEmpty()) {
      return bytes;
    }
    final int one = random.nextInt(sections.size());
    final int other = random.nextInt(sections.size());
    switch (random.nextInt(4)) {
      case 0 -> Collections.swap(sections, one, other);
      case 1 -> sections.add(other, sections.get(one));
      case 2 -> sections.remove(one);
      default -> Collections.shuffle(sections, random);
    }
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, HEADER);
    sections.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** The code of the section that holds this byte; -1 when it is in none. */
  static int sectionAt(final byte[] bytes, final long offset) {
    int at = HEADER;
    while (at < bytes.length) {
      final int end = sectionEnd(bytes, at);
      if (end < 0 || offset < end) {
        return offset < HEADER || end < 0 ? -1 : bytes[at];
      }
      at = end;
    }
    return -1;
  }

  /** The module without its sections of this code. */
  static byte[] without(final int code, final byte[] bytes) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, HEADER);
    int at = HEADER;
    while (at < bytes.length) {
      final int end = sectionEnd(bytes, at);
      if (end < 0) {
        return bytes;
      }
      if (bytes[at] != code) {
        out.write(bytes, at, end - at);
      }
      at = end;
    }
    return out.toByteArray();
  }

  private static int sectionEnd(final byte[] bytes, final int start) {
    long length = 0;
    int at = start + 1;
    for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
      final int b = bytes[at++];
      length |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return length <= bytes.length - at ? (int) (at + length) : -1;
      }
    }
    return -1;
  }
}
