package parallax.cli;

import java.nio.file.Path;
import parallax.compiler.CompileException;

/**
 * An input that cannot be used: says which file, and where in it as far as that is known. Ends the
 * command with {@link ExitCodes#BAD_INPUT}.
 */
final class BadInput extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String stage;
  private final int function;
  private final long offset;
  private final String text;
  private final String feature;

  private BadInput(
      final String file,
      final String message,
      final String stage,
      final int function,
      final long offset,
      final String text,
      final String feature) {
    super(file.isEmpty() ? message : file + ": " + message);
    this.file = file;
    this.stage = stage;
    this.function = function;
    this.offset = offset;
    this.text = text;
    this.feature = feature;
  }

  /** Something is wrong with a file as a whole. */
  static BadInput of(final Path file, final String text) {
    return new BadInput(file.toString(), text, "", -1, -1, text, null);
  }

  /**
   * Something is wrong at a place of a file.
   *
   * @param stage who found it: {@code read}, {@code map}, ...
   * @param offset byte offset in the file, -1 when not known
   */
  static BadInput at(final Path file, final String stage, final long offset, final String text) {
    final String place = offset < 0 ? "" : "offset 0x" + Long.toHexString(offset) + ": ";
    return new BadInput(
        file.toString(), stage + ": " + place + text, stage, -1, offset, text, null);
  }

  /** What the compiler said about a file. */
  static BadInput of(final Path file, final CompileException wrong) {
    return new BadInput(
        file.toString(),
        wrong.getMessage(),
        wrong.stage(),
        wrong.function(),
        wrong.offset(),
        wrong.text(),
        wrong.feature());
  }

  /** The command line asks for something that the input does not have. */
  static BadInput usage(final String text) {
    return new BadInput("", text, "arguments", -1, -1, text, null);
  }

  /** The file, empty when it is not about one. */
  String file() {
    return file;
  }

  /** Who found it, empty when nothing got that far. */
  String stage() {
    return stage;
  }

  /** Index of the function, -1 for none. */
  int function() {
    return function;
  }

  /** Byte offset in the file, -1 for none. */
  long offset() {
    return offset;
  }

  /** The message without the place. */
  String text() {
    return text;
  }

  /** What is not supported; null when the input itself is wrong. */
  String feature() {
    return feature;
  }
}
