package parallax.compiler.frontend;

import java.util.ArrayDeque;
import java.util.Deque;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.WasmModule.ConstExpr;
import parallax.compiler.binary.WasmOp;
import parallax.compiler.ir.ModuleIr.Constant;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Type;

/** Evaluates constant expressions (core 3.0 section 3.4.13), which the validator has accepted. */
final class ConstantEvaluator {
  private final InstanceScope scope;
  private final Constant[] globals;

  /**
   * @param globals initial values by their numbers in the program; null while not known
   */
  ConstantEvaluator(final InstanceScope scope, final Constant[] globals) {
    this.scope = scope;
    this.globals = globals;
  }

  /** The value, or null when it depends on that of a global that is not known yet. */
  Constant evaluate(final ConstExpr expr) throws CompileException {
    final InstructionReader reader = InstructionReader.of(scope.module(), expr);
    final Deque<Constant> stack = new ArrayDeque<>();
    for (WasmOp op = reader.next(); op != WasmOp.END; op = reader.next()) {
      switch (op) {
        case I32_CONST, I64_CONST, F64_CONST -> stack.push(Constant.ofBits(reader.constant()));
        case F32_CONST -> stack.push(Constant.ofBits(reader.constant() << 32 >> 32));
        case REF_NULL -> stack.push(Constant.NULL);
        case REF_FUNC -> stack.push(Constant.ofFunction(scope.reference(reader.index())));
        case GLOBAL_GET -> {
          final Constant value = globals[scope.global(reader.index())];
          if (value == null) {
            return null;
          }
          stack.push(value);
        }
        case I32_ADD -> binary(stack, Op.ADD, Type.I32);
        case I32_SUB -> binary(stack, Op.SUB, Type.I32);
        case I32_MUL -> binary(stack, Op.MUL, Type.I32);
        case I64_ADD -> binary(stack, Op.ADD, Type.I64);
        case I64_SUB -> binary(stack, Op.SUB, Type.I64);
        case I64_MUL -> binary(stack, Op.MUL, Type.I64);
        default -> throw scope.unsupported(op.feature().label(), reader.offset());
      }
    }
    return stack.pop();
  }

  private static void binary(final Deque<Constant> stack, final Op op, final Type type) {
    final long b = stack.pop().bits();
    final long a = stack.pop().bits();
    stack.push(Constant.ofBits(op.evaluate(type, a, b)));
  }

  /** An offset of a segment: unsigned 32 bits. */
  long offset(final ConstExpr expr) throws CompileException {
    return evaluate(expr).bits() & 0xFFFF_FFFFL;
  }
}
