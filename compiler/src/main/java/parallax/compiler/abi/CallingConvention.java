package parallax.compiler.abi;

import parallax.pvm.isa.Register;

/**
 * Where arguments and results travel, the same for calls between compiled functions, calls by
 * reference and host calls.
 *
 * <p>The first {@link #REGISTERS} values are in {@code a0..a5}; value {@code k} beyond them is in
 * stack slot {@code k - 6}: 8 bytes at {@code sp + 8 + 8 * slot} as the caller sees it at the call
 * ({@code sp + 0} is where the caller keeps its own return address). Results beyond the registers
 * come back in the same slots. Values are 64 bits; i32 sign-extended.
 *
 * <p>A call puts the return address (a jump-table address) into {@code ra}; the callee leaves with
 * {@code jump_ind ra, 0} and {@code sp} as it was.
 */
public final class CallingConvention {
  /** Number of arguments, and of results, in registers. */
  public static final int REGISTERS = RegisterConvention.ARGUMENTS.size();

  private CallingConvention() {}

  /** True when argument or result {@code index} is in a register. */
  public static boolean inRegister(final int index) {
    return index < REGISTERS;
  }

  /** The register of argument or result {@code index}. */
  public static Register register(final int index) {
    return RegisterConvention.ARGUMENTS.get(index);
  }

  /** The stack slot of argument or result {@code index}. */
  public static int slot(final int index) {
    return index - REGISTERS;
  }

  /** Stack slots that a call with so many arguments and results needs. */
  public static int slots(final int arguments, final int results) {
    return Math.max(0, Math.max(arguments, results) - REGISTERS);
  }
}
