package parallax.fuzz;

import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.InstructionWriter;
import parallax.compiler.binary.ModuleBuilder;
import parallax.compiler.binary.ModuleReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmOp;
import parallax.fuzz.check.DifferentialCheck;
import parallax.fuzz.generate.StackProfile;
import parallax.oracle.engine.Engine;
import parallax.oracle.engine.EngineInstance;
import parallax.oracle.engine.IrEngine;
import parallax.oracle.host.HostFunctions;

/** An engine with a planted mistake: it takes every i32.xor for an i32.or. */
final class WrongAboutXor implements Engine {
  private final Engine right;

  WrongAboutXor(final StackProfile profile) {
    right = new IrEngine(IrEngine.Stage.FRONTEND, DifferentialCheck.options(profile));
  }

  @Override
  public String name() {
    return "wrong-about-xor";
  }

  @Override
  public EngineInstance instantiate(
      final byte[] wasm, final HostFunctions host, final long budget) {
    try {
      return right.instantiate(mistaken(wasm), host, budget);
    } catch (final CompileException refusal) {
      throw new IllegalStateException(refusal);
    }
  }

  private static byte[] mistaken(final byte[] wasm) throws CompileException {
    final WasmModule module = ModuleReader.read(wasm);
    final ModuleBuilder builder = ModuleBuilder.of(module);
    for (int i = 0; i < module.bodies().size(); i++) {
      final WasmModule.Body body = module.bodies().get(i);
      final InstructionReader reader = InstructionReader.of(module, body);
      final InstructionWriter out = new InstructionWriter();
      while (true) {
        final WasmOp op = reader.next();
        if (reader.atEnd()) {
          break;
        }
        out.copy(op == WasmOp.I32_XOR ? WasmOp.I32_OR : op, reader);
      }
      builder.replaceBody(i, body.groups(), out);
    }
    return builder.build();
  }
}
