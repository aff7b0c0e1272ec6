package parallax.oracle.engine;

import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.types.OpCode;

/**
 * Makes the reference one of the deterministic profile (core 3.0, appendix "Profiles"): every NaN
 * that an instruction of arithmetic gives becomes the positive canonical one before anything else
 * sees it, which the specification allows everywhere (section 4.3.3, "NaN propagation").
 *
 * <p>A listener comes before each instruction, so results are looked at when the next one begins:
 * there always is one, an {@code end} if nothing else, and no instruction of arithmetic traps.
 */
final class DeterministicNans {
  private static final long F32_CANONICAL = 0x7FC0_0000L;
  private static final long F64_CANONICAL = 0x7FF8_0000_0000_0000L;
  private static final long MAGNITUDE = 0x7FFF_FFFFL;
  private static final long F32_INFINITY = 0x7F80_0000L;
  private static final long F64_INFINITY = 0x7FF0_0000_0000_0000L;

  /** What the instruction before has left on top of the stack. */
  private enum Result {
    F32,
    F64,
    OTHER
  }

  private Result result = Result.OTHER;

  /** Called before each instruction, first of all. */
  void before(final OpCode op, final MStack stack) {
    switch (result) {
      case F32 -> {
        if ((top(stack) & MAGNITUDE) > F32_INFINITY) {
          replace(stack, F32_CANONICAL);
        }
      }
      case F64 -> {
        if ((top(stack) & Long.MAX_VALUE) > F64_INFINITY) {
          replace(stack, F64_CANONICAL);
        }
      }
      case OTHER -> {}
    }
    result = result(op);
    if (op == OpCode.F32_ABS) {
      // Not arithmetic, but of a NaN it leaves the sign.
      replace(stack, top(stack) & MAGNITUDE);
    }
  }

  private static Result result(final OpCode op) {
    return switch (op) {
      case F32_ADD,
          F32_SUB,
          F32_MUL,
          F32_DIV,
          F32_MIN,
          F32_MAX,
          F32_SQRT,
          F32_CEIL,
          F32_FLOOR,
          F32_TRUNC,
          F32_NEAREST,
          F32_DEMOTE_F64 ->
          Result.F32;
      case F64_ADD,
          F64_SUB,
          F64_MUL,
          F64_DIV,
          F64_MIN,
          F64_MAX,
          F64_SQRT,
          F64_CEIL,
          F64_FLOOR,
          F64_TRUNC,
          F64_NEAREST,
          F64_PROMOTE_F32 ->
          Result.F64;
      default -> Result.OTHER;
    };
  }

  private static long top(final MStack stack) {
    return stack.array()[stack.size() - 1];
  }

  private static void replace(final MStack stack, final long bits) {
    stack.array()[stack.size() - 1] = bits;
  }
}
