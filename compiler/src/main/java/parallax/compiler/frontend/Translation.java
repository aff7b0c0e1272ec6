package parallax.compiler.frontend;

import parallax.compiler.CompileException;

/**
 * What becomes of a WebAssembly instruction: a handler, or the name of the feature that is not
 * supported yet.
 *
 * @param handler emits IR; null when the feature is not supported
 * @param feature name of the missing feature, or null
 */
record Translation(Handler handler, String feature) {
  /** Emits the IR for the instruction that the translator's reader stands at. */
  @FunctionalInterface
  interface Handler {
    void apply(FunctionTranslator translator) throws CompileException;
  }

  static Translation of(final Handler handler) {
    return new Translation(handler, null);
  }

  static Translation unsupported(final String feature) {
    return new Translation(null, feature);
  }
}
