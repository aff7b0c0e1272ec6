package parallax.spec.run;

import java.util.List;
import java.util.Optional;
import parallax.compiler.CompileException;
import parallax.compiler.binary.Feature;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.ReferenceStore;
import parallax.oracle.outcome.Outcome;

/** Scripts on the reference engine. What Chicory 1.7.5 does not have is not counted against it. */
public final class ReferenceScripts implements ScriptEngine {
  private static final List<Feature> ABSENT =
      List.of(Feature.SIMD, Feature.RELAXED_SIMD, Feature.MEMORY64);

  /** More locals in a frame, without end, take all memory before they take the stack. */
  private static final int MOST_LOCALS = 256;

  @Override
  public String name() {
    return new ChicoryEngine().name();
  }

  @Override
  public Acceptance check(final byte[] wasm) {
    final Optional<String> unsupported = unsupported(wasm);
    if (unsupported.isPresent()) {
      return new Acceptance(Acceptance.Kind.ABSENT, unsupported.get(), unsupported.get());
    }
    final Outcome outcome = ReferenceStore.check(wasm);
    return outcome instanceof Outcome.Rejected rejected
        ? new Acceptance(Acceptance.Kind.REFUSED, rejected.message(), rejected.message())
        : Acceptance.ACCEPTED;
  }

  @Override
  public Store open(final List<List<ScriptInstance>> components) {
    return new ReferenceScriptStore(components);
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
      return Optional.empty();
    } catch (final CompileException e) {
      return Optional.empty();
    }
  }

  private static boolean isLarge(final WasmModule.Body body) {
    return body.groups().stream().mapToLong(WasmModule.LocalGroup::count).sum() > MOST_LOCALS;
  }
}
