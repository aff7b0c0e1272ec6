package parallax.spec.run;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.binary.FuncType;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.ReferenceInstance;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/**
 * An engine that has every instance for itself. One that imports from another cannot be had, and
 * the others that it reaches are lost from then on, since it would have changed them.
 */
abstract class SingleInstances implements ScriptEngine {
  /** Far more than any command of the suite takes; of gas or instructions. */
  static final long BUDGET = 400_000_000L;

  /** Starts an instance; adds the mnemonics of the code that was made. */
  abstract EngineInstance start(ScriptInstance instance, Set<String> compiled);

  /** A feature of the module that the engine is known not to have. */
  Optional<String> missing(final ScriptInstance instance) {
    return Optional.empty();
  }

  /** Our decoder and validator. */
  @Override
  public Acceptance check(final byte[] wasm) {
    return Validator.check(wasm);
  }

  @Override
  public Component open(final List<ScriptInstance> instances) {
    return new Alone();
  }

  private final class Alone implements Component {
    private final Map<Integer, EngineInstance> running = new TreeMap<>();
    private final Map<Integer, Set<Integer>> reached = new TreeMap<>();
    private final Set<Integer> lost = new HashSet<>();
    private final Set<String> compiled = new TreeSet<>();

    @Override
    public Outcome instantiate(final ScriptInstance instance) {
      reached.put(instance.number(), instance.sources());
      if (!instance.standsAlone()) {
        lose(instance.number());
        return new Outcome.Rejected("imports from another instance", ScriptInstance.LINKING);
      }
      final Optional<String> missing = missing(instance);
      if (missing.isPresent()) {
        return new Outcome.Rejected(missing.get() + " is not supported", missing.get());
      }
      final EngineInstance started = start(instance, compiled);
      running.put(instance.number(), started);
      return started.instantiation();
    }

    private void lose(final int number) {
      if (lost.add(number)) {
        reached.getOrDefault(number, Set.of()).forEach(this::lose);
      }
    }

    @Override
    public Optional<String> lost(final ScriptInstance instance) {
      return lost.contains(instance.number())
          ? Optional.of(ScriptInstance.LINKING)
          : Optional.empty();
    }

    @Override
    public Optional<FuncType> functionType(final ScriptInstance instance, final String export) {
      return running.get(instance.number()).functionType(export);
    }

    @Override
    public Outcome call(
        final ScriptInstance instance, final String export, final List<WasmValue> args) {
      return running.get(instance.number()).call(export, args, BUDGET);
    }

    @Override
    public Optional<WasmValue> global(final ScriptInstance instance, final String export) {
      return Optional.ofNullable(running.get(instance.number()).globals().get(export));
    }

    @Override
    public Map<String, Long> executed(final ScriptInstance instance) {
      return running.get(instance.number()) instanceof ReferenceInstance reference
          ? reference.executed()
          : Map.of();
    }

    @Override
    public Set<String> compiled() {
      return compiled;
    }
  }
}
