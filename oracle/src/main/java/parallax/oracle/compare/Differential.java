package parallax.oracle.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import parallax.compiler.AllocatorKind;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.TrapKind;
import parallax.compiler.binary.FuncType;
import parallax.oracle.compare.Verdict.Difference;
import parallax.oracle.compare.Verdict.Inconclusive;
import parallax.oracle.engine.BigStack;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.IrEngine;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.engine.ReferenceInstance;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.isa.Profile;

/**
 * One module on the reference and on other engines, call after call; state is kept. The reference
 * runs first, with fuel; the others get a budget that follows from what it executed ({@link
 * Engine#budgetFor}).
 *
 * <p>Once a verdict {@linkplain Verdict#ends ends} the sequence, there are no more calls. Guests
 * run with a stack of {@link BigStack}. Not thread-safe.
 */
public final class Differential {
  private final List<Engine> engines;
  private final EngineInstance reference;
  private final String referenceName;
  private final List<EngineInstance> instances = new ArrayList<>();
  private final List<EngineOutcome> outcomes = new ArrayList<>();
  private final Verdict instantiation;
  private boolean ended;

  private Differential(
      final byte[] wasm,
      final Engine referenceEngine,
      final List<Engine> engines,
      final Function<Engine, HostFunctions> hosts,
      final long fuel) {
    this.engines = List.copyOf(engines);
    this.referenceName = referenceEngine.name();
    this.reference = referenceEngine.instantiate(wasm, hosts.apply(referenceEngine), fuel);
    final Outcome expected = reference.instantiation();
    record(referenceName, expected, reference.cost());
    if (expected instanceof Outcome.Exhausted exhausted) {
      instantiation = new Inconclusive(Comparator.reason(exhausted.limit()), expected.toString());
      ended = true;
      return;
    }
    Verdict verdict = new Verdict.Agree(expected);
    for (final Engine engine : this.engines) {
      final EngineInstance instance =
          engine.instantiate(
              wasm, hosts.apply(engine), engine.budgetFor(reference.cost(), wasm.length));
      instances.add(instance);
      record(engine.name(), instance.instantiation(), instance.cost());
      verdict = worse(verdict, judge(instances.size() - 1, true));
    }
    instantiation = alone(verdict, expected);
    ended = !(instantiation instanceof Verdict.Agree && expected instanceof Outcome.Returned);
  }

  /**
   * The compiler's stages in order: IR after frontend, IR after legalization, the machine; with
   * each register allocator, unless the options ask for another one than the level's own.
   */
  public static List<Engine> ladder(final CompilerOptions options) {
    return ladder(options, PvmEngine.Loader.INTERPRETER);
  }

  /** Likewise, on other machines than the interpreter. */
  public static List<Engine> ladder(final CompilerOptions options, final PvmEngine.Loader loader) {
    return ladder(options, loader, loader, List.of());
  }

  /**
   * Likewise, with adapters.
   *
   * @param adapters modules whose exports satisfy imports, as the compiler links them
   */
  public static List<Engine> ladder(
      final CompilerOptions options, final PvmEngine.Loader loader, final List<byte[]> adapters) {
    return ladder(options, loader, loader, adapters);
  }

  /**
   * Likewise, on a machine for the options and on one for the same with other allocators.
   *
   * @param loader the machine for the options
   * @param others the machine for the others
   */
  public static List<Engine> ladder(
      final CompilerOptions options, final PvmEngine.Loader loader, final PvmEngine.Loader others) {
    return ladder(options, loader, others, List.of());
  }

  private static List<Engine> ladder(
      final CompilerOptions options,
      final PvmEngine.Loader loader,
      final PvmEngine.Loader others,
      final List<byte[]> adapters) {
    final List<Engine> rungs = new ArrayList<>();
    rungs.add(new IrEngine(IrEngine.Stage.FRONTEND, options, adapters));
    rungs.add(new IrEngine(IrEngine.Stage.LEGALIZED, options, adapters));
    rungs.addAll(machines(options, loader, others, adapters));
    return List.copyOf(rungs);
  }

