package parallax.compiler.binary;

import parallax.compiler.CompileException;

/** The module can be read but breaks a rule of core 3.0 chapter 3. */
public final class InvalidException extends CompileException {
  private static final long serialVersionUID = 1L;

  InvalidException(final int function, final long offset, final String text) {
    super("validate", function, offset, text);
  }
}
