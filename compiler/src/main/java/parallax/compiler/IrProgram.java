package parallax.compiler;

import java.util.List;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.ir.ModuleIr;

/**
 * A program at a stage before machine code.
 *
 * @param ir all functions and state
 * @param hostCalls which host call is which import
 * @param instances what the modules' indices are in the program
 */
public record IrProgram(ModuleIr ir, HostCallManifest hostCalls, List<LinkedInstance> instances) {
  public IrProgram {
    instances = List.copyOf(instances);
  }
}
