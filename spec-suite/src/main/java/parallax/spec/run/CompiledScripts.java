package parallax.spec.run;

import java.util.List;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.InstanceSpec;
import parallax.oracle.engine.ProgramInstance;

/** An engine that is fed by our decoder and compiler, and makes one program of joined instances. */
abstract class CompiledScripts implements ScriptEngine {
  /**
   * Makes a program of instances.
   *
   * @param compiled where mnemonics of the code that was made are added
   */
  abstract List<ProgramInstance> compile(List<InstanceSpec> specs, Set<String> compiled)
      throws CompileException;

  /** Our decoder and validator. */
  @Override
  public Acceptance check(final byte[] wasm) {
    return Validator.check(wasm);
  }

  @Override
  public Store open(final List<List<ScriptInstance>> components) {
    return new CompiledStore(this, components);
  }
}