  private static List<Engine> machines(
      final CompilerOptions options,
      final PvmEngine.Loader loader,
      final PvmEngine.Loader others,
      final List<byte[]> adapters) {
    final List<Engine> rungs = new ArrayList<>();
    rungs.add(new PvmEngine(options, loader, adapters));
    if (options.allocator() == options.level().allocator()) {
      for (final AllocatorKind allocator : AllocatorKind.values()) {
        if (allocator != options.allocator()) {
          rungs.add(new PvmEngine(options.withAllocator(allocator), others, adapters));
        }
      }
    }
    return rungs;
  }

  /** Likewise, with the machine of every profile. */
  public static List<Engine> profiles(final CompilerOptions options) {
    final List<Engine> rungs = new ArrayList<>(ladder(options));
    for (final Profile profile : Profile.values()) {
      if (profile != options.profile()) {
        rungs.addAll(
            machines(
                options.withProfile(profile),
                PvmEngine.Loader.INTERPRETER,
                PvmEngine.Loader.INTERPRETER,
                List.of()));
      }
    }
    return List.copyOf(rungs);
  }

  /**
   * Instantiates the module on all engines.
   *
   * @param others those that are compared with Chicory, in order; see {@link #ladder}
   * @param fuel instructions that the reference may execute on the way
   */
  public static Differential start(
      final byte[] wasm, final List<Engine> others, final HostFunctions host, final long fuel) {
    return start(wasm, new ChicoryEngine(), others, host, fuel);
  }

  /** Likewise, with another reference. */
  public static Differential start(
      final byte[] wasm,
      final Engine reference,
      final List<Engine> others,
      final HostFunctions host,
      final long fuel) {
    return start(wasm, reference, others, engine -> host, fuel);
  }

  /** Likewise, with a host of its own for each engine: those that have a state cannot be shared. */
  public static Differential start(
      final byte[] wasm,
      final Engine reference,
      final List<Engine> others,
      final Function<Engine, HostFunctions> hosts,
      final long fuel) {
    return BigStack.call(() -> new Differential(wasm, reference, others, hosts, fuel));
  }

  /** What instantiation came to; there are calls only if all engines returned from it. */
  public Verdict instantiation() {
    return instantiation;
  }

  /** True when nothing more can be called: see {@link Verdict#ends}. */
  public boolean hasEnded() {
    return ended;
  }

  /** The type of an exported function; only while the sequence goes on. */
  public Optional<FuncType> functionType(final String export) {
    requireRunning();
    return reference.functionType(export);
  }

  /**
   * Calls an exported function on all engines.
   *
   * @param args of the types that the function has
   * @param fuel instructions that the reference may execute
   * @throws IllegalArgumentException when there is no such function, or the arguments are not its
   * @throws IllegalStateException when the sequence has ended
   */
  public Verdict call(final String export, final List<WasmValue> args, final long fuel) {
    requireArguments(export, args);
    final Verdict verdict = BigStack.call(() -> callAll(export, args, fuel));
    ended = verdict.ends();
    return verdict;
  }

  /**
   * Calls a function that is to exhaust the stack, on all engines. When it does, the sequence goes
   * on; states are not compared now, only after later calls. So it should leave no traces that
   * depend on how deep an engine came.
   *
   * @return AgreeTrap when all engines' stacks were exhausted
   */
  public Verdict callExhausting(final String export, final List<WasmValue> args, final long fuel) {
    requireArguments(export, args);
    final Verdict verdict = BigStack.call(() -> callAll(export, args, fuel));
    final boolean all =
        outcomes.size() == engines.size() + 1
            && outcomes.stream().allMatch(o -> o.outcome().isTrap(TrapKind.CALL_STACK_EXHAUSTED));
    ended = !all && verdict.ends();
    return all ? new Verdict.AgreeTrap(TrapKind.CALL_STACK_EXHAUSTED) : verdict;
  }

  private void requireArguments(final String export, final List<WasmValue> args) {
    final FuncType type =
        functionType(export)
            .orElseThrow(() -> new IllegalArgumentException("no exported function " + export));
    if (!args.stream().map(WasmValue::type).toList().equals(type.params())) {
      throw new IllegalArgumentException(args + " are no arguments for " + type);
    }
  }

