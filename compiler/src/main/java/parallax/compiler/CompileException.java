package parallax.compiler;

/**
 * The input cannot be compiled: it is malformed, invalid, or asks for more than this compiler or
 * the machine can give. Says where; {@link #getMessage} is {@code stage: function N: offset 0x..:
 * text}, without the parts that are not known.
 */
public class CompileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String stage;
  private final int function;
  private final long offset;
  private final String text;
  private final String feature;

  /**
   * @param stage the compiler package that found it; {@code link} for what is wrong between
   *     instances
   * @param function index of the function in its module or program, -1 when there is none
   * @param offset byte offset in the module, -1 when there is none
   * @param text what is wrong, for people
   */
  public CompileException(
      final String stage, final int function, final long offset, final String text) {
    this(stage, function, offset, text, null);
  }

  private CompileException(
      final String stage,
      final int function,
      final long offset,
      final String text,
      final String feature) {
    super(format(stage, function, offset, text));
    this.stage = stage;
    this.function = function;
    this.offset = offset;
    this.text = text;
    this.feature = feature;
  }

  /** The input may be right, but uses a feature, or a size, that is not supported. */
  public static CompileException unsupported(
      final String stage, final int function, final long offset, final String feature) {
    return new CompileException(stage, function, offset, feature + " is not supported", feature);
  }

  /** The input may be right, but is larger than the compiler or the machine can hold. */
  public static CompileException tooLarge(
      final String stage, final int function, final long offset, final String text) {
    return new CompileException(stage, function, offset, text, "size");
  }

  public String stage() {
    return stage;
  }

  /** Index of the function, -1 when there is none. */
  public int function() {
    return function;
  }

  /** Byte offset in the module, -1 when there is none. */
  public long offset() {
    return offset;
  }

  /** The message without the place. */
  public String text() {
    return text;
  }

  /** True when the input is not wrong, only too much: {@link #feature} says what. */
  public boolean isUnsupported() {
    return feature != null;
  }

  /**
   * Name of the feature that is not supported, {@code size} for what is too large; null when the
   * input itself is wrong.
   */
  public String feature() {
    return feature;
  }

  private static String format(
      final String stage, final int function, final long offset, final String text) {
    final StringBuilder line = new StringBuilder(stage);
    if (function >= 0) {
      line.append(": function ").append(function);
    }
    if (offset >= 0) {
      line.append(": offset 0x").append(Long.toHexString(offset));
    }
    return line.append(": ").append(text).toString();
  }
}
