package parallax.fuzz.generate;

import parallax.compiler.binary.ValType;
import parallax.fuzz.entropy.Tape;

/** Whether a module has floats, and what keeps the bits of NaNs from being seen. */
enum FloatProfile {
  /** Integers only. */
  NONE,
  /**
   * Every NaN that an instruction makes becomes the canonical one before anything but arithmetic
   * uses it, so that everything can be compared by bits.
   */
  CANONICAL,
  /**
   * NaNs stay what the engine makes them, and only values show them: they become canonical before
   * their bits or their sign get into integers, memory or other floats, and those from outside are
   * quiet. The module says so in a custom section.
   */
  RAW;

  /** Half of all modules have none; so have those without a tape. */
  static FloatProfile choose(final Tape tape) {
    return switch (tape.below(4)) {
      case 2 -> CANONICAL;
      case 3 -> RAW;
      default -> NONE;
    };
  }

  /** A type of numbers, an integer behind the end of the tape. */
  ValType number(final Tape tape) {
    final int choice = tape.below(this == NONE ? 2 : 6);
    return switch (choice) {
      case 0, 4 -> ValType.I32;
      case 1, 5 -> ValType.I64;
      case 2 -> ValType.F32;
      default -> ValType.F64;
    };
  }
}
