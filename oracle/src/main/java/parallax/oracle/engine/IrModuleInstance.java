package parallax.oracle.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrMemory;
import parallax.compiler.ir.IrResult;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** An instance of a program in IR that is interpreted; the others share the state. */
final class IrModuleInstance implements ProgramInstance {
  private final IrInstance state;
  private final int number;
  private final Exports exports;
  private final LinkedInstance indices;
  private final HostTape tape;
  private Outcome instantiation = new Outcome.Fault("crash", "never initialised");
  private long cost;

  /**
   * @param state of the whole program
   * @param number of the instance in the program
   * @param indices what the module's indices are in the program
   */
  IrModuleInstance(
      final IrInstance state,
      final int number,
      final Exports exports,
      final LinkedInstance indices,
      final HostTape tape) {
    this.state = state;
    this.number = number;
    this.exports = exports;
    this.indices = indices;
    this.tape = tape;
  }

  @Override
  public Outcome initialize(final long budget) {
    instantiation = run(budget, () -> state.init(number), List.of());
    return instantiation;
  }

  @Override
  public Outcome instantiation() {
    return instantiation;
  }

  @Override
  public Optional<FuncType> functionType(final String export) {
    return exports.type(export);
  }

  @Override
  public Outcome call(final String export, final List<WasmValue> args, final long budget) {
    final int function = exports.function(export);
    final FuncType type = exports.module().functionType(function);
    final long[] bits = IrValues.bits(state.module(), args);
    final int index = indices.functions().get(function);
    return run(budget, () -> state.invoke(index, bits), type.results());
  }

  private Outcome run(
      final long budget, final Supplier<IrResult> work, final List<ValType> results) {
    final long before = state.executed();
    state.setFuel(budget);
    try {
      final IrResult result = work.get();
      final Optional<Outcome.Fault> fault = sizeFault();
      if (fault.isPresent() && !(result instanceof IrResult.OutOfFuel)) {
        return fault.get();
      }
      return outcome(result, results);
    } catch (final RuntimeException | StackOverflowError crash) {
      return Outcome.Fault.crash(crash);
    } finally {
      cost = state.executed() - before;
    }
  }

  private Outcome outcome(final IrResult result, final List<ValType> results) {
    if (result instanceof IrResult.Returned returned) {
      return new Outcome.Returned(IrValues.values(results, returned.values()));
    }
    if (result instanceof IrResult.Trapped trapped) {
      final String offset =
          trapped.sourceOffset() < 0
              ? ""
              : " offset 0x" + Integer.toHexString(trapped.sourceOffset());
      return new Outcome.Trapped(trapped.kind(), "function " + trapped.function() + offset);
    }
    if (result instanceof IrResult.OutOfFuel) {
      return new Outcome.Exhausted(Outcome.Limit.FUEL);
    }
    if (result instanceof IrResult.HostStop stopped
        && stopped.stop() instanceof IrValues.ExitStop exit) {
      return new Outcome.Exited(exit.code());
    }
    return new Outcome.Fault("crash", "stopped by the host: " + result);
  }

  /** Growth is two operations after legalization; both must have happened. */
  private Optional<Outcome.Fault> sizeFault() {
    if (exports.module().memories().isEmpty()) {
      return Optional.empty();
    }
    final IrMemory memory = firstMemory();
    return memory.pages() * IrMemory.PAGE == memory.size()
        ? Optional.empty()
        : Optional.of(
            new Outcome.Fault(
                "memory-size",
                memory.pages() + " pages recorded, " + memory.size() + " bytes mapped"));
  }

  /** The module's first memory. */
  private IrMemory firstMemory() {
    return state.memory(indices.memories().get(0));
  }

  @Override
  public long cost() {
    return cost;
  }

  @Override
  public int memorySize() {
    return exports.module().memories().isEmpty() ? 0 : Math.toIntExact(firstMemory().size());
  }

  @Override
  public OptionalLong size(final String export) {
    for (final WasmModule.Export each : exports.module().exports()) {
      if (each.name().equals(export)) {
        if (each.kind() == ExternalKind.MEMORY) {
          return OptionalLong.of(state.memory(indices.memories().get(each.index())).pages());
        }
        if (each.kind() == ExternalKind.TABLE) {
          return OptionalLong.of(state.table(indices.tables().get(each.index())).size());
        }
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public byte[] readMemory(final int address, final int length) {
    return firstMemory().read(address, length);
  }

  @Override
  public void writeMemory(final int address, final byte[] bytes) {
    firstMemory().write(address, bytes);
  }

  @Override
  public SortedMap<String, WasmValue> globals() {
    final SortedMap<String, WasmValue> values = new TreeMap<>();
    exports
        .globals()
        .forEach(
            (name, index) ->
                values.put(
                    name,
                    IrValues.value(
                        exports.globalType(index), state.global(indices.globals().get(index)))));
    return values;
  }

  @Override
  public HostTape tape() {
    return tape;
  }
}
