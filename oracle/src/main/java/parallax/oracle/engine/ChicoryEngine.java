package parallax.oracle.engine;

import com.dylibso.chicory.runtime.WasmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.ModuleReader;
import parallax.oracle.host.GuestExit;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;
import parallax.oracle.outcome.Outcome;

/**
 * The reference: Chicory's interpreter (1.7.5). Budgets are executed instructions, bulk
 * instructions with their length.
 *
 * <p>What it does wrong and what is done about it is {@link ChicoryFault}; {@code _start} exports
 * are not run by instantiation, as the specification has it. {@link ReferenceStore} has it do it.
 * NaNs that it computes are the positive canonical one unless the module wants them otherwise
 * ({@link NanMode}).
 */
public final class ChicoryEngine implements Engine {
  private final Optional<CompilerOptions> options;
  private final List<byte[]> adapters;

  /** Every import is a host call. */
  public ChicoryEngine() {
    this.options = Optional.empty();
    this.adapters = List.of();
  }

  /**
   * Imports are what the compiler makes of them.
   *
   * @param options of the compiler
   */
  public ChicoryEngine(final CompilerOptions options) {
    this(options, List.of());
  }

  /**
   * Likewise, with adapters.
   *
   * @param adapters as in {@link InstanceSpec#withAdapters}; none may import from the module
   *     itself, since Chicory does not link in circles
   */
  public ChicoryEngine(final CompilerOptions options, final List<byte[]> adapters) {
    this.options = Optional.of(options);
    this.adapters = List.copyOf(adapters);
  }

  @Override
  public String name() {
    return "chicory";
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    final NanMode nans = NanMode.of(wasm);
    if (options.isEmpty()) {
      return new ReferenceStore(host, nans).instantiate(wasm, budget);
    }
    try {
      final List<Long> addresses =
          memoryAddresses(InstanceSpec.withAdapters(wasm, adapters), options.get());
      final List<byte[]> instances = new ArrayList<>(adapters);
      instances.add(wasm);
      final Optional<ChicoryFault> fault =
          adapters.isEmpty() ? Optional.empty() : ChicoryFault.among(instances);
      if (fault.isPresent()) {
        return new FailedInstance(
            new Outcome.Fault("known-fault", fault.get().name()), 0, new HostTape(host));
      }
      return new ReferenceStore(host, nans)
          .instantiate(instances, options.get(), addresses, budget);
    } catch (final CompileException refusal) {
      return FailedInstance.refused(refusal, host);
    }
  }

  /**
   * Where the compiled program has each instance's first memory; 0 when there is none, or when no
   * imports care.
   */
  static List<Long> memoryAddresses(
      final List<InstanceSpec> instances, final CompilerOptions options) throws CompileException {
    boolean isNeeded = false;
    for (final InstanceSpec instance : instances) {
      isNeeded |= ReferenceImports.takeAddresses(ModuleReader.read(instance.wasm()));
    }
    if (!isNeeded) {
      return Collections.nCopies(instances.size(), 0L);
    }
    final CompiledProgram program = WasmCompiler.compile(instances, options);
    final List<Long> addresses = new ArrayList<>();
    for (final CompiledProgram.Instance instance : program.instances()) {
      final List<Integer> memories = instance.indices().memories();
      addresses.add(
          memories.isEmpty() ? 0 : program.layout().memories().get(memories.get(0)).base());
    }
    return addresses;
  }

  /** Runs guest code; Returned without values when it comes back. */
  static Outcome run(final Runnable guest) {
    try {
      guest.run();
      return new Outcome.Returned(List.of());
    } catch (final ReferenceStop stop) {
      return new Outcome.Exhausted(stop.limit());
    } catch (final GuestExit exit) {
      return new Outcome.Exited(exit.code());
    } catch (final KnownFault fault) {
      return new Outcome.Fault("known-fault", fault.getMessage());
    } catch (final OutOfMemoryError tooLarge) {
      return new Outcome.Exhausted(Outcome.Limit.HOST_MEMORY);
    } catch (final WasmException uncaught) {
      return new Outcome.Threw("tag " + uncaught.tagIdx());
    } catch (final RuntimeException | AssertionError | StackOverflowError thrown) {
      final Optional<TrapKind> kind = ChicoryTraps.kindOf(thrown);
      return kind.isPresent()
          ? new Outcome.Trapped(kind.get(), String.valueOf(thrown.getMessage()))
          : Outcome.Fault.crash(thrown);
    }
  }
}
