package parallax.oracle.engine;

import java.util.List;
import java.util.Objects;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.ModuleIr;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;

/**
 * Interprets the compiler's IR: the rungs between the reference and the machine. Budgets are
 * executed IR instructions.
 */
public final class IrEngine implements Engine {
  /** Where in the pipeline the IR is taken. */
  public enum Stage {
    /** As translated from the module. */
    FRONTEND("ir-frontend"),
    /** After legalization: integers only. */
    LEGALIZED("ir-legalized");

    private final String label;

    Stage(final String label) {
      this.label = label;
    }
  }

  private final Stage stage;
  private final CompilerOptions options;

  public IrEngine(final Stage stage) {
    this(stage, CompilerOptions.DEFAULT);
  }

  public IrEngine(final Stage stage, final CompilerOptions options) {
    this.stage = Objects.requireNonNull(stage);
    this.options = Objects.requireNonNull(options);
  }

  @Override
  public String name() {
    return stage.label;
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    try {
      final List<InstanceSpec> specs = List.of(InstanceSpec.of(wasm));
      final ModuleIr ir =
          switch (stage) {
            case FRONTEND -> WasmCompiler.frontend(specs, options);
            case LEGALIZED -> WasmCompiler.legalized(specs, options);
          };
      final HostTape tape = new HostTape(host);
      final IrModuleInstance instance =
          new IrModuleInstance(
              new IrInterpreter(ir),
              Exports.of(wasm),
              WasmCompiler.link(specs, options).get(0),
              tape);
      instance.initialize(budget);
      return instance;
    } catch (final CompileException refusal) {
      return FailedInstance.refused(refusal, host);
    } catch (final RuntimeException | StackOverflowError crash) {
      return FailedInstance.crashed(crash, host);
    }
  }
}
