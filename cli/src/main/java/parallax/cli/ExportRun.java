package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.ir.Type;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.trace.Step;
import parallax.pvm.trace.StepListener;
import parallax.pvm.trace.TracedMachine;

/**
 * One call of an exported function of a fresh instance on the machine. Imported functions return
 * zeros.
 *
 * @param export name of the function
 * @param args of the call
 * @param instantiated whether it came to the call
 * @param outcome of the call, or of the instantiation
 * @param initGas what the instantiation cost
 * @param gas what the call cost
 * @param hostCalls calls of imported functions, instantiation included
 */
record ExportRun(
    String export,
    List<WasmValue> args,
    boolean instantiated,
    Outcome outcome,
    long initGas,
    long gas,
    int hostCalls) {
  /**
   * Instantiates and calls.
   *
   * @param texts the arguments as they were written
   */
  static ExportRun of(
      final CompiledProgram program,
      final MachineFactory machines,
      final String name,
      final List<String> texts,
      final long gas)
      throws BadInput {
    final List<WasmValue> args = CallArguments.parse(name, type(program, name), texts);
    return of(
        PvmEngine.start(program, HostFunctions.ZERO, gas, machines), name, args, gas, () -> {});
  }

  /**
   * The same, watched: the listener is told of every step of the call, not of the instantiation.
   */
  static ExportRun watched(
      final CompiledProgram program,
      final String name,
      final List<String> texts,
      final long gas,
      final StepListener listener)
      throws BadInput {
    final List<WasmValue> args = CallArguments.parse(name, type(program, name), texts);
    final Gate gate = new Gate(listener);
    final EngineInstance instance =
        PvmEngine.start(
            program, HostFunctions.ZERO, gas, TracedMachine.factory(Interpreter::of, gate));
    return of(instance, name, args, gas, gate::open);
  }

  /** Lets steps through once it is open. */
  private static final class Gate implements StepListener {
    private final StepListener listener;
    private boolean open;

    Gate(final StepListener listener) {
      this.listener = listener;
    }

    void open() {
      open = true;
    }

    @Override
    public void step(final Step step) {
      if (open) {
        listener.step(step);
      }
    }
  }

  private static ExportRun of(
      final EngineInstance instance,
      final String name,
      final List<WasmValue> args,
      final long gas,
      final Runnable beforeCall) {
    final long initGas = instance.cost();
    final Outcome start = instance.instantiation();
    if (!(start instanceof Outcome.Returned)) {
      return new ExportRun(name, args, false, start, initGas, 0, calls(instance));
    }
    beforeCall.run();
    final Outcome outcome = instance.call(name, args, gas);
    return new ExportRun(name, args, true, outcome, initGas, instance.cost(), calls(instance));
  }

  private static int calls(final EngineInstance instance) {
    return instance.tape().entries().size();
  }

  private static FuncType type(final CompiledProgram program, final String name) throws BadInput {
    final Optional<Export> export = program.export(ExportKind.FUNCTION, name);
    if (export.isEmpty()) {
      throw noFunction(name, program);
    }
    return new FuncType(
        types(export.get().signature().params()), types(export.get().signature().results()));
  }

  private static List<ValType> types(final List<Type> types) {
    return types.stream().map(type -> ValType.byText(type.mnemonic()).orElseThrow()).toList();
  }

  /** There is no such function; says which there are. */
  private static BadInput noFunction(final String name, final CompiledProgram program) {
    return BadInput.usage(
        "no exported function is called " + name + "; there are: " + functions(program));
  }

  /** Signatures of the exported functions. */
  static String functions(final CompiledProgram program) {
    final String all =
        program.exports().stream()
            .filter(export -> export.kind() == ExportKind.FUNCTION)
            .map(export -> export.name() + export.signature())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : all;
  }

  int exitCode() {
    return outcome instanceof Outcome.Returned ? ExitCodes.OK : ExitCodes.DIFFERENCE;
  }

  /** For people. */
  String text() {
    final StringBuilder text = new StringBuilder();
    if (!instantiated) {
      text.append("instantiation: ").append(outcome).append('\n');
    } else if (outcome instanceof Outcome.Returned returned) {
      text.append("result: ").append(OutcomeText.values(returned.values())).append('\n');
    } else {
      text.append("exit: ").append(outcome).append('\n');
    }
    if (outcome instanceof Outcome.Returned) {
      text.append("exit: halt\n");
    }
    if (hostCalls > 0) {
      text.append("host calls: ").append(hostCalls).append(" (each returned zero)\n");
    }
    return text.append("gas: ")
        .append(gas)
        .append(" (instantiation ")
        .append(initGas)
        .append(")\n")
        .toString();
  }

  /** As data. */
  void json(final ObjectNode node) {
    node.put("export", export);
    OutcomeText.json(node.putArray("arguments"), args);
    node.put("instantiated", instantiated);
    OutcomeText.json(node, outcome);
    node.put("gas", gas);
    node.put("instantiationGas", initGas);
    node.put("hostCalls", hostCalls);
  }
}
