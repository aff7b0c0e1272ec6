package parallax.oracle.engine;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportTag;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import parallax.compiler.CompilerOptions;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;

/**
 * Instances of the reference that may import from each other. They share budget, counts and tape,
 * since a call of one may run code of all.
 *
 * <p>Linking is Chicory's: it compares what is imported with what is given, with current sizes, and
 * says {@code unknown import} or {@code incompatible import type}.
 */
public final class ReferenceStore {
  private static final Outcome LOADED = new Outcome.Returned(List.of());

  private final ReferenceCounter counter = new ReferenceCounter();
  private final HostTape tape;
  private final NanMode nans;
  private final ReferenceImports hostImports;

  /** A store whose functions of the host are all host calls, and whose NaNs are Chicory's own. */
  public ReferenceStore(final HostFunctions host) {
    this(host, NanMode.AS_IS);
  }

  ReferenceStore(final HostFunctions host, final NanMode nans) {
    this.tape = new HostTape(host);
    this.nans = nans;
    this.hostImports = new ReferenceImports(Optional.empty(), tape, 0);
  }

  /**
   * Instantiates a module whose imports are functions of the host.
   *
   * @param budget see {@link EngineInstance#call}
   */
  public EngineInstance instantiate(final byte[] wasm, final long budget) {
    return start(wasm, hostImports::values, budget);
  }

