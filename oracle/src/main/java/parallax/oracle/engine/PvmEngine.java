package parallax.oracle.engine;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;

/**
 * Compiles and runs on our machine. Budgets are gas.
 *
 * <p>Every program is entered through its thunks, init first, with arguments and results in the
 * call buffer.
 */
public final class PvmEngine implements Engine {
  private final CompilerOptions options;

  public PvmEngine(final CompilerOptions options) {
    this.options = Objects.requireNonNull(options);
  }

  @Override
  public String name() {
    return "pvm-" + options.level().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Runs a program that was compiled before.
   *
   * @param profile the PVM that it was compiled for
   * @param budget gas for the instantiation
   */
  public static EngineInstance start(
      final CompiledProgram program,
      final Profile profile,
      final HostFunctions host,
      final long budget) {
    return start(program, profile, host, budget, Interpreter::of);
  }

  /**
   * The same on another machine, such as one that is watched.
   *
   * @param machines where the machine comes from
   */
  public static EngineInstance start(
      final CompiledProgram program,
      final Profile profile,
      final HostFunctions host,
      final long budget,
      final MachineFactory machines) {
    final Machine machine =
        machines.create(
            profile,
            program.program().blob(),
            InitialState.standard(program.program(), new byte[0]));
    final PvmInstance instance = new PvmInstance(program, machine, new HostTape(host));
    instance.initialize(budget);
    return instance;
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    try {
      final CompiledProgram program = WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), options);
      return start(program, options.profile(), host, budget);
    } catch (final CompileException refusal) {
      return FailedInstance.refused(refusal, host);
    } catch (final RuntimeException | StackOverflowError crash) {
      return FailedInstance.crashed(crash, host);
    }
  }
}
