package parallax.compiler.binary;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.binary.WasmModule.ConstExpr;

/** Validates constant expressions (core 3.0 section 3.4). */
final class ConstantValidator {
  private ConstantValidator() {}

  /**
   * Accepts an expression or says what is wrong with it. The functions it refers to count as
   * declared.
   *
   * @param expected type of its value
   * @param globals how many globals it can see
   */
  static void validate(
      final ModuleContext context, final ConstExpr expr, final ValType expected, final int globals)
      throws CompileException {
    final InstructionReader reader = InstructionReader.of(context.module(), expr);
    final LocalTypes locals = new LocalTypes(List.of(), List.of());
    final CodeState state = new CodeState(context, -1, reader, locals, List.of(expected));
    while (!state.isDone()) {
      final WasmOp op = reader.next();
      switch (op) {
        case END,
            I32_CONST,
            I64_CONST,
            F32_CONST,
            F64_CONST,
            V128_CONST,
            I32_ADD,
            I32_SUB,
            I32_MUL,
            I64_ADD,
            I64_SUB,
            I64_MUL,
            REF_NULL,
            REF_I31,
            STRUCT_NEW,
            STRUCT_NEW_DEFAULT,
            ARRAY_NEW,
            ARRAY_NEW_DEFAULT,
            ARRAY_NEW_FIXED,
            ANY_CONVERT_EXTERN,
            EXTERN_CONVERT_ANY -> {}
        case REF_FUNC -> {
          context.function(reader.index(), -1, reader.offset());
          context.declare(reader.index());
        }
        case GLOBAL_GET -> global(state, globals);
        default -> throw state.error("constant expression required");
      }
      InstructionRules.apply(state, op);
    }
  }

  private static void global(final CodeState s, final int globals) throws InvalidException {
    final int index = s.reader().index();
    if (Integer.compareUnsigned(index, globals) >= 0) {
      throw s.error("unknown global " + Integer.toUnsignedString(index));
    }
    if (s.context().module().globals().get(index).mutable()) {
      throw s.error("constant expression required");
    }
  }
}
