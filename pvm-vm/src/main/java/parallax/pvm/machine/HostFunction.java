package parallax.pvm.machine;

/** Answers host calls. Reads its arguments from the machine and leaves its results there. */
@FunctionalInterface
public interface HostFunction {

  /** What happens after a host call. */
  enum Action {
    /** Execution goes on behind the ecalli. */
    CONTINUE,
    /** The program is over by wish of the host, which knows why. */
    STOP,
    /** As if the program had halted. */
    HALT,
    /** As if the program had panicked. */
    PANIC,
    /** As if gas had run out. */
    OUT_OF_GAS
  }

  /**
   * Performs a host call.
   *
   * @param index the sign-extended immediate of the ecalli
   * @param machine the caller, whose registers, memory and gas may be changed
   */
  Action call(long index, Machine machine);
}
