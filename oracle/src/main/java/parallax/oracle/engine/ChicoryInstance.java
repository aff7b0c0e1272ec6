package parallax.oracle.engine;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.binary.FuncType;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** A module that Chicory runs. */
final class ChicoryInstance implements ReferenceInstance {
  private final Instance instance;
  private final ReferenceCounter counter;
  private final HostTape tape;
  private final SortedMap<String, Export> exports = new TreeMap<>();
  private final SortedMap<String, FuncType> functions = new TreeMap<>();
  private final SortedMap<String, GlobalInstance> globals = new TreeMap<>();

  ChicoryInstance(
      final WasmModule module,
      final Instance instance,
      final ReferenceCounter counter,
      final HostTape tape) {
    this.instance = instance;
    this.counter = counter;
    this.tape = tape;
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      final Export export = module.exportSection().getExport(i);
      exports.put(export.name(), export);
      if (export.exportType() == ExternalType.FUNCTION) {
        functions.put(export.name(), ChicoryTypes.type(instance.exportType(export.name())));
      } else if (export.exportType() == ExternalType.GLOBAL) {
        globals.put(export.name(), instance.global(export.index()));
      }
    }
  }

  Optional<Export> export(final String name) {
    return Optional.ofNullable(exports.get(name));
  }

  Instance instance() {
    return instance;
  }

  @Override
  public Outcome instantiation() {
    return new Outcome.Returned(List.of());
  }

  @Override
  public Optional<FuncType> functionType(final String export) {
    return Optional.ofNullable(functions.get(export));
  }

  @Override
  public Outcome call(final String export, final List<WasmValue> args, final long budget) {
    final FuncType type = functions.get(export);
    if (type == null) {
      throw new IllegalArgumentException("no exported function is called " + export);
    }
    counter.refuel(budget);
    final long[][] results = new long[1][];
    final Outcome outcome =
        ChicoryEngine.run(
            () -> results[0] = instance.export(export).apply(ChicoryTypes.bits(args)));
    return outcome instanceof Outcome.Returned
        ? new Outcome.Returned(ChicoryTypes.values(type.results(), results[0]))
        : outcome;
  }

  @Override
  public long cost() {
    return counter.cost();
  }

  @Override
  public SortedMap<String, Long> executed() {
    return counter.executed();
  }

  @Override
  public int memorySize() {
    final Memory memory = instance.memory();
    return memory == null ? 0 : memory.pages() * Memory.PAGE_SIZE;
  }

  @Override
  public byte[] readMemory(final int address, final int length) {
    return instance.memory().readBytes(address, length);
  }

  @Override
  public void writeMemory(final int address, final byte[] bytes) {
    instance.memory().write(address, bytes);
  }

  @Override
  public SortedMap<String, WasmValue> globals() {
    final SortedMap<String, WasmValue> values = new TreeMap<>();
    globals.forEach(
        (name, global) ->
            values.put(
                name, ChicoryTypes.value(ChicoryTypes.type(global.getType()), global.getValue())));
    return values;
  }

  @Override
  public HostTape tape() {
    return tape;
  }
}
