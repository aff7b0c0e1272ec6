package parallax.spec.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parallax.compiler.binary.FuncType;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.ReferenceStore;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** The instances of a script in one store of the reference, which links them itself. */
final class ReferenceScriptStore implements ScriptEngine.Store {
  private final ReferenceStore store = new ReferenceStore(HostFunctions.ZERO);
  private final LostInstances lost;
  private final Map<Integer, EngineInstance> running = new TreeMap<>();
  private EngineInstance spectest;

  ReferenceScriptStore(final List<List<ScriptInstance>> components) {
    this.lost = new LostInstances(components);
  }

  @Override
  public Outcome link(final ScriptInstance instance) {
    return missing(instance)
        .or(() -> instance.sources().stream().flatMap(s -> lost.reason(s).stream()).findFirst())
        .<Outcome>map(feature -> new Outcome.Rejected(feature + " is not supported", feature))
        .orElseGet(() -> store.link(instance.wasm(), providers(instance)));
  }

  @Override
  public Outcome instantiate(final ScriptInstance instance) {
    final Outcome outcome =
        missing(instance)
            .<Outcome>map(feature -> new Outcome.Rejected(feature + " is not supported", feature))
            .orElseGet(() -> start(instance));
    if (outcome instanceof Outcome.Rejected rejected && rejected.feature() != null) {
      lost.lose(instance, rejected.feature());
    } else if (outcome instanceof Outcome.Fault fault && fault.rule().equals("known-fault")) {
      lost.lose(instance, "known fault: " + fault.detail());
    }
    return outcome;
  }

  private Optional<String> missing(final ScriptInstance instance) {
    return ReferenceScripts.unsupported(instance.wasm()).or(() -> lost.reason(instance.number()));
  }

  private Outcome start(final ScriptInstance instance) {
    final EngineInstance started =
        store.instantiate(instance.wasm(), providers(instance), ScriptEngine.BUDGET);
    running.put(instance.number(), started);
    return started.instantiation();
  }

  private Map<String, EngineInstance> providers(final ScriptInstance instance) {
    final Map<String, EngineInstance> providers = new TreeMap<>();
    instance
        .registered()
        .forEach(
            (name, number) -> {
              if (running.containsKey(number)) {
                providers.put(name, running.get(number));
              }
            });
    if (instance.usesSpectest() || instance.module().isEmpty()) {
      if (spectest == null) {
        spectest = store.instantiate(Spectest.narrow(), ScriptEngine.BUDGET);
      }
      providers.putIfAbsent(Spectest.NAME, spectest);
    }
    return providers;
  }

  @Override
  public Optional<String> lost(final ScriptInstance instance) {
    return lost.reason(instance.number());
  }

  @Override
  public Optional<FuncType> functionType(final ScriptInstance instance, final String export) {
    return running.get(instance.number()).functionType(export);
  }

  @Override
  public Outcome call(
      final ScriptInstance instance, final String export, final List<WasmValue> args) {
    return running.get(instance.number()).call(export, args, ScriptEngine.BUDGET);
  }

  @Override
  public Optional<WasmValue> global(final ScriptInstance instance, final String export) {
    return Optional.ofNullable(running.get(instance.number()).globals().get(export));
  }

  @Override
  public Map<String, Long> executed() {
    return store.executed();
  }

  @Override
  public Set<String> compiled() {
    return Set.of();
  }
}
