package parallax.oracle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.compiler.ir.IrInstance;
import parallax.compiler.ir.IrInterpreter;
import parallax.compiler.ir.IrMemory;
import parallax.compiler.ir.IrResult;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** A program in IR that is interpreted. */
final class IrModuleInstance implements EngineInstance {
  private final IrInterpreter interpreter;
  private final IrInstance instance;
  private final Exports exports;
  private final LinkedInstance indices;
  private final HostTape tape;
  private Outcome instantiation = new Outcome.Fault("crash", "never initialised");
  private long cost;

  /**
   * @param indices what the module's indices are in the program; of functions and globals the same
   */
  IrModuleInstance(
      final IrInterpreter interpreter,
      final Exports exports,
      final LinkedInstance indices,
      final HostTape tape) {
    this.interpreter = interpreter;
    this.exports = exports;
    this.indices = indices;
    this.tape = tape;
    this.instance = interpreter.instantiate((index, args, caller) -> host(index, args));
  }

  void initialize(final long budget) {
    instantiation = run(budget, instance::init, List.of());
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
    return run(budget, () -> instance.invoke(function, bits(args)), type.results());
  }

  private Outcome run(
      final long budget, final Supplier<IrResult> work, final List<ValType> results) {
    final long before = instance.executed();
    instance.setFuel(budget);
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
      cost = instance.executed() - before;
    }
  }

  private Outcome outcome(final IrResult result, final List<ValType> results) {
    if (result instanceof IrResult.Returned returned) {
      return new Outcome.Returned(values(results, returned.values()));
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
    return instance.memory(indices.memories().get(0));
  }

  private long[] host(final int index, final long[] args) {
    final WasmModule module = exports.module();
    final int function = index - HostCallManifest.FIRST_INDEX;
    final WasmModule.Import imported =
        module.imports().stream()
            .filter(i -> i.kind() == ExternalKind.FUNCTION && i.index() == function)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no import has host index " + index));
    final FuncType type = module.functionType(function);
    return bits(tape.call(imported.module(), imported.name(), type, values(type.params(), args)));
  }

  private long[] bits(final List<WasmValue> values) {
    return values.stream().mapToLong(this::bits).toArray();
  }

  /** As {@link IrInterpreter} holds values. */
  private long bits(final WasmValue value) {
    if (!value.type().isReference()) {
      return value.bits();
    }
    if (value.bits() == WasmValue.NULL) {
      return 0;
    }
    return value.type() == ValType.FUNCREF
        ? IrInterpreter.reference(interpreter.module(), (int) value.bits())
        : value.bits() + 1;
  }

  private static List<WasmValue> values(final List<ValType> types, final long[] bits) {
    final List<WasmValue> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      values.add(value(types.get(i), bits[i]));
    }
    return values;
  }

  private static WasmValue value(final ValType type, final long bits) {
    if (!type.isReference()) {
      return new WasmValue(type, bits);
    }
    // Null is 0; both kinds of references hold their number plus one in the low half.
    return new WasmValue(type, bits == 0 ? WasmValue.NULL : (bits & 0xFFFF_FFFFL) - 1);
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
                values.put(name, value(exports.globalType(index), instance.global(index))));
    return values;
  }

  @Override
  public HostTape tape() {
    return tape;
  }
}
