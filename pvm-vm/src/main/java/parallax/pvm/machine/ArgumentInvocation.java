package parallax.pvm.machine;

import java.util.Optional;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.program.StandardProgram;

/**
 * Runs a standard program from its bytes with arguments to a result (Psi_M, Gray Paper 0.7.2 A.8).
 * A page fault counts as a panic, and so do bytes that are no program, which cost nothing.
 */
public final class ArgumentInvocation {

  /** Where is-authorized and refine enter. */
  public static final int ENTRY_REFINE = 0;

  /** Where accumulate enters. */
  public static final int ENTRY_ACCUMULATE = 5;

  /** How an invocation can end. */
  public enum Status {
    HALT,
    PANIC,
    OUT_OF_GAS,
    /** The host stopped it. */
    STOPPED
  }

  /** The end of an invocation. */
  public static final class Result {
    private final Status status;
    private final byte[] output;
    private final long gasUsed;
    private final Optional<ExitReason> reason;

    private Result(Status status, byte[] output, long gasUsed, Optional<ExitReason> reason) {
      this.status = status;
      this.output = output;
      this.gasUsed = gasUsed;
      this.reason = reason;
    }

    private static Result noProgram() {
      return new Result(Status.PANIC, NOTHING, 0, Optional.empty());
    }

    public Status status() {
      return status;
    }

    /**
     * For HALT the bytes that a0 and a1 (address, length) designate, nothing if they are not all
     * readable; otherwise nothing. A copy.
     */
    public byte[] output() {
      return output.clone();
    }

    /** Gas taken by the program and its host calls. */
    public long gasUsed() {
      return gasUsed;
    }

    /** The exit of the machine; empty if the bytes were no program. */
    public Optional<ExitReason> reason() {
      return reason;
    }
  }

  private static final byte[] NOTHING = new byte[0];

  private final MachineFactory factory;
  private final Profile profile;

  public ArgumentInvocation(MachineFactory factory, Profile profile) {
    this.factory = factory;
    this.profile = profile;
  }

  /** Invokes the program in these bytes, which have no metadata. */
  public Result invoke(byte[] program, int entry, byte[] arguments, long gas, HostFunction host) {
    StandardProgram parsed;
    try {
      parsed = BlobReader.readStandard(program);
    } catch (BlobException malformed) {
      return Result.noProgram();
    }
    return invoke(parsed, entry, arguments, gas, host);
  }

  /** Invokes a program. */
  public Result invoke(
      StandardProgram program, int entry, byte[] arguments, long gas, HostFunction host) {
    if (arguments.length > StandardLayout.MAX_ARGUMENTS) {
      return Result.noProgram();
    }
    Machine machine =
        factory.create(profile, program.blob(), InitialState.standard(program, arguments));
    machine.setPc(entry);
    machine.gas().set(gas);
    ExitReason reason = machine.run(host);
    Status status =
        switch (reason.kind()) {
          case HALT -> Status.HALT;
          case PANIC, PAGE_FAULT -> Status.PANIC;
          case OUT_OF_GAS -> Status.OUT_OF_GAS;
          case HOST_CALL -> Status.STOPPED;
        };
    byte[] output = status == Status.HALT ? output(machine) : NOTHING;
    return new Result(status, output, gas - machine.gas().remaining(), Optional.of(reason));
  }

  private static byte[] output(Machine machine) {
    long address = machine.register(Register.A0.index());
    long length = machine.register(Register.A1.index());
    PagedMemory memory = machine.memory();
    // Longer results than a Java array holds cannot be handed out; no program of ours comes near.
    if (length <= 0 || length > Integer.MAX_VALUE - 8 || !memory.isReadable(address, length)) {
      return NOTHING;
    }
    return memory.read(address, (int) length);
  }
}
