package parallax.spec.run;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.pvm.codec.InstructionReader;

/** Scripts compiled and run on our machine. */
public final class PvmScripts extends SingleInstances {
  private final CompilerOptions options;

  public PvmScripts(final CompilerOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "pvm-" + options.level().name().toLowerCase(Locale.ROOT);
  }

  @Override
  EngineInstance start(final ScriptInstance instance, final Set<String> compiled) {
    final CompiledProgram program;
    try {
      program = WasmCompiler.compile(List.of(InstanceSpec.of(instance.wasm())), options);
    } catch (final CompileException | RuntimeException refusal) {
      // The engine makes an outcome of it.
      return new PvmEngine(options).instantiate(instance.wasm(), HostFunctions.ZERO, BUDGET);
    }
    final InstructionReader reader = program.program().blob().reader(options.profile());
    for (int pc = 0; pc < reader.codeLength(); pc = reader.next(pc)) {
      compiled.add(reader.opcodeAt(pc).mnemonic());
    }
    return PvmEngine.start(program, HostFunctions.ZERO, BUDGET);
  }
}
