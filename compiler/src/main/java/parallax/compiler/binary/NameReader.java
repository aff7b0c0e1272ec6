package parallax.compiler.binary;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the name section (core 3.0 appendix A.7). One that is malformed counts as absent. */
final class NameReader {
  private String module;
  private int entries;
  private final SortedMap<Integer, String> functions = new TreeMap<>();
  private final SortedMap<Integer, SortedMap<Integer, String>> locals = new TreeMap<>();

  private NameReader() {}

  /** Reads the contents of the section, which are all that is left in the reader. */
  static NameSection read(final ByteReader in) {
    final NameReader reader = new NameReader();
    try {
      while (!in.atEnd()) {
        final int id = in.u8();
        final long size = in.u32();
        final int start = in.position();
        in.skip(size);
        reader.subsection(id, new ByteReader(in.bytes(), start, in.position()));
      }
    } catch (final MalformedException e) {
      return NameSection.EMPTY;
    }
    return new NameSection(Optional.ofNullable(reader.module), reader.functions, reader.locals);
  }

  private void subsection(final int id, final ByteReader in) throws MalformedException {
    switch (id) {
      case 0 -> module = in.name();
      case 1 -> names(in, functions);
      case 2 -> {
        final long count = in.u32();
        for (long i = 0; i < count; i++) {
          names(in, locals.computeIfAbsent(in.index(), f -> new TreeMap<>()));
        }
      }
      default -> {}
    }
  }

  private void names(final ByteReader in, final SortedMap<Integer, String> names)
      throws MalformedException {
    final long count = in.u32();
    for (long i = 0; i < count; i++) {
      final int index = in.index();
      names.putIfAbsent(index, in.name());
      if (++entries > ImplementationLimits.NAMES) {
        throw in.malformed("too many names", in.position());
      }
    }
  }
}
