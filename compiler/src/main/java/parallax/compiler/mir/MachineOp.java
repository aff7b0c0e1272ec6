package parallax.compiler.mir;

import java.util.Locale;

/**
 * Kinds of machine instructions. Everything that is exactly one PVM instruction over registers and
 * immediates is {@link #PVM}; the rest is what needs a frame, a label or another function.
 *
 * <p>Operands are listed as {@code defs <- uses}. Stack slots are those of {@code
 * CallingConvention}: incoming ones belong to the caller's frame, outgoing ones to our own.
 */
public enum MachineOp {
  /**
   * One PVM instruction that neither ends a block nor changes memory mapping by itself (sbrk
   * excepted). Register operands in the order of the Gray Paper's fields: formats D,A,B and D,A: D
   * def, A use, B use; A,B,imm: A def (a use for stores), B use; reg,imm: A. {@code cmov}: D def
   * tied to the last use, which is D's old value, after A (or nothing) and B.
   */
  PVM,
  /** First instruction of the entry block: defs fixed to the argument registers. */
  ENTRY,
  /** def <- use. */
  COPY,
  /**
   * def <- reference to {@link MachineInst#function()}: {@code type id << 32 | code address};
   * {@code imm1} is the type id.
   */
  FUNCTION_ADDRESS,
  /**
   * Calls {@link MachineInst#function()}: fixed defs (results) <- fixed uses (arguments). Destroys
   * ra and the caller-saved registers.
   */
  CALL,
  /** Calls the code address in the low half of the last use; otherwise as {@link #CALL}. */
  CALL_INDIRECT,
  /** {@code ecalli imm1}: otherwise as {@link #CALL}, but ra is kept. */
  HOST_CALL,
  /** def <- incoming stack slot {@code imm1}. */
  INCOMING_LOAD,
  /** incoming stack slot {@code imm1} <- use. */
  INCOMING_STORE,
  /** def <- outgoing stack slot {@code imm1}. */
  OUTGOING_LOAD,
  /** outgoing stack slot {@code imm1} <- use. */
  OUTGOING_STORE,
  /**
   * Conditional branch ({@link MachineInst#opcode()}, with {@code imm1} for the imm forms) to a
   * trap of {@link MachineInst#trap()}; falls through otherwise. Not a terminator.
   */
  TRAP_BRANCH,

  // Terminators.
  /** To the only target; the only instruction whose target may carry arguments. */
  JUMP,
  /**
   * Conditional branch ({@link MachineInst#opcode()}, {@code imm1}) to the first target, else to
   * the second.
   */
  BRANCH,
  /**
   * To the target whose number is in the use (an i32 that was checked to be below the number of
   * targets).
   */
  SWITCH,
  /** Leaves the function: fixed uses are the results. */
  RETURN,
  /** Leaves the program: the fixed uses stay in their registers. */
  HALT,
  /** Panics with {@link MachineInst#trap()}. */
  TRAP;

  public boolean isTerminator() {
    return switch (this) {
      case JUMP, BRANCH, SWITCH, RETURN, HALT, TRAP -> true;
      case PVM,
          ENTRY,
          COPY,
          FUNCTION_ADDRESS,
          CALL,
          CALL_INDIRECT,
          HOST_CALL,
          INCOMING_LOAD,
          INCOMING_STORE,
          OUTGOING_LOAD,
          OUTGOING_STORE,
          TRAP_BRANCH ->
          false;
    };
  }

  /** True for the three calls. */
  public boolean isCall() {
    return this == CALL || this == CALL_INDIRECT || this == HOST_CALL;
  }

  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }
}
