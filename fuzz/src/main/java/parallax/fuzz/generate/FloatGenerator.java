package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/** Float instructions, and what the module's {@link FloatProfile} wants around them. */
final class FloatGenerator {
  /** Instructions of arithmetic in a row, whose last result is made canonical. */
  private static final int MAX_CHAIN = 4;

  private final Code code;
  private final ValueGenerator values;

  FloatGenerator(final Code code, final ValueGenerator values) {
    this.code = code;
    this.values = values;
  }

  /** A float operation, of those that fit what is there when the tape wants that. */
  void numeric() {
    final WasmOp op = values.choose(Instructions.FLOAT_NUMERIC);
    values.operands(op);
    final ValType operand = op.params().get(op.params().size() - 1);
    switch (op) {
      case F32_ABS, F64_ABS, F32_NEG, F64_NEG -> makeCanonical(FloatProfile.CANONICAL, operand);
      case F32_COPYSIGN, F64_COPYSIGN, I32_REINTERPRET_F32, I64_REINTERPRET_F64 ->
          makeCanonical(FloatProfile.RAW, operand);
      case I32_TRUNC_F32_S, I32_TRUNC_F64_S -> keepBelow(operand, 0x1p31);
      case I32_TRUNC_F32_U, I32_TRUNC_F64_U -> keepPositive(operand, 0x1p32);
      case I64_TRUNC_F32_S, I64_TRUNC_F64_S -> keepBelow(operand, 0x1p63);
      case I64_TRUNC_F32_U, I64_TRUNC_F64_U -> keepPositive(operand, 0x1p64);
      default -> {}
    }
    code.op(op);
    final ValType result = op.results().get(0);
    if (op == WasmOp.F32_REINTERPRET_I32 || op == WasmOp.F64_REINTERPRET_I64) {
      makeCanonical(FloatProfile.RAW, result);
    } else if (Instructions.ARITHMETIC.contains(op)) {
      chain(result);
      makeCanonical(FloatProfile.CANONICAL, result);
    }
  }

  /** More arithmetic on a result. */
  private void chain(final ValType type) {
    final List<WasmOp> all =
        Instructions.ARITHMETIC.stream()
            .filter(op -> op.params().get(0) == type && op.results().get(0) == type)
            .toList();
    for (int i = 1; i < MAX_CHAIN && code.tape().oneIn(2); i++) {
      final WasmOp op = all.get(code.tape().below(all.size()));
      if (op.params().size() == 2) {
        values.produce(type);
      }
      code.op(op);
    }
  }

  /** Keeps the topmost operand as it is when it is below a limit; otherwise takes 0. */
  private void keepBelow(final ValType type, final double limit) {
    if (code.isUnsafe()) {
      return;
    }
    final int scratch = code.locals().scratch(type);
    final boolean narrow = type == ValType.F32;
    code.out().op(WasmOp.LOCAL_TEE, scratch);
    code.writeConstant(type, 0);
    code.out().op(WasmOp.LOCAL_GET, scratch).op(narrow ? WasmOp.F32_ABS : WasmOp.F64_ABS);
    code.writeConstant(
        type, narrow ? Float.floatToIntBits((float) limit) : Double.doubleToLongBits(limit));
    code.out().op(narrow ? WasmOp.F32_LT : WasmOp.F64_LT).op(WasmOp.SELECT);
  }

  private void keepPositive(final ValType type, final double limit) {
    if (!code.isUnsafe()) {
      code.out().op(type == ValType.F32 ? WasmOp.F32_ABS : WasmOp.F64_ABS);
      keepBelow(type, limit);
    }
  }

  /** In modules of this profile, replaces the topmost operand by the canonical NaN if it is one. */
  private void makeCanonical(final FloatProfile profile, final ValType type) {
    if (code.plan().floats() == profile) {
      code.makeCanonical(type);
    }
  }
}
