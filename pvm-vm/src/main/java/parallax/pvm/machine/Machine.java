package parallax.pvm.machine;

import java.util.Optional;
import parallax.pvm.isa.Profile;
import parallax.pvm.memory.PagedMemory;

/**
 * A PVM with one program. It may be entered at any position with any registers, as often as one
 * likes; memory stays. Everything may be changed between runs. Not thread-safe.
 */
public interface Machine {

  Profile profile();

  /** The value of a register, 0 to 12. */
  long register(int index);

  void setRegister(int index, long value);

  /** All thirteen registers; a copy. */
  long[] registers();

  /**
   * Where the next run begins; after an exit, {@link ExitReason#pc}, although a host call is not
   * repeated.
   */
  int pc();

  /**
   * Moves to a position; the next run executes the instruction there, or traps if there is none.
   * Forgets a host call that was to be continued, and the previous position.
   *
   * @throws IllegalArgumentException if negative
   */
  void setPc(int pc);

  GasMeter gas();

  PagedMemory memory();

  /** First byte after the heap, which sbrk and the host call grow_heap move. */
  long heapEnd();

  /** The heap cannot end after this address. */
  long heapLimit();

  /**
   * Moves the end of the heap up and makes all its pages writable.
   *
   * @param newEnd address of the first byte after the heap
   * @return false, with nothing changed, if that is below its end or beyond its limit
   */
  boolean growHeap(long newEnd);

  /**
   * Executes until something ends it. Running again continues behind a host call, repeats a
   * faulting or unpaid instruction, and repeats the instruction that halted or panicked.
   *
   * <p>Where whole blocks are charged (gp-0.8.0), a run that begins inside a block pays for all of
   * it, unless it continues behind a host call or repeats a faulting access: then the block is
   * paid. There, code that is malformed, or a position where no instruction starts, panics at once
   * and costs nothing.
   */
  ExitReason run();

  /**
   * Executes one instruction, and pays its block where blocks are charged.
   *
   * @return why execution ended with it; empty if it goes on
   */
  Optional<ExitReason> step();

  /**
   * Executes, letting the function answer host calls, until something else ends it or the function
   * stops it. If it stops with {@link HostFunction.Action#STOP} the reason is the host call itself.
   */
  default ExitReason run(HostFunction host) {
    while (true) {
      ExitReason reason = run();
      if (!(reason instanceof ExitReason.HostCall call)) {
        return reason;
      }
      HostFunction.Action action = host.call(call.index(), this);
      switch (action) {
        case CONTINUE -> {}
        case STOP -> {
          return call;
        }
        case HALT -> {
          return new ExitReason.Halt(call.pc(), call.previousPc());
        }
        case PANIC -> {
          return new ExitReason.Panic(call.pc(), call.previousPc());
        }
        case OUT_OF_GAS -> {
          return new ExitReason.OutOfGas(call.pc(), call.previousPc());
        }
      }
    }
  }
}
