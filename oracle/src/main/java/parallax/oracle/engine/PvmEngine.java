package parallax.oracle.engine;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.compiler.abi.MemoryLayout;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.host.HostTape;
import parallax.pvm.host.GrowHeap;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.program.StandardLayout;
import parallax.pvm.program.StandardProgram;

/**
 * Compiles and runs on a machine, by default our interpreter. Budgets are gas.
 *
 * <p>Every program is entered through its thunks, init first, with arguments and results in the
 * call buffer.
 */
public final class PvmEngine implements Engine {
  private final CompilerOptions options;
  private final Loader loader;
  private final List<byte[]> adapters;

  /** Makes a machine for a program without arguments. */
  @FunctionalInterface
  public interface Loader {
    /** Our interpreter. */
    Loader INTERPRETER = of(Interpreter::of);

    /** Machines that begin in the state of the program. */
    static Loader of(final MachineFactory machines) {
      return (profile, program) ->
          machines.create(profile, program.blob(), InitialState.standard(program, new byte[0]));
    }

    /** A machine at position 0 without gas. */
    Machine load(Profile profile, StandardProgram program);
  }

  /** The engine on our interpreter. */
  public PvmEngine(final CompilerOptions options) {
    this(options, Loader.INTERPRETER);
  }

  /** The engine on other machines. */
  public PvmEngine(final CompilerOptions options, final Loader loader) {
    this(options, loader, List.of());
  }

  /**
   * The engine with adapters.
   *
   * @param adapters as in {@link InstanceSpec#withAdapters}
   */
  public PvmEngine(
      final CompilerOptions options, final Loader loader, final List<byte[]> adapters) {
    this.options = Objects.requireNonNull(options);
    this.loader = Objects.requireNonNull(loader);
    this.adapters = List.copyOf(adapters);
  }

  @Override
  public String name() {
    final String level = name(options);
    return options.profile() == CompilerOptions.DEFAULT.profile()
        ? level
        : level + "-" + options.profile().label();
  }

  /** The name of a level on the machine, with its allocator unless that is the level's own. */
  public static String name(final CompilerOptions options) {
    final String level = "pvm-" + options.level().name().toLowerCase(Locale.ROOT);
    return options.allocator() == options.level().allocator()
        ? level
        : level + "-" + options.allocator().label();
  }

  /**
   * Runs a program that was compiled before.
   *
   * @param budget gas for the instantiation
   */
  public static EngineInstance start(
      final CompiledProgram program, final HostFunctions host, final long budget) {
    return start(program, host, budget, Loader.INTERPRETER);
  }

  /**
   * The same on another machine, such as one that is watched.
   *
   * @param machines where the machine comes from
   */
  public static EngineInstance start(
      final CompiledProgram program,
      final HostFunctions host,
      final long budget,
      final MachineFactory machines) {
    return start(program, host, budget, Loader.of(machines));
  }

  private static EngineInstance start(
      final CompiledProgram program,
      final HostFunctions host,
      final long budget,
      final Loader loader) {
    final PvmInstance instance = load(program, host, loader);
    instance.initialize(budget);
    return instance;
  }

  /**
   * Opens the instances of a program one by one, in its order; none is initialised yet.
   *
   * @throws IllegalArgumentException when the program knows nothing of its instances
   */
  public static List<ProgramInstance> open(
      final CompiledProgram program, final HostFunctions host) {
    if (program.instances().isEmpty()) {
      throw new IllegalArgumentException("a program without instances");
    }
    return load(program, host, Loader.INTERPRETER).instances();
  }

  private static PvmInstance load(
      final CompiledProgram program, final HostFunctions host, final Loader loader) {
    final Machine machine = loader.load(program.profile(), program.program());
    return new PvmInstance(program, machine, new HostTape(host));
  }

  /** What init pays for memory that the header cannot map, which nothing in the module shows. */
  private static long priceOfInitialPages(final CompiledProgram program) {
    if (program.profile().hasSbrk() || program.layout().memories().isEmpty()) {
      return 0;
    }
    final MemoryLayout.MemoryPlace main = program.layout().memories().get(0);
    final long end = main.base() + main.minPages() * MemoryLayout.WASM_PAGE;
    final long missing = Math.max(0, end - program.program().heapEnd());
    return missing / StandardLayout.PAGE_SIZE * GrowHeap.PAGE_COST;
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    try {
      final CompiledProgram program =
          WasmCompiler.compile(InstanceSpec.withAdapters(wasm, adapters), options);
      final long gas = budget + priceOfInitialPages(program);
      return adapters.isEmpty()
          ? start(program, host, gas, loader)
          : ProgramInstance.initialized(load(program, host, loader).instances(), gas);
    } catch (final CompileException refusal) {
      return FailedInstance.refused(refusal, host);
    } catch (final RuntimeException | StackOverflowError crash) {
      return FailedInstance.crashed(crash, host);
    }
  }
}
