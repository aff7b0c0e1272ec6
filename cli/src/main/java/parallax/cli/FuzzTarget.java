package parallax.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code parallax fuzz} makes and checks. */
enum FuzzTarget {
  /** WebAssembly modules, on every engine. */
  MODULE,
  /** Bytes, in the compiler. */
  DECODER,
  /** Programs of the PVM, on every machine. */
  MACHINE,
  /** Bytes, in the readers of programs. */
  BLOB;

  /** The word on the command line. */
  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the word. */
  static final class Converter implements ITypeConverter<FuzzTarget> {
    @Override
    public FuzzTarget convert(final String text) {
      for (final FuzzTarget target : values()) {
        if (target.word().equals(text)) {
          return target;
        }
      }
      throw new TypeConversionException(
          "no target: " + text + "; module, decoder, machine or blob");
    }
  }
}
