package parallax.compiler.ir;

import java.util.Arrays;

/**
 * A function as {@link IrRun} executes it. Each step of {@link #words()} begins with the ordinal of
 * a {@link Step}; slots are numbers in the frame, parameters first. An address is an index in the
 * words.
 *
 * @param function index of the function
 * @param words the steps, entry first
 * @param frameSize slots of a frame
 * @param steps addresses of the steps that may trap, ascending
 * @param sourceOffsets source offset of each of {@code steps}
 */
record IrCode(int function, int[] words, int frameSize, int[] steps, int[] sourceOffsets) {
  /**
   * The kinds of steps, with the words that follow the first. Operations that differ only in what
   * they compute share one; an <em>edge</em> is the address of: target address, number of moves,
   * then source and destination of each move, to be done in that order.
   */
  enum Step {
    /** destination, low half, high half. */
    CONST,
    /** operation, destination, operand. */
    UNARY_I32,
    UNARY_I64,
    UNARY_F32,
    UNARY_F64,
    CONVERT,
    /** operation, destination, operand, operand. */
    BINARY_I32,
    BINARY_I64,
    BINARY_F32,
    BINARY_F64,
    /** destination, condition, if true, if false. */
    SELECT,
    /** destination, operand. */
    IS_ZERO,
    REF_TYPE,
    /** destination, index, memory, offset, 1 if checked. */
    LOAD_8_S,
    LOAD_8_U,
    LOAD_16_S,
    LOAD_16_U,
    LOAD_32_S,
    LOAD_32_U,
    LOAD_64,
    /** value, index, memory, offset, 1 if checked. */
    STORE_8,
    STORE_16,
    STORE_32,
    STORE_64,
    /** destination, index, segment, offset, ordinal of the load step that says how to read. */
    DATA_LOAD,
    /** destination, global. */
    GLOBAL_GET,
    /** operand, global. */
    GLOBAL_SET,
    /** destination, index, table. */
    SLOT_LOAD,
    /** operation, destination, first index, second index, then the operands: all the others. */
    STATE,
    /** function, number of arguments, arguments, number of results, results. */
    CALL,
    /** reference, type id, then as for a call. */
    CALL_REF,
    /** condition, trap kind. */
    TRAP_IF,
    /** the words of an edge. */
    JUMP,
    /** condition, edge if not 0, edge if 0. */
    BR_IF,
    /** index, number of edges, edges. */
    SWITCH,
    /** number of values, values. */
    RETURN,
    /** trap kind. */
    TRAP
  }

  /** The source offset of the step at an address, -1 when it has none. */
  int sourceOffset(final int address) {
    final int at = Arrays.binarySearch(steps, address);
    return at < 0 ? -1 : sourceOffsets[at];
  }
}
