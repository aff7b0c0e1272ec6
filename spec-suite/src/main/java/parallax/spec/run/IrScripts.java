package parallax.spec.run;

import java.util.Set;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.IrEngine;
import parallax.oracle.host.HostFunctions;

/** Scripts on the compiler's IR. */
public final class IrScripts extends SingleInstances {
  private final IrEngine engine;

  public IrScripts(final IrEngine.Stage stage) {
    engine = new IrEngine(stage);
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  EngineInstance start(final ScriptInstance instance, final Set<String> compiled) {
    return engine.instantiate(instance.wasm(), HostFunctions.ZERO, BUDGET);
  }
}
