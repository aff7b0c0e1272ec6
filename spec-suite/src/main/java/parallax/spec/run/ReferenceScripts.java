package parallax.spec.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.binary.Feature;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.Outcome;

/** Scripts on the reference engine. What Chicory 1.7.5 does not have is not counted against it. */
public final class ReferenceScripts extends SingleInstances {
  private static final List<Feature> ABSENT =
      List.of(Feature.SIMD, Feature.RELAXED_SIMD, Feature.MEMORY64);

  /** More locals in a frame, without end, take all memory before they take the stack. */
  private static final int MOST_LOCALS = 256;

  private final ChicoryEngine engine = new ChicoryEngine();

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public Acceptance check(final byte[] wasm) {
    final Optional<String> unsupported = unsupported(wasm);
    if (unsupported.isPresent()) {
      return new Acceptance(Acceptance.Kind.ABSENT, unsupported.get(), unsupported.get());
    }
    final Outcome outcome = engine.instantiate(wasm, HostFunctions.ZERO, BUDGET).instantiation();
    return outcome instanceof Outcome.Rejected rejected
        ? new Acceptance(Acceptance.Kind.REFUSED, rejected.message(), rejected.message())
        : Acceptance.ACCEPTED;
  }

  @Override
  Optional<String> missing(final ScriptInstance instance) {
    return unsupported(instance.wasm());
  }

  @Override
  EngineInstance start(final ScriptInstance instance, final Set<String> compiled) {
    return engine.instantiate(instance.wasm(), HostFunctions.ZERO, BUDGET);
  }

  /** A refusal of such a module would say nothing. */
  static Optional<String> unsupported(final byte[] wasm) {
    try {
      final WasmModule module = ModuleReader.read(wasm);
      for (final Feature feature : ABSENT) {
        if (module.features().contains(feature)) {
          return Optional.of(feature.label());
        }
      }
      if (module.bodies().stream().anyMatch(ReferenceScripts::isLarge)) {
        return Optional.of("limit: frame");
      }
      return module.imports().stream().anyMatch(each -> each.kind() != ExternalKind.FUNCTION)
          ? Optional.of(ScriptInstance.LINKING)
          : Optional.empty();
    } catch (final CompileException e) {
      return Optional.empty();
    }
  }

  private static boolean isLarge(final WasmModule.Body body) {
    return body.groups().stream().mapToLong(WasmModule.LocalGroup::count).sum() > MOST_LOCALS;
  }
}
