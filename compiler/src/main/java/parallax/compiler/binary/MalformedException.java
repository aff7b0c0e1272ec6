package parallax.compiler.binary;

import parallax.compiler.CompileException;

/** The bytes are not a module: they do not follow the grammar of core 3.0 chapter 5. */
public final class MalformedException extends CompileException {
  private static final long serialVersionUID = 1L;

  MalformedException(final int function, final long offset, final String text) {
    super("decode", function, offset, text);
  }
}
