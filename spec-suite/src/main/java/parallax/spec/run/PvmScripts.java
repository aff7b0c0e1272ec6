package parallax.spec.run;

import java.util.List;
import java.util.Set;
import parallax.compiler.CompileException;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.compiler.InstanceSpec;
import parallax.compiler.WasmCompiler;
import parallax.oracle.engine.ProgramInstance;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.pvm.codec.InstructionReader;

/** Scripts compiled and run on our machine. */
public final class PvmScripts extends CompiledScripts {
  private final CompilerOptions options;

  public PvmScripts(final CompilerOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return PvmEngine.name(options);
  }

  @Override
  List<ProgramInstance> compile(final List<InstanceSpec> specs, final Set<String> compiled)
      throws CompileException {
    final CompiledProgram program = WasmCompiler.compile(specs, options);
    final InstructionReader reader = program.program().blob().reader(options.profile());
    for (int pc = 0; pc < reader.codeLength(); pc = reader.next(pc)) {
      compiled.add(reader.opcodeAt(pc).mnemonic());
    }
    return PvmEngine.open(program, HostFunctions.ZERO);
  }
}
