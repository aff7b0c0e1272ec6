package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.ValType;
import parallax.compiler.binary.WasmOp;

/** Float instructions, and what the module's {@link FloatProfile} wants around them. */
final class FloatGenerator {
  /** Instructions of arithmetic in a row; where NaNs are made canonical, the last result is. */
  private static final int MAX_CHAIN = 4;

  private static final long CANONICAL_F32 = 0x7FC0_0000L;
  private static final long CANONICAL_F64 = 0x7FF8_0000_0000_0000L;

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
      case F32_ABS, F64_ABS, F32_NEG, F64_NEG -> makeCanonical(operand);
      case I32_TRUNC_F32_S, I32_TRUNC_F64_S -> keepBelow(operand, 0x1p31);
      case I32_TRUNC_F32_U, I32_TRUNC_F64_U -> keepPositive(operand, 0x1p32);
      case I64_TRUNC_F32_S, I64_TRUNC_F64_S -> keepBelow(operand, 0x1p63);
      case I64_TRUNC_F32_U, I64_TRUNC_F64_U -> keepPositive(operand, 0x1p64);
      default -> {}
    }
    code.op(op);
    final ValType result = op.results().get(0);
    if (Instructions.ARITHMETIC.contains(op)) {
      chain(result);
      makeCanonical(result);
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

  /**
   * Replaces the topmost operand by the canonical NaN if it is a NaN and the profile wants that.
   */
  private void makeCanonical(final ValType type) {
    if (code.plan().floats() != FloatProfile.CANONICAL) {
      return;
    }
    final int scratch = code.locals().scratch(type);
    final boolean narrow = type == ValType.F32;
    code.out().op(WasmOp.LOCAL_TEE, scratch);
    code.writeConstant(type, narrow ? CANONICAL_F32 : CANONICAL_F64);
    code.out().op(WasmOp.LOCAL_GET, scratch).op(WasmOp.LOCAL_GET, scratch);
    code.out().op(narrow ? WasmOp.F32_EQ : WasmOp.F64_EQ).op(WasmOp.SELECT);
  }
}
