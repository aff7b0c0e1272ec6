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
import parallax.pvm.machine.Machine;

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

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    try {
      final CompiledProgram program = WasmCompiler.compile(List.of(InstanceSpec.of(wasm)), options);
      final Machine machine = Interpreter.of(options.profile(), program.program(), new byte[0]);
      final PvmInstance instance =
          new PvmInstance(program, machine, Exports.of(wasm), new HostTape(host));
      instance.initialize(budget);
      return instance;
    } catch (final CompileException refusal) {
      return FailedInstance.refused(refusal, host);
    } catch (final RuntimeException | StackOverflowError crash) {
      return FailedInstance.crashed(crash, host);
    }
  }
}
