package parallax.fuzz.generate;

import parallax.compiler.binary.ValType;
import parallax.fuzz.entropy.Tape;

/** Whether a module has floats, and who sees to the bits of NaNs: see {@code NanMode}. */
public enum FloatProfile {
  /** Integers only. */
  NONE("none"),
  /**
   * The module: every NaN that an instruction of arithmetic makes becomes the canonical one before
   * anything but more arithmetic, a comparison or a conversion to an integer takes it, and so do
   * operands of {@code abs} and {@code neg}. Other bits of NaNs, from constants, arguments or
   * memory, are what the specification says they are. The module says so in a custom section.
   */
  CANONICAL("canonical"),
  /**
   * The reference: NaNs stay what the engine makes them and go wherever floats go, into integers,
   * memory, globals and host calls.
   */
  RAW("raw");

  private final String label;

  FloatProfile(final String label) {
    this.label = label;
  }

  /** The name in reports and statistics. */
  public String label() {
    return label;
  }

  /** Half of all modules have none; so have those without a tape. */
  static FloatProfile choose(final Tape tape) {
    return switch (tape.below(4)) {
      case 2 -> CANONICAL;
      case 3 -> RAW;
      default -> NONE;
    };
  }

  /** Makes a tape one whose module is of this profile; there must be a byte. */
  public void impose(final byte[] tape) {
    tape[0] =
        switch (this) {
          case NONE -> 0;
          case CANONICAL -> 2;
          case RAW -> 3;
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
