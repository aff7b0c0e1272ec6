package parallax.compiler.binary;

import java.util.List;
import parallax.compiler.CompileException;
import parallax.compiler.CompilerBug;
import parallax.compiler.binary.WasmModule.Body;
import parallax.compiler.binary.WasmModule.ConstExpr;
import parallax.compiler.binary.WasmModule.GlobalType;

/**
 * Validates bodies and constant expressions. Instructions with a fixed signature are checked from
 * their row in {@link WasmOp}; the others by the rules of their family.
 */
final class CodeValidator {
  private CodeValidator() {}

  /**
   * Validates a body.
   *
   * @param context whose types the function's own is known to be among
   */
  static void body(final ModuleContext context, final Body body) throws CompileException {
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
      instruction(state, reader.next());
    }
  }

  /**
   * Validates a constant expression (core 3.0 section 3.4.13). The functions it refers to count as
   * declared.
   *
   * @param expected type of its value
   * @param globals how many globals it can see
   */
  static void constant(
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
        case GLOBAL_GET -> constantGlobal(state, globals);
        default -> throw state.error("constant expression required");
      }
      instruction(state, op);
    }
  }

  private static void constantGlobal(final CodeState s, final int globals) throws InvalidException {
    final int index = s.reader().index();
    if (Integer.compareUnsigned(index, globals) >= 0) {
      throw s.error("unknown global " + Integer.toUnsignedString(index));
    }
    if (s.context().module().globals().get(index).mutable()) {
      throw s.error("constant expression required");
    }
  }

  private static void instruction(final CodeState s, final WasmOp op) throws CompileException {
    if (op.hasSignature()) {
      regular(s, op);
      return;
    }
    final boolean known =
        switch (op.feature()) {
          case GC -> AggregateRules.apply(s, op) || ReferenceRules.apply(s, op);
          case TYPED_REFERENCES -> ControlRules.apply(s, op) || ReferenceRules.apply(s, op);
          case REFERENCE_TYPES ->
              StateRules.apply(s, op) || ReferenceRules.apply(s, op) || ControlRules.apply(s, op);
          default -> ControlRules.apply(s, op) || variable(s, op);
        };
    if (!known) {
      throw new CompilerBug("no rule for " + op);
    }
  }

  private static void regular(final CodeState s, final WasmOp op) throws CompileException {
    if (op.immediate() == Immediate.NONE) {
      s.pop(op.params());
      s.push(op.results());
    } else {
      StateRules.regular(s, op);
    }
  }

  private static boolean variable(final CodeState s, final WasmOp op) throws CompileException {
    switch (op) {
      case LOCAL_GET -> {
        final int index = s.reader().index();
        final ValType type = local(s);
        if (!s.locals().isSet(index, type)) {
          throw s.error("uninitialized local " + index);
        }
        s.push(type);
      }
      case LOCAL_SET, LOCAL_TEE -> {
        final ValType type = local(s);
        s.pop(type);
        s.locals().set(s.reader().index(), type);
        if (op == WasmOp.LOCAL_TEE) {
          s.push(type);
        }
      }
      case GLOBAL_GET -> s.push(global(s).type());
      case GLOBAL_SET -> {
        final GlobalType global = global(s);
        if (!global.mutable()) {
          throw s.error("immutable global");
        }
        s.pop(global.type());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static ValType local(final CodeState s) throws InvalidException {
    final ValType local = s.locals().type(s.reader().index());
    if (local == null) {
      throw s.error("unknown local " + Integer.toUnsignedString(s.reader().index()));
    }
    return local;
  }

  private static GlobalType global(final CodeState s) throws InvalidException {
    return s.context().global(s.reader().index(), s.function(), s.reader().offset());
  }
}
