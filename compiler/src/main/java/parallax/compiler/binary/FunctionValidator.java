package parallax.compiler.binary;

import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.Body;

/** Validates bodies (core 3.0 section 3.5). */
final class FunctionValidator {
  private FunctionValidator() {}

  /**
   * Accepts a body or says what is wrong with it.
   *
   * @param context whose types the function's own is known to be among
   */
  static void validate(final ModuleContext context, final Body body) throws CompileException {
    final int function = body.function();
    final FuncType type = context.module().functionType(function);
    for (final WasmModule.LocalGroup group : body.groups()) {
      context.check(group.type(), function, body.offset());
    }
    final LocalTypes locals = new LocalTypes(type.params(), body.groups());
    if (locals.count() > ImplementationLimits.LOCALS) {
      throw CompileException.unsupported(
          "validate", function, body.offset(), "function with " + locals.count() + " locals");
    }
    final InstructionReader reader = InstructionReader.of(context.module(), body);
    final CodeState state = new CodeState(context, function, reader, locals, type.results());
    while (!state.isDone()) {
      InstructionRules.apply(state, reader.next());
    }
  }
}
