package parallax.compiler.frontend;

import parallax.compiler.CompileException;

/**
 * Bounds what a module can make of itself. A call of two bytes may have a thousand results, a label
 * of one byte may carry a thousand operands, a local may be alive in all of a function's blocks:
 * the size of the IR and the work of the stages behind it are not bounded by the number of bytes
 * alone. A module that exceeds the bounds is refused as unsupported; they are far above what
 * toolchains make.
 */
final class Budget {
  /** Values, and arguments of edges, of a whole program. */
  static final long VALUES = 1L << 22;

  /**
   * Places where a value is carried from one block to the next, in one function: what liveness,
   * allocation and its check take time and memory for.
   */
  static final long FUNCTION_CROSSINGS = 1L << 23;

  /** The same for a whole program. */
  static final long PROGRAM_CROSSINGS = 1L << 26;

  private long values;
  private long crossings;

  /**
   * Checks what the current function has come to.
   *
   * @param scope of the instance that the function belongs to
   * @param functionValues its values and arguments of edges
   * @param functionCrossings its crossings
   * @param offset where it is
   */
  void check(
      final InstanceScope scope,
      final long functionValues,
      final long functionCrossings,
      final int offset)
      throws CompileException {
    if (values + functionValues > VALUES) {
      throw scope.unsupported("program of more than " + VALUES + " values", offset);
    }
    if (functionCrossings > FUNCTION_CROSSINGS
        || crossings + functionCrossings > PROGRAM_CROSSINGS) {
      throw scope.unsupported(
          "function with more than "
              + Math.min(FUNCTION_CROSSINGS, PROGRAM_CROSSINGS - crossings)
              + " values alive between blocks",
          offset);
    }
  }

  /** Adds a function that is finished. */
  void add(final long functionValues, final long functionCrossings) {
    values += functionValues;
    crossings += functionCrossings;
  }
}
