package parallax.oracle.engine;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.util.Optional;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.FuncType;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;

/**
 * The reference: Chicory's interpreter (1.7.5). Budgets are executed instructions, bulk
 * instructions with their length.
 *
 * <p>What it does wrong and what is done about it is {@link ChicoryFault}; {@code _start} exports
 * are not run by instantiation, as the specification has it.
 */
public final class ChicoryEngine implements Engine {
  @Override
  public String name() {
    return "chicory";
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    final HostTape tape = new HostTape(host);
    final byte[] readable = BlockParameters.remove(wasm);
    if (BlockParameters.hasMisreadType(readable)) {
      return knownFault(ChicoryFault.BLOCK_TYPE_INDEX, tape);
    }
    final WasmModule module;
    try {
      module = Parser.parse(readable);
    } catch (final RuntimeException
        | AssertionError
        | StackOverflowError
        | OutOfMemoryError refusal) {
      // Its parser throws Java's own exceptions and errors at some malformed modules.
      return new FailedInstance(new Outcome.Rejected(refusal.toString(), null), 0, tape);
    }
    final ReferenceMeter meter = new ReferenceMeter(module);
    meter.refuel(budget);
    final Instance instance;
    try {
      instance = build(module, tape, meter);
    } catch (final ReferenceStop stop) {
      return new FailedInstance(new Outcome.Exhausted(stop.limit()), 0, tape);
    } catch (final ChicoryException refusal) {
      return new FailedInstance(new Outcome.Rejected(refusal.toString(), null), 0, tape);
    } catch (final RuntimeException | AssertionError crash) {
      return new FailedInstance(Outcome.Fault.crash(crash), 0, tape);
    }
    final Optional<ChicoryFault> fault = ChicoryFault.in(module);
    if (fault.isPresent()) {
      return knownFault(fault.get(), tape);
    }
    final Outcome outcome = run(() -> instance.initialize(false));
    return outcome instanceof Outcome.Returned
        ? new ChicoryInstance(module, instance, meter, tape)
        : new FailedInstance(outcome, meter.cost(), tape);
  }

  private static FailedInstance knownFault(final ChicoryFault fault, final HostTape tape) {
    return new FailedInstance(new Outcome.Fault("known-fault", fault.name()), 0, tape);
  }

  private static Instance build(
      final WasmModule module, final HostTape tape, final ReferenceMeter meter) {
    return Instance.builder(module)
        .withInitialize(false)
        .withStart(false)
        .withImportValues(imports(module, tape))
        .withMemoryFactory(limits -> memory(limits, meter))
        .withTableFactory(ReferenceTable::new)
        .withUnsafeExecutionListener(meter)
        .build();
  }

  private static Memory memory(final MemoryLimits limits, final ReferenceMeter meter) {
    if (limits.initialPages() > ReferenceMeter.HOST_PAGES) {
      throw new ReferenceStop(Outcome.Limit.HOST_MEMORY);
    }
    final Memory memory = new ByteArrayMemory(limits);
    meter.watch(memory);
    return memory;
  }

  private static ImportValues imports(final WasmModule module, final HostTape tape) {
    final ImportValues.Builder values = ImportValues.builder();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      final Import each = module.importSection().getImport(i);
      if (each instanceof FunctionImport function) {
        final FunctionType type = module.typeSection().getType(function.typeIndex());
        final FuncType ours = ChicoryTypes.type(type);
        values.addFunction(
            new HostFunction(
                each.module(),
                each.name(),
                type,
                (instance, args) ->
                    ChicoryTypes.bits(
                        tape.call(
                            each.module(),
                            each.name(),
                            ours,
                            ChicoryTypes.values(ours.params(), args)))));
      }
    }
    return values.build();
  }

  /** Runs guest code; Returned without values when it comes back. */
  static Outcome run(final Runnable guest) {
    try {
      guest.run();
      return new Outcome.Returned(java.util.List.of());
    } catch (final ReferenceStop stop) {
      return new Outcome.Exhausted(stop.limit());
    } catch (final OutOfMemoryError tooLarge) {
      return new Outcome.Exhausted(Outcome.Limit.HOST_MEMORY);
    } catch (final RuntimeException | AssertionError | StackOverflowError thrown) {
      final Optional<TrapKind> kind = ChicoryTraps.kindOf(thrown);
      return kind.isPresent()
          ? new Outcome.Trapped(kind.get(), String.valueOf(thrown.getMessage()))
          : Outcome.Fault.crash(thrown);
    }
  }
}
