package parallax.compiler;

/**
 * The input cannot be compiled: it is malformed, invalid, or asks for more than this compiler or
 * the machine can give. Says where.
 */
public final class CompileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String stage;
  private final int function;
  private final long offset;

  /**
   * @param stage the compiler package that found it
   * @param function index of the function in its module or program, -1 when there is none
   * @param offset byte offset in the module, -1 when there is none
   * @param message what is wrong, for people
   */
  public CompileException(
      final String stage, final int function, final long offset, final String message) {
    super(message);
    this.stage = stage;
    this.function = function;
    this.offset = offset;
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
}