  private Verdict callAll(final String export, final List<WasmValue> args, final long fuel) {
    outcomes.clear();
    final Outcome expected = reference.call(export, args, fuel);
    record(referenceName, expected, reference.cost());
    if (expected instanceof Outcome.Exhausted exhausted) {
      return new Inconclusive(Comparator.reason(exhausted.limit()), expected.toString());
    }
    Verdict verdict = new Verdict.Agree(expected);
    for (int i = 0; i < engines.size(); i++) {
      final Engine engine = engines.get(i);
      final EngineInstance instance = instances.get(i);
      final Outcome actual = instance.call(export, args, engine.budgetFor(reference.cost(), 0));
      record(engine.name(), actual, instance.cost());
      verdict = worse(verdict, judge(i, false));
    }
    return alone(verdict, expected);
  }

  /** Judges an engine that has just run by the reference. */
  private Verdict judge(final int place, final boolean instantiating) {
    return new Comparator(engines.get(place).name(), reference, instances.get(place))
        .judge(outcomes.get(0).outcome(), outcomes.get(place + 1).outcome(), instantiating);
  }

  /** With no other engine, the reference's own trap still is one. */
  private Verdict alone(final Verdict verdict, final Outcome expected) {
    return engines.isEmpty() && expected instanceof Outcome.Trapped trap
        ? new Verdict.AgreeTrap(trap.kind())
        : verdict;
  }

  private void record(final String engine, final Outcome outcome, final long cost) {
    outcomes.add(new EngineOutcome(engine, outcome, cost));
  }

  /** A difference before what is inconclusive before agreement; the first of the same weight. */
  private static Verdict worse(final Verdict before, final Verdict now) {
    return weight(now) > weight(before) || before instanceof Verdict.Agree ? now : before;
  }

  private static int weight(final Verdict verdict) {
    if (verdict instanceof Difference) {
      return 2;
    }
    return verdict instanceof Inconclusive ? 1 : 0;
  }

  /** Writes the same bytes into memory 0 of every engine; all inside of it. */
  public void writeMemory(final int address, final byte[] bytes) {
    requireRunning();
    reference.writeMemory(address, bytes);
    instances.forEach(instance -> instance.writeMemory(address, bytes));
  }

  /** Size of the reference's memory 0 in bytes. */
  public int memorySize() {
    requireRunning();
    return reference.memorySize();
  }

  /** Bytes of the reference's memory 0. */
  public byte[] readMemory(final int address, final int length) {
    requireRunning();
    return reference.readMemory(address, length);
  }

  /** The reference's exported globals. */
  public SortedMap<String, WasmValue> globals() {
    requireRunning();
    return reference.globals();
  }

  /**
   * How the last call, or the instantiation, ended on each engine that ran; the reference first.
   */
  public List<EngineOutcome> outcomes() {
    return Collections.unmodifiableList(outcomes);
  }

  /** How it ended on the reference. */
  public Outcome referenceOutcome() {
    return outcomes.get(0).outcome();
  }

  /** Instructions that the last call, or the instantiation, cost the reference. */
  public long executedInstructions() {
    return outcomes.get(0).cost();
  }

  /**
   * How often the reference executed each instruction since before instantiation, by name ({@code
   * I32_ADD}); empty when instantiation failed.
   */
  public SortedMap<String, Long> executedOpcodes() {
    return reference instanceof ReferenceInstance counting
        ? counting.executed()
        : Collections.emptySortedMap();
  }

  /**
   * The instances of the other engines, in their order; none when the reference's instantiation
   * came to a limit.
   */
  public List<EngineInstance> instances() {
    return Collections.unmodifiableList(instances);
  }

  /** The reference's instance. */
  public EngineInstance reference() {
    return reference;
  }

  private void requireRunning() {
    if (ended) {
      throw new IllegalStateException("the sequence has ended; instantiation: " + instantiation);
    }
  }
}