  /**
   * Instantiates a module after its adapters, in their order. An import is of the first of those
   * before that exports something of its name and kind; other functions are the host's.
   *
   * @param instances the module is the last
   * @param addresses the machine's addresses of the instances' first memories
   * @param budget for all of them
   * @return the module's instance, or the first that failed
   */
  EngineInstance instantiate(
      final List<byte[]> instances,
      final CompilerOptions options,
      final List<Long> addresses,
      final long budget) {
    counter.refuel(budget);
    final List<ChicoryInstance> before = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      final ReferenceImports host =
          new ReferenceImports(Optional.of(options), tape, addresses.get(i));
      final EngineInstance instance =
          start(instances.get(i), module -> adapted(module, before, host));
      if (!(instance instanceof ChicoryInstance started)) {
        return instance;
      }
      before.add(started);
    }
    return before.get(before.size() - 1);
  }

  private static ImportValues adapted(
      final WasmModule module, final List<ChicoryInstance> adapters, final ReferenceImports host) {
    final ImportValues.Builder values = ImportValues.builder();
    for (final Import each : imports(module)) {
      final Optional<ChicoryInstance> provider =
          adapters.stream()
              .filter(
                  adapter ->
                      adapter
                          .export(each.name())
                          .filter(export -> export.exportType() == each.importType())
                          .isPresent())
              .findFirst();
      if (provider.isPresent()) {
        final ChicoryInstance found = provider.get();
        give(each, found.export(each.name()).orElseThrow(), found.instance(), values);
      } else if (each instanceof FunctionImport function) {
        values.addFunction(host.function(module, function));
      }
    }
    return values.build();
  }

  /**
   * Instantiates a module that imports from other instances of the store.
   *
   * @param providers instances by the module names of imports; other names are unknown
   * @param budget see {@link EngineInstance#call}
   */
  public EngineInstance instantiate(
      final byte[] wasm, final Map<String, EngineInstance> providers, final long budget) {
    return start(wasm, module -> imports(module, providers), budget);
  }

  /**
   * Whether a module's imports are there and fit; nothing is instantiated.
   *
   * @return {@code Returned} when they do
   */
  public Outcome link(final byte[] wasm, final Map<String, EngineInstance> providers) {
    return loaded(wasm, module -> imports(module, providers));
  }

  private Outcome loaded(final byte[] wasm, final Function<WasmModule, ImportValues> imports) {
    return load(wasm, imports).failure().map(EngineInstance::instantiation).orElse(LOADED);
  }

  private static boolean isUnlinkable(final Outcome outcome) {
    return outcome instanceof Outcome.Rejected rejected
        && rejected.message().startsWith("incompatible import type");
  }

  /**
   * What Chicory's parser and validator say of a module, whatever its imports are: {@code Rejected}
   * or something else.
   */
  public static Outcome check(final byte[] wasm) {
    final ReferenceStore store = new ReferenceStore(HostFunctions.ZERO);
    final Outcome outcome = store.loaded(wasm, MadeUpImports::of);
    // Two imports of one name but of different kinds are valid, and never there.
    return isUnlinkable(outcome) ? LOADED : outcome;
  }

  /** As {@link ReferenceInstance#executed}. */
  public SortedMap<String, Long> executed() {
    return counter.executed();
  }

  /** A module that is linked, or why it is not. */
  private record Loaded(WasmModule module, Instance instance, Optional<EngineInstance> failure) {
    static Loaded not(final EngineInstance failure) {
      return new Loaded(null, null, Optional.of(failure));
    }
  }

  private EngineInstance start(
      final byte[] wasm, final Function<WasmModule, ImportValues> imports, final long budget) {
    counter.refuel(budget);
    return start(wasm, imports);
  }

  private EngineInstance start(
      final byte[] wasm, final Function<WasmModule, ImportValues> imports) {
    final Loaded loaded = load(wasm, imports);
    if (loaded.failure().isPresent()) {
      return loaded.failure().get();
    }
    final Optional<ChicoryFault> fault = ChicoryFault.in(loaded.module());
    if (fault.isPresent()) {
      return knownFault(fault.get());
    }
    final Outcome outcome = ChicoryEngine.run(() -> loaded.instance().initialize(false));
    return outcome instanceof Outcome.Returned
        ? new ChicoryInstance(loaded.module(), loaded.instance(), counter, tape)
        : new FailedInstance(outcome, counter.cost(), tape);
  }

  private Loaded load(final byte[] wasm, final Function<WasmModule, ImportValues> imports) {
    final byte[] readable = BlockParameters.remove(wasm);
    if (BlockParameters.hasMisreadType(readable)) {
      return Loaded.not(knownFault(ChicoryFault.BLOCK_TYPE_INDEX));
    }
    final WasmModule module;
    try {
      module = Parser.parse(readable);
    } catch (final RuntimeException
        | AssertionError
        | StackOverflowError
        | OutOfMemoryError refusal) {
      // Its parser throws Java's own exceptions and errors at some malformed modules.
      return Loaded.not(failed(new Outcome.Rejected(refusal.toString(), null)));
    }
    try {
      return new Loaded(module, build(module, imports.apply(module)), Optional.empty());
    } catch (final ReferenceStop stop) {
      return Loaded.not(failed(new Outcome.Exhausted(stop.limit())));
    } catch (final UnlinkableException refusal) {
      return Loaded.not(failed(new Outcome.Rejected(refusal.getMessage(), null)));
    } catch (final ChicoryException refusal) {
      return Loaded.not(failed(new Outcome.Rejected(refusal.toString(), null)));
    } catch (final RuntimeException | AssertionError crash) {
      return Loaded.not(failed(Outcome.Fault.crash(crash)));
    }
  }

  private FailedInstance failed(final Outcome outcome) {
    return new FailedInstance(outcome, 0, tape);
  }

  private FailedInstance knownFault(final ChicoryFault fault) {
    return failed(new Outcome.Fault("known-fault", fault.name()));
  }

  private Instance build(final WasmModule module, final ImportValues imports) {
    final ReferenceMeter meter = new ReferenceMeter(module, counter, nans);
    // The module's memories come behind those that it imports.
    for (final Import each : imports(module)) {
      if (each.importType() == ExternalType.MEMORY) {
        Arrays.stream(imports.memories())
            .filter(m -> m.module().equals(each.module()) && m.name().equals(each.name()))
            .forEach(m -> meter.watch(m.memory()));
      }
    }
    return Instance.builder(module)
        .withInitialize(false)
        .withStart(false)
        .withImportValues(imports)
        .withMemoryFactory(limits -> meter.watch(memory(limits)))
        .withTableFactory(ReferenceTable::new)
        .withUnsafeExecutionListener(meter)
        .build();
  }

  /** A new memory, unless it is too large for this computer. */
  static Memory memory(final MemoryLimits limits) {
    if (limits.initialPages() > ReferenceMeter.HOST_PAGES) {
      throw new ReferenceStop(Outcome.Limit.HOST_MEMORY);
    }
    return new ByteArrayMemory(limits);
  }

  private static List<Import> imports(final WasmModule module) {
    return module.importSection().stream().toList();
  }

  /** What others export under the names that are asked for; whether it fits is Chicory's affair. */
  private static ImportValues imports(
      final WasmModule module, final Map<String, EngineInstance> providers) {
    final ImportValues.Builder values = ImportValues.builder();
    final Map<String, TreeSet<String>> given = new TreeMap<>();
    for (final Import each : imports(module)) {
      if (providers.get(each.module()) instanceof ChicoryInstance provider) {
        final Optional<Export> export = provider.export(each.name());
        if (export.isPresent()
            && given.computeIfAbsent(each.module(), key -> new TreeSet<>()).add(each.name())) {
          give(each, export.get(), provider.instance(), values);
        }
      }
    }
    return values.build();
  }

  private static void give(
      final Import asked,
      final Export export,
      final Instance provider,
      final ImportValues.Builder values) {
    final String module = asked.module();
    final String name = asked.name();
    final int index = export.index();
    switch (export.exportType()) {
      case FUNCTION ->
          values.addFunction(ImportFunction.exportAsImport(module, name, provider, name));
      case GLOBAL -> values.addGlobal(new ImportGlobal(module, name, provider.global(index)));
      case MEMORY -> values.addMemory(new ImportMemory(module, name, provider.memory(index)));
      case TABLE -> values.addTable(new ImportTable(module, name, provider.table(index)));
      case TAG -> values.addTag(new ImportTag(module, name, provider.tag(index)));
    }
  }
}
