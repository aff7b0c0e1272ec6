package parallax.spec.run;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.binary.FuncType;
import parallax.oracle.engine.ProgramInstance;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/**
 * The instances of a script as programs, one for each component, compiled when the first of its
 * instances is wanted. Every component has its own spectest module: those that share what can
 * change of it are one component.
 */
final class CompiledStore implements ScriptEngine.Store {
  private static final Outcome LINKED = new Outcome.Returned(List.of());

  private final CompiledScripts compiler;
  private final ScriptLinker linker;
  private final LostInstances lost;
  private final Map<Integer, List<ScriptInstance>> components = new TreeMap<>();
  private final Map<Integer, ScriptProgram> programs = new TreeMap<>();
  private final Set<Integer> withSpectest = new HashSet<>();
  private final Set<String> compiled = new TreeSet<>();

  CompiledStore(final CompiledScripts compiler, final List<List<ScriptInstance>> components) {
    this.compiler = compiler;
    this.linker = new ScriptLinker(components);
    this.lost = new LostInstances(components);
    components.forEach(part -> part.forEach(each -> this.components.put(each.number(), part)));
  }

  @Override
  public Outcome link(final ScriptInstance instance) {
    final Optional<Outcome.Rejected> refusal = linker.refusal(instance);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    for (final ScriptLinker.Size size : ScriptLinker.sizes(instance)) {
      final Optional<Outcome> tooSmall = compare(instance, size);
      if (tooSmall.isPresent()) {
        return tooSmall.get();
      }
    }
    return LINKED;
  }

  /** Sizes are those of now, which the compiler could not know. */
  private Optional<Outcome> compare(final ScriptInstance instance, final ScriptLinker.Size size) {
    final OptionalLong now;
    if (size.source() == ScriptLinker.SPECTEST) {
      final Optional<ScriptInstance> sharer = sharer(instance);
      if (sharer.isEmpty()) {
        now = Spectest.size(size.export());
      } else {
        final Optional<Outcome> missing = missing(sharer.get().number());
        if (missing.isPresent()) {
          return missing;
        }
        now = program(sharer.get().number()).spectest().orElseThrow().size(size.export());
      }
    } else {
      final Optional<Outcome> missing = missing(size.source());
      if (missing.isPresent()) {
        return missing;
      }
      now = program(size.source()).instance(size.source()).orElseThrow().size(size.export());
    }
    if (now.isPresent() && Long.compareUnsigned(now.getAsLong(), size.least()) >= 0) {
      return Optional.empty();
    }
    final String wanted = Long.toUnsignedString(size.least());
    return Optional.of(
        new Outcome.Rejected(
            "%s: %s has a size of %s, not %s"
                .formatted(ScriptLinker.INCOMPATIBLE, size.export(), now, wanted),
            null));
  }

  /** Why nothing can be asked of an instance. */
  private Optional<Outcome> missing(final int number) {
    return lost.reason(number)
        .<Outcome>map(CompiledStore::rejected)
        .or(() -> program(number).refusal(number));
  }

  /**
   * An instance whose program has the memory or table of spectest that an import of this one would
   * be: itself, or for one that is in no component another that shares it; empty when nobody does.
   */
  private Optional<ScriptInstance> sharer(final ScriptInstance instance) {
    if (components.containsKey(instance.number())) {
      return Optional.of(instance);
    }
    return components.values().stream()
        .flatMap(List::stream)
        .filter(ScriptInstance::sharesSpectest)
        .findFirst();
  }

  @Override
  public Outcome instantiate(final ScriptInstance instance) {
    final Outcome outcome =
        lost.reason(instance.number())
            .<Outcome>map(CompiledStore::rejected)
            .orElseGet(() -> initialize(instance));
    if (outcome instanceof Outcome.Rejected rejected && rejected.feature() != null) {
      lost.lose(instance, rejected.feature());
    }
    return outcome;
  }

  private Outcome initialize(final ScriptInstance instance) {
    final ScriptProgram program = program(instance.number());
    final Optional<Outcome> refusal = program.refusal(instance.number());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    final List<ScriptInstance> joined = components.get(instance.number());
    if (program.spectest().isPresent() && withSpectest.add(joined.get(0).number())) {
      final Outcome outcome = program.spectest().get().initialize(ScriptEngine.BUDGET);
      if (!(outcome instanceof Outcome.Returned)) {
        return new Outcome.Fault("spectest", outcome.toString());
      }
    }
    final Outcome linked = link(instance);
    return linked instanceof Outcome.Returned
        ? program.instance(instance.number()).orElseThrow().initialize(ScriptEngine.BUDGET)
        : linked;
  }

  private static Outcome rejected(final String feature) {
    return new Outcome.Rejected(feature + " is not supported", feature);
  }

  private ScriptProgram program(final int number) {
    final List<ScriptInstance> joined = components.get(number);
    return programs.computeIfAbsent(
        joined.get(0).number(), key -> ScriptProgram.of(joined, linker, compiler, compiled));
  }

  private ProgramInstance running(final ScriptInstance instance) {
    return program(instance.number()).instance(instance.number()).orElseThrow();
  }

  @Override
  public Optional<String> lost(final ScriptInstance instance) {
    return lost.reason(instance.number());
  }

  @Override
  public Optional<FuncType> functionType(final ScriptInstance instance, final String export) {
    return running(instance).functionType(export);
  }

  @Override
  public Outcome call(
      final ScriptInstance instance, final String export, final List<WasmValue> args) {
    return running(instance).call(export, args, ScriptEngine.BUDGET);
  }

  @Override
  public Optional<WasmValue> global(final ScriptInstance instance, final String export) {
    return Optional.ofNullable(running(instance).globals().get(export));
  }

  @Override
  public Map<String, Long> executed() {
    return Map.of();
  }

  @Override
  public Set<String> compiled() {
    return compiled;
  }
}
