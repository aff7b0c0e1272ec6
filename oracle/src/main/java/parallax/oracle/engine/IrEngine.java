package parallax.oracle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.IrProgram;
import parallax.compiler.WasmCompiler;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrInterpreter;
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
  private final List<byte[]> adapters;

  public IrEngine(final Stage stage) {
    this(stage, CompilerOptions.DEFAULT);
  }

  public IrEngine(final Stage stage, final CompilerOptions options) {
    this(stage, options, List.of());
  }

  /**
   * An engine with adapters.
   *
   * @param adapters as in {@link InstanceSpec#withAdapters}
   */
  public IrEngine(final Stage stage, final CompilerOptions options, final List<byte[]> adapters) {
    this.stage = Objects.requireNonNull(stage);
    this.options = Objects.requireNonNull(options);
    this.adapters = List.copyOf(adapters);
  }

  @Override
  public String name() {
    return stage.label;
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    try {
      return ProgramInstance.initialized(
          open(InstanceSpec.withAdapters(wasm, adapters), host), budget);
    } catch (final CompileException refusal) {
      return FailedInstance.refused(refusal, host);
    } catch (final RuntimeException | StackOverflowError crash) {
      return FailedInstance.crashed(crash, host);
    }
  }

  /**
   * Opens instances that are one program one by one, in their order; none is initialised yet.
   *
   * @throws CompileException as {@link WasmCompiler#frontend}
   */
  public List<ProgramInstance> open(final List<InstanceSpec> specs, final HostFunctions host)
      throws CompileException {
    final IrProgram program =
        switch (stage) {
          case FRONTEND -> WasmCompiler.frontendProgram(specs, options);
          case LEGALIZED -> WasmCompiler.legalizedProgram(specs, options);
        };
    final HostTape tape = new HostTape(host);
    final List<LinkedInstance> indices = program.instances();
    // Hosts see the first memory of the module itself, the last instance, as on the machine.
    final List<Integer> memories = indices.get(indices.size() - 1).memories();
    final OptionalInt memory =
        memories.isEmpty() ? OptionalInt.empty() : OptionalInt.of(memories.get(0));
    final IrInstance state =
        new IrInterpreter(program.ir())
            .instantiate(IrValues.host(program.ir(), program.hostCalls(), tape, memory));
    final List<Long> addresses = ChicoryEngine.memoryAddresses(specs, options);
    for (int i = 0; i < specs.size(); i++) {
      if (!indices.get(i).memories().isEmpty()) {
        state.setMemoryAddress(indices.get(i).memories().get(0), addresses.get(i));
      }
    }
    final List<ProgramInstance> instances = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      final Exports exports = Exports.of(specs.get(i).wasm());
      instances.add(new IrModuleInstance(state, i, exports, indices.get(i), tape));
    }
    return instances;
  }
}
