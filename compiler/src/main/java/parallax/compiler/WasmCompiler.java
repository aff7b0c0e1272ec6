package parallax.compiler;

import java.util.List;
import parallax.compiler.abi.HostCallManifest;
import parallax.compiler.abi.LinkedInstance;
import parallax.compiler.ir.ModuleIr;

/**
 * Compiles WebAssembly to PVM. The door of the compiler; stateless.
 *
 * <p>Every method reads and validates first. Bad input of any kind ends in a {@link
 * CompileException}, in time and memory that are bounded by the input's size.
 */
public final class WasmCompiler {
  private WasmCompiler() {}

  /**
   * Compiles the instances into one program.
   *
   * @param instances at least one, in the order in which they are initialised
   * @throws CompileException when the input is malformed, invalid, not supported yet or too large
   *     for the machine, or an import is satisfied by no instance and cannot be a host call
   */
  public static CompiledProgram compile(
      final List<InstanceSpec> instances, final CompilerOptions options) throws CompileException {
    return Compilation.of(instances, options).program();
  }

  /** The program as the frontend writes it; what the ladder's first rung interprets. */
  public static ModuleIr frontend(final List<InstanceSpec> instances, final CompilerOptions options)
      throws CompileException {
    return frontendProgram(instances, options).ir();
  }

  /** Likewise, with its host calls and indices. */
  public static IrProgram frontendProgram(
      final List<InstanceSpec> instances, final CompilerOptions options) throws CompileException {
    return Compilation.of(instances, options).frontend();
  }

  /**
   * What the indices of each instance's module are in the program, at every stage. Reads, validates
   * and links, and translates nothing.
   */
  public static List<LinkedInstance> link(
      final List<InstanceSpec> instances, final CompilerOptions options) throws CompileException {
    return Compilation.of(instances, options).link();
  }

  /**
   * Which host calls the program makes, at every stage. Reads, validates and links, and translates
   * nothing.
   */
  public static HostCallManifest hostCalls(
      final List<InstanceSpec> instances, final CompilerOptions options) throws CompileException {
    return Compilation.of(instances, options).hostCalls();
  }

  /** The program after legalization; the ladder's second rung. */
  public static ModuleIr legalized(
      final List<InstanceSpec> instances, final CompilerOptions options) throws CompileException {
    return legalizedProgram(instances, options).ir();
  }

  /** Likewise, with its host calls and indices. */
  public static IrProgram legalizedProgram(
      final List<InstanceSpec> instances, final CompilerOptions options) throws CompileException {
    return Compilation.of(instances, options).legalized();
  }
}
