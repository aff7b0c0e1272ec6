package parallax.pvm.machine;

/**
 * Why execution ended. Every reason has the position of the instruction that ended it, and the
 * position of the instruction executed just before, which tells which branch led to a shared trap.
 */
public sealed interface ExitReason {

  /** The cases, to switch on. */
  enum Kind {
    HALT,
    PANIC,
    OUT_OF_GAS,
    PAGE_FAULT,
    HOST_CALL
  }

  /** As {@link #previousPc}: no instruction was executed before since the position was last set. */
  int NO_PREVIOUS = -1;

  /**
   * The position of the instruction that ended execution. It is past the end of the code when
   * execution ran off it. For out-of-gas it is the instruction that could not be paid, which has
   * not executed.
   */
  int pc();

  /** The position of the instruction executed just before, or {@link #NO_PREVIOUS}. */
  int previousPc();

  Kind kind();

  /** A dynamic jump to 0xFFFF0000. */
  record Halt(int pc, int previousPc) implements ExitReason {
    @Override
    public Kind kind() {
      return Kind.HALT;
    }
  }

  /** A trap, an invalid jump, or an access below 64 KiB. */
  record Panic(int pc, int previousPc) implements ExitReason {
    @Override
    public Kind kind() {
      return Kind.PANIC;
    }
  }

  /**
   * The next instruction costs more than there is, so gas is 0; where whole blocks are charged, the
   * next block does, and gas stays what it was.
   */
  record OutOfGas(int pc, int previousPc) implements ExitReason {
    @Override
    public Kind kind() {
      return Kind.OUT_OF_GAS;
    }
  }

  /**
   * An access to a page that does not allow it. Registers and memory are as before the instruction;
   * running again repeats it.
   *
   * @param address first byte of the first page that does not allow the access
   */
  record PageFault(int pc, int previousPc, long address) implements ExitReason {
    @Override
    public Kind kind() {
      return Kind.PAGE_FAULT;
    }
  }

  /**
   * An ecalli. Running again continues with the instruction behind it.
   *
   * @param index the sign-extended immediate
   */
  record HostCall(int pc, int previousPc, long index) implements ExitReason {
    @Override
    public Kind kind() {
      return Kind.HOST_CALL;
    }
  }
}
