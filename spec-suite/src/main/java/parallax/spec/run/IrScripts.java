package parallax.spec.run;

import java.util.List;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.InstanceSpec;
import parallax.oracle.engine.IrEngine;
import parallax.oracle.engine.ProgramInstance;
import parallax.oracle.host.HostFunctions;

/** Scripts on the compiler's IR. */
public final class IrScripts extends CompiledScripts {
  private final IrEngine engine;

  public IrScripts(final IrEngine.Stage stage) {
    engine = new IrEngine(stage);
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  List<ProgramInstance> compile(final List<InstanceSpec> specs, final Set<String> compiled)
      throws CompileException {
    return engine.open(specs, HostFunctions.ZERO);
  }
}
