package parallax.compiler.serialize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Contents of a large zone that is mostly zero. Later writes win. Function references, whose values
 * are known only after linking, are 8-byte slots that count as non-zero.
 */
final class SparseBytes {
  private static final int PAGE = 4_096;

  /** Stands for a reference until it is patched: every byte of it is non-zero. */
  private static final long UNKNOWN = -1;

  private final TreeMap<Long, byte[]> pages = new TreeMap<>();
  private final TreeMap<Long, Integer> references = new TreeMap<>();

  /** A range of positions: {@code end} is one past the last. */
  record Range(long start, long end) {
    int length() {
      return Math.toIntExact(end - start);
    }
  }

  /** A slot that becomes a reference to a function. */
  record Reference(long offset, int function) {}

  void put(final long at, final byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      final long position = at + done;
      final int inPage = (int) (position % PAGE);
      final int count = Math.min(PAGE - inPage, bytes.length - done);
      System.arraycopy(bytes, done, page(position / PAGE), inPage, count);
      done += count;
    }
  }

  private byte[] page(final long number) {
    return pages.computeIfAbsent(number, any -> new byte[PAGE]);
  }

  /** The lowest {@code width} bytes of a value, little-endian. */
  void putNumber(final long at, final long value, final int width) {
    references.remove(at);
    final byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    put(at, bytes);
  }

  void putReference(final long at, final int function) {
    putNumber(at, UNKNOWN, 8);
    references.put(at, function);
  }

  /**
   * The ranges, ascending, from a non-zero byte to a non-zero byte, that no run of more than {@code
   * maxZeros} zeros interrupts.
   */
  List<Range> ranges(final int maxZeros) {
    final List<Range> found = new ArrayList<>();
    long start = -1;
    long end = -1;
    for (final Map.Entry<Long, byte[]> entry : pages.entrySet()) {
      final long base = entry.getKey() * PAGE;
      final byte[] bytes = entry.getValue();
      for (int i = 0; i < PAGE; i++) {
        if (bytes[i] == 0) {
          continue;
        }
        final long position = base + i;
        if (start < 0) {
          start = position;
        } else if (position - end > maxZeros) {
          found.add(new Range(start, end));
          start = position;
        }
        end = position + 1;
      }
    }
    if (start >= 0) {
      found.add(new Range(start, end));
    }
    return found;
  }

  /** The bytes of a range, references patched with their values. The range cuts no reference. */
  byte[] read(final Range range, final IntToLongFunction referenceValue) {
    final byte[] out = new byte[range.length()];
    final long firstPage = range.start() / PAGE;
    for (final Map.Entry<Long, byte[]> entry : pages.tailMap(firstPage, true).entrySet()) {
      final long base = entry.getKey() * PAGE;
      if (base >= range.end()) {
        break;
      }
      final long from = Math.max(base, range.start());
      final long to = Math.min(base + PAGE, range.end());
      System.arraycopy(
          entry.getValue(),
          (int) (from - base),
          out,
          (int) (from - range.start()),
          (int) (to - from));
    }
    for (final Reference reference : referencesIn(range)) {
      final int at = (int) (reference.offset() - range.start());
      writeNumber(out, at, referenceValue.applyAsLong(reference.function()));
    }
    return out;
  }

  private static void writeNumber(final byte[] out, final int at, final long value) {
    for (int i = 0; i < 8; i++) {
      out[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private List<Reference> referencesIn(final Range range) {
    return references.subMap(range.start(), range.end()).entrySet().stream()
        .map(entry -> new Reference(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The functions that references name, ascending, each once. */
  int[] referencedFunctions() {
    final int[] all = references.values().stream().mapToInt(Integer::intValue).toArray();
    return Arrays.stream(all).sorted().distinct().toArray();
  }
}
