package parallax.compiler.ir;

import parallax.compiler.CompilerBug;

/**
 * Runs the functions of a program as they stand in IR, before or after legalization: the rung
 * between the frontend and the machine code when a wrong result is being located.
 *
 * <p>Each function is translated once, when it is first called, to a dense array ({@link IrCode});
 * change a function after that and make a new interpreter. Calls never nest on Java's stack. The
 * program should have passed the {@link IrVerifier}; what only running shows (an unchecked access
 * out of bounds, a call through null) is a {@link CompilerBug}.
 *
 * <p>A value is 64 bits: i32 and f32 sign-extended, funcref {@code canonical type id << 32 |
 * (function index + 1)} with null 0, externref 0 for null and otherwise opaque. Values of 128 bits
 * are not run.
 *
 * <p>Single-threaded, with all instances made from it.
 */
public final class IrInterpreter {
  private final ModuleIr module;
  private final IrCode[] codes;

  public IrInterpreter(final ModuleIr module) {
    this.module = module;
    this.codes = new IrCode[module.functions().size()];
  }

  public ModuleIr module() {
    return module;
  }

  /** State in the program's initial condition; {@link IrInstance#init} comes next. */
  public IrInstance instantiate(final IrHost host) {
    return instantiate(host, IrLimits.DEFAULT);
  }

  /** State in the program's initial condition; {@link IrInstance#init} comes next. */
  public IrInstance instantiate(final IrHost host, final IrLimits limits) {
    return new IrInstance(this, host, limits);
  }

  /** The reference to a function, as values hold it. */
  public static long reference(final ModuleIr module, final int function) {
    return ((long) module.functions().get(function).typeId() << 32) | (function + 1L);
  }

  /** The translated body of a function that has one. */
  IrCode code(final int function) {
    IrCode code = codes[function];
    if (code == null) {
      code =
          IrCodeTranslator.translate(
              module,
              module
                  .functions()
                  .get(function)
                  .body()
                  .orElseThrow(() -> new CompilerBug("function " + function + " has no body")));
      codes[function] = code;
    }
    return code;
  }
}
