package parallax.compiler.abi;

import java.util.List;
import parallax.pvm.isa.Register;

/**
 * What each of the thirteen registers is for in compiled code. The names are the Gray Paper's
 * (0.7.2 A.1; r0 = ra .. r12 = a5).
 *
 * <p>{@code sp} always holds the stack pointer. {@code ra} holds the return address between the
 * call and the prologue. Caller-saved registers are dead after a call unless they carry results;
 * callee-saved registers keep their values.
 */
public final class RegisterConvention {
  /** Registers for the first arguments and the first results, in order. */
  public static final List<Register> ARGUMENTS =
      List.of(Register.A0, Register.A1, Register.A2, Register.A3, Register.A4, Register.A5);

  /** Registers whose values a call destroys, {@code ra} aside. */
  public static final List<Register> CALLER_SAVED =
      List.of(
          Register.T0,
          Register.T1,
          Register.T2,
          Register.A0,
          Register.A1,
          Register.A2,
          Register.A3,
          Register.A4,
          Register.A5);

  /** Registers whose values a call keeps. */
  public static final List<Register> CALLEE_SAVED = List.of(Register.S0, Register.S1);

  /** Scratch registers of code that keeps every value in a stack slot; never arguments. */
  public static final List<Register> SCRATCH = List.of(Register.T0, Register.T1, Register.T2);

  private RegisterConvention() {}
}
