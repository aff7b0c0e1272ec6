package parallax.bench;

import java.util.function.Function;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.StandardProgram;

/**
 * Runs of a program from position 0 with one argument, each in fresh memory. What was decoded or
 * translated stays from one run to the next.
 */
final class Invocation {
  /** More than anything here takes. */
  static final long GAS = Long.MAX_VALUE / 4;

  private final StandardProgram program;
  private final Function<InitialState, Machine> machines;

  Invocation(final StandardProgram program, final Function<InitialState, Machine> machines) {
    this.program = program;
    this.machines = machines;
  }

  /**
   * What a run did.
   *
   * @param instructions executed ones: the gas of gp-0.7.2
   * @param result the 8 bytes it returned
   */
  record Run(long instructions, long result) {}

  /**
   * Runs to the end.
   *
   * @throws BenchException if it does not end by halting with a result of 8 bytes
   */
  Run run(final long argument) {
    final Machine machine =
        machines.apply(InitialState.standard(program, Workload.bytes(argument)));
    machine.gas().set(GAS);
    final ExitReason reason = machine.run();
    if (reason.kind() != ExitReason.Kind.HALT
        || machine.register(Register.A1.index()) != Long.BYTES) {
      throw new BenchException("a workload ended with " + reason);
    }
    return new Run(
        GAS - machine.gas().remaining(),
        machine.memory().loadU64(machine.register(Register.A0.index())));
  }

  /**
   * Runs, again and again, until so many instructions have been executed.
   *
   * @return how many were executed: those asked for
   */
  long execute(final long argument, final long instructions) {
    long left = instructions;
    while (left > 0) {
      final Machine machine =
          machines.apply(InitialState.standard(program, Workload.bytes(argument)));
      machine.gas().set(left);
      final ExitReason reason = machine.run();
      if (reason.kind() != ExitReason.Kind.HALT && reason.kind() != ExitReason.Kind.OUT_OF_GAS) {
        throw new BenchException("a workload ended with " + reason);
      }
      left = machine.gas().remaining();
    }
    return instructions - left;
  }
}
