package parallax.fuzz.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import parallax.compiler.CompilerOptions;
import parallax.fuzz.generate.GeneratedCall;
import parallax.fuzz.generate.GeneratedModule;
import parallax.fuzz.generate.Instructions;
import parallax.fuzz.generate.ModuleGenerator;
import parallax.fuzz.generate.StackProfile;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.BigStack;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.LockstepMachine;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;
import parallax.pvm.isa.Profile;

/**
 * Makes a module from a tape and runs it, call after call, on the reference and on every stage of
 * the compiler, down to the machine of one profile, which the last byte of the tape chooses: both
 * cost more than they find.
 *
 * <p>A module of {@link StackProfile#BOUNDED} never goes deep enough to exhaust a stack of {@link
 * #STACK_SIZE}, so an engine that says it did is a difference, rule {@code stack}.
 */
public final class DifferentialCheck {
  /**
   * Bytes of stack of a compiled program: {@code ExecutionBounds.DEPTH} frames of the largest
   * function that the generator makes.
   */
  public static final int STACK_SIZE = 15 << 20;

  /** Instructions that the reference may execute in one call; enough to exhaust its stack. */
  static final long FUEL = 20_000_000;

  private final StackProfile profile;
  // Those of one's own.
  private final Optional<List<Engine>> engines;

  /**
   * The check of a profile, on the compiler's stages with all verifiers on. The machine runs code
   * of the level's allocator on interpreter and translator at once, with gas limits that follow
   * from the tape, and differs when they do; code of the other allocators on the interpreter alone.
   */
  public DifferentialCheck(final StackProfile profile) {
    this(profile, Optional.empty());
  }

  /** The check of a profile on engines of one's own. */
  public DifferentialCheck(final StackProfile profile, final List<Engine> engines) {
    this(profile, Optional.of(List.copyOf(engines)));
  }

  private DifferentialCheck(final StackProfile profile, final Optional<List<Engine>> engines) {
    this.profile = Objects.requireNonNull(profile);
    this.engines = engines;
  }

  private List<Engine> engines(final byte[] tape) {
    if (engines.isPresent()) {
      return engines.get();
    }
    final int last = tape.length == 0 ? 0 : Byte.toUnsignedInt(tape[tape.length - 1]);
    final Profile pvm = Profile.values()[last % Profile.values().length];
    final CompilerOptions options = options(profile).withProfile(pvm);
    final CRC32 seed = new CRC32();
    seed.update(tape);
    return Differential.ladder(
        options,
        (each, program) -> LockstepMachine.of(each, program, seed.getValue()),
        PvmEngine.Loader.INTERPRETER);
  }

  /** The compiler's options for modules of a profile. */
  public static CompilerOptions options(final StackProfile profile) {
    final CompilerOptions options = CompilerOptions.DEFAULT;
    return profile == StackProfile.BOUNDED ? options.withStackSize(STACK_SIZE) : options;
  }

  /** Compares until the calls are all made or a verdict ends the sequence. */
  public DifferentialResult run(final byte[] tape) {
    final GeneratedModule module = ModuleGenerator.generate(tape, profile);
    return BigStack.call(() -> run(module, engines(tape)));
  }

  private DifferentialResult run(final GeneratedModule module, final List<Engine> ladder) {
    final Differential differential =
        Differential.start(module.wasm(), ladder, HostFunctions.MIXING, FUEL);
    final List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(judged(differential.instantiation()));
    long executed = differential.executedInstructions();
    for (final GeneratedCall call : module.calls()) {
      if (differential.hasEnded()) {
        break;
      }
      verdicts.add(judged(differential.call(call.export(), arguments(call), FUEL)));
      executed += differential.executedInstructions();
    }
    final SortedMap<String, Long> opcodes = new TreeMap<>();
    differential
        .executedOpcodes()
        .forEach((name, times) -> opcodes.merge(Instructions.named(name), times, Long::sum));
    return new DifferentialResult(module, verdicts, executed, opcodes, differential.outcomes());
  }

  private Verdict judged(final Verdict verdict) {
    return profile == StackProfile.BOUNDED
            && verdict instanceof Verdict.Inconclusive inconclusive
            && inconclusive.reason() == Verdict.Reason.STACK
        ? new Verdict.Difference("stack", "any", inconclusive.detail())
        : verdict;
  }

  /** A generated call's arguments as the engines take them. */
  public static List<WasmValue> arguments(final GeneratedCall call) {
    final List<WasmValue> arguments = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      arguments.add(new WasmValue(call.type().params().get(i), call.args().get(i)));
    }
    return arguments;
  }
}
