package parallax.compiler.frontend;

import parallax.compiler.binary.WasmOp;
import parallax.compiler.ir.Op;
import parallax.compiler.ir.Type;

/**
 * What becomes of each WebAssembly instruction. One exhaustive switch: an instruction without a
 * line does not compile. Regular ones are rows, irregular ones name their handler, and what is not
 * supported yet is refused by the name of its feature.
 */
final class OpMapping {
  private static final Translation[] TABLE = new Translation[WasmOp.values().length];

  static {
    for (final WasmOp op : WasmOp.values()) {
      TABLE[op.ordinal()] = translate(op);
    }
  }

  private OpMapping() {}

  static Translation of(final WasmOp op) {
    return TABLE[op.ordinal()];
  }

  private static Translation translate(final WasmOp op) {
    return switch (op) {
      case UNREACHABLE -> Translation.of(ControlOps::trap);
      case NOP -> Translation.of(t -> {});
      case BLOCK -> Translation.of(ControlOps::block);
      case LOOP -> Translation.of(ControlOps::loop);
      case IF -> Translation.of(ControlOps::ifThen);
      case ELSE -> Translation.of(ControlOps::otherwise);
      case END -> Translation.of(ControlOps::end);
      case BR -> Translation.of(ControlOps::br);
      case BR_IF -> Translation.of(ControlOps::brIf);
      case BR_TABLE -> Translation.of(ControlOps::brTable);
      case RETURN -> Translation.of(ControlOps::ret);
      case CALL -> Translation.of(CallOps::call);
      case CALL_INDIRECT -> Translation.of(CallOps::callIndirect);
      case DROP -> Translation.of(ControlOps::drop);
      case SELECT -> Translation.of(ControlOps::select);
      case SELECT_T -> Translation.of(ControlOps::select);
      case LOCAL_GET -> Translation.of(VariableOps::localGet);
      case LOCAL_SET -> Translation.of(VariableOps::localSet);
      case LOCAL_TEE -> Translation.of(VariableOps::localTee);
      case GLOBAL_GET -> Translation.of(VariableOps::globalGet);
      case GLOBAL_SET -> Translation.of(VariableOps::globalSet);
      case TABLE_GET -> Translation.of(TableOps::get);
      case TABLE_SET -> Translation.of(TableOps::set);
      case I32_LOAD -> MemoryOps.load(Type.I32, 4, false);
      case I64_LOAD -> MemoryOps.load(Type.I64, 8, false);
      case I32_LOAD8_S -> MemoryOps.load(Type.I32, 1, true);
      case I32_LOAD8_U -> MemoryOps.load(Type.I32, 1, false);
      case I32_LOAD16_S -> MemoryOps.load(Type.I32, 2, true);
      case I32_LOAD16_U -> MemoryOps.load(Type.I32, 2, false);
      case I64_LOAD8_S -> MemoryOps.load(Type.I64, 1, true);
      case I64_LOAD8_U -> MemoryOps.load(Type.I64, 1, false);
      case I64_LOAD16_S -> MemoryOps.load(Type.I64, 2, true);
      case I64_LOAD16_U -> MemoryOps.load(Type.I64, 2, false);
      case I64_LOAD32_S -> MemoryOps.load(Type.I64, 4, true);
      case I64_LOAD32_U -> MemoryOps.load(Type.I64, 4, false);
      case I32_STORE -> MemoryOps.store(4);
      case I64_STORE -> MemoryOps.store(8);
      case I32_STORE8 -> MemoryOps.store(1);
      case I32_STORE16 -> MemoryOps.store(2);
      case I64_STORE8 -> MemoryOps.store(1);
      case I64_STORE16 -> MemoryOps.store(2);
      case I64_STORE32 -> MemoryOps.store(4);
      case MEMORY_SIZE -> Translation.of(MemoryOps::size);
      case MEMORY_GROW -> Translation.of(MemoryOps::grow);
      case I32_CONST -> NumericOps.constant(Type.I32);
      case I64_CONST -> NumericOps.constant(Type.I64);
      case I32_EQZ -> NumericOps.unary(Op.EQZ, Type.I32);
      case I32_EQ -> NumericOps.binary(Op.EQ, Type.I32);
      case I32_NE -> NumericOps.binary(Op.NE, Type.I32);
      case I32_LT_S -> NumericOps.binary(Op.LT_S, Type.I32);
      case I32_LT_U -> NumericOps.binary(Op.LT_U, Type.I32);
      case I32_GT_S -> NumericOps.binary(Op.GT_S, Type.I32);
      case I32_GT_U -> NumericOps.binary(Op.GT_U, Type.I32);
      case I32_LE_S -> NumericOps.binary(Op.LE_S, Type.I32);
      case I32_LE_U -> NumericOps.binary(Op.LE_U, Type.I32);
      case I32_GE_S -> NumericOps.binary(Op.GE_S, Type.I32);
      case I32_GE_U -> NumericOps.binary(Op.GE_U, Type.I32);
      case I64_EQZ -> NumericOps.unary(Op.EQZ, Type.I64);
      case I64_EQ -> NumericOps.binary(Op.EQ, Type.I64);
      case I64_NE -> NumericOps.binary(Op.NE, Type.I64);
      case I64_LT_S -> NumericOps.binary(Op.LT_S, Type.I64);
      case I64_LT_U -> NumericOps.binary(Op.LT_U, Type.I64);
      case I64_GT_S -> NumericOps.binary(Op.GT_S, Type.I64);
      case I64_GT_U -> NumericOps.binary(Op.GT_U, Type.I64);
      case I64_LE_S -> NumericOps.binary(Op.LE_S, Type.I64);
      case I64_LE_U -> NumericOps.binary(Op.LE_U, Type.I64);
      case I64_GE_S -> NumericOps.binary(Op.GE_S, Type.I64);
      case I64_GE_U -> NumericOps.binary(Op.GE_U, Type.I64);
      case I32_CLZ -> NumericOps.unary(Op.CLZ, Type.I32);
      case I32_CTZ -> NumericOps.unary(Op.CTZ, Type.I32);
      case I32_POPCNT -> NumericOps.unary(Op.POPCNT, Type.I32);
      case I32_ADD -> NumericOps.binary(Op.ADD, Type.I32);
      case I32_SUB -> NumericOps.binary(Op.SUB, Type.I32);
      case I32_MUL -> NumericOps.binary(Op.MUL, Type.I32);
      case I32_DIV_S -> NumericOps.divide(Op.DIV_S, Type.I32);
      case I32_DIV_U -> NumericOps.divide(Op.DIV_U, Type.I32);
      case I32_REM_S -> NumericOps.divide(Op.REM_S, Type.I32);
      case I32_REM_U -> NumericOps.divide(Op.REM_U, Type.I32);
      case I32_AND -> NumericOps.binary(Op.AND, Type.I32);
      case I32_OR -> NumericOps.binary(Op.OR, Type.I32);
      case I32_XOR -> NumericOps.binary(Op.XOR, Type.I32);
      case I32_SHL -> NumericOps.binary(Op.SHL, Type.I32);
      case I32_SHR_S -> NumericOps.binary(Op.SHR_S, Type.I32);
      case I32_SHR_U -> NumericOps.binary(Op.SHR_U, Type.I32);
      case I32_ROTL -> NumericOps.binary(Op.ROTL, Type.I32);
      case I32_ROTR -> NumericOps.binary(Op.ROTR, Type.I32);
      case I64_CLZ -> NumericOps.unary(Op.CLZ, Type.I64);
      case I64_CTZ -> NumericOps.unary(Op.CTZ, Type.I64);
      case I64_POPCNT -> NumericOps.unary(Op.POPCNT, Type.I64);
      case I64_ADD -> NumericOps.binary(Op.ADD, Type.I64);
      case I64_SUB -> NumericOps.binary(Op.SUB, Type.I64);
      case I64_MUL -> NumericOps.binary(Op.MUL, Type.I64);
      case I64_DIV_S -> NumericOps.divide(Op.DIV_S, Type.I64);
      case I64_DIV_U -> NumericOps.divide(Op.DIV_U, Type.I64);
      case I64_REM_S -> NumericOps.divide(Op.REM_S, Type.I64);
      case I64_REM_U -> NumericOps.divide(Op.REM_U, Type.I64);
      case I64_AND -> NumericOps.binary(Op.AND, Type.I64);
      case I64_OR -> NumericOps.binary(Op.OR, Type.I64);
      case I64_XOR -> NumericOps.binary(Op.XOR, Type.I64);
      case I64_SHL -> NumericOps.binary(Op.SHL, Type.I64);
      case I64_SHR_S -> NumericOps.binary(Op.SHR_S, Type.I64);
      case I64_SHR_U -> NumericOps.binary(Op.SHR_U, Type.I64);
      case I64_ROTL -> NumericOps.binary(Op.ROTL, Type.I64);
      case I64_ROTR -> NumericOps.binary(Op.ROTR, Type.I64);
      case I32_WRAP_I64 -> NumericOps.convert(Op.WRAP);
      case I64_EXTEND_I32_S -> NumericOps.convert(Op.EXTEND_I32_S);
      case I64_EXTEND_I32_U -> NumericOps.convert(Op.EXTEND_I32_U);
      case I32_EXTEND8_S -> NumericOps.unary(Op.EXTEND8_S, Type.I32);
      case I32_EXTEND16_S -> NumericOps.unary(Op.EXTEND16_S, Type.I32);
      case I64_EXTEND8_S -> NumericOps.unary(Op.EXTEND8_S, Type.I64);
      case I64_EXTEND16_S -> NumericOps.unary(Op.EXTEND16_S, Type.I64);
      case I64_EXTEND32_S -> NumericOps.convert(Op.EXTEND32_S);
      case REF_NULL -> Translation.of(TableOps::refNull);
      case REF_IS_NULL -> Translation.of(TableOps::refIsNull);
      case REF_FUNC -> Translation.of(TableOps::refFunc);
      case MEMORY_INIT -> Translation.of(MemoryOps::init);
      case DATA_DROP -> Translation.of(MemoryOps::dataDrop);
      case MEMORY_COPY -> Translation.of(MemoryOps::copy);
      case MEMORY_FILL -> Translation.of(MemoryOps::fill);
      case TABLE_INIT -> Translation.of(TableOps::init);
      case ELEM_DROP -> Translation.of(TableOps::elemDrop);
      case TABLE_COPY -> Translation.of(TableOps::copy);
      case TABLE_GROW -> Translation.of(TableOps::grow);
      case TABLE_SIZE -> Translation.of(TableOps::size);
      case TABLE_FILL -> Translation.of(TableOps::fill);
      case F32_LOAD -> MemoryOps.load(Type.F32, 4, false);
      case F64_LOAD -> MemoryOps.load(Type.F64, 8, false);
      case F32_STORE -> MemoryOps.store(4);
      case F64_STORE -> MemoryOps.store(8);
      case F32_CONST -> NumericOps.constant(Type.F32);
      case F64_CONST -> NumericOps.constant(Type.F64);
      case F32_EQ -> NumericOps.binary(Op.FEQ, Type.F32);
      case F32_NE -> NumericOps.binary(Op.FNE, Type.F32);
      case F32_LT -> NumericOps.binary(Op.FLT, Type.F32);
      case F32_GT -> NumericOps.binary(Op.FGT, Type.F32);
      case F32_LE -> NumericOps.binary(Op.FLE, Type.F32);
      case F32_GE -> NumericOps.binary(Op.FGE, Type.F32);
      case F64_EQ -> NumericOps.binary(Op.FEQ, Type.F64);
      case F64_NE -> NumericOps.binary(Op.FNE, Type.F64);
      case F64_LT -> NumericOps.binary(Op.FLT, Type.F64);
      case F64_GT -> NumericOps.binary(Op.FGT, Type.F64);
      case F64_LE -> NumericOps.binary(Op.FLE, Type.F64);
      case F64_GE -> NumericOps.binary(Op.FGE, Type.F64);
      case F32_ABS -> NumericOps.unary(Op.FABS, Type.F32);
      case F32_NEG -> NumericOps.unary(Op.FNEG, Type.F32);
      case F32_CEIL -> NumericOps.unary(Op.FCEIL, Type.F32);
      case F32_FLOOR -> NumericOps.unary(Op.FFLOOR, Type.F32);
      case F32_TRUNC -> NumericOps.unary(Op.FTRUNC, Type.F32);
      case F32_NEAREST -> NumericOps.unary(Op.FNEAREST, Type.F32);
      case F32_SQRT -> NumericOps.unary(Op.FSQRT, Type.F32);
      case F32_ADD -> NumericOps.binary(Op.FADD, Type.F32);
      case F32_SUB -> NumericOps.binary(Op.FSUB, Type.F32);
      case F32_MUL -> NumericOps.binary(Op.FMUL, Type.F32);
      case F32_DIV -> NumericOps.binary(Op.FDIV, Type.F32);
      case F32_MIN -> NumericOps.binary(Op.FMIN, Type.F32);
      case F32_MAX -> NumericOps.binary(Op.FMAX, Type.F32);
      case F32_COPYSIGN -> NumericOps.binary(Op.FCOPYSIGN, Type.F32);
      case F64_ABS -> NumericOps.unary(Op.FABS, Type.F64);
      case F64_NEG -> NumericOps.unary(Op.FNEG, Type.F64);
      case F64_CEIL -> NumericOps.unary(Op.FCEIL, Type.F64);
      case F64_FLOOR -> NumericOps.unary(Op.FFLOOR, Type.F64);
      case F64_TRUNC -> NumericOps.unary(Op.FTRUNC, Type.F64);
      case F64_NEAREST -> NumericOps.unary(Op.FNEAREST, Type.F64);
      case F64_SQRT -> NumericOps.unary(Op.FSQRT, Type.F64);
      case F64_ADD -> NumericOps.binary(Op.FADD, Type.F64);
      case F64_SUB -> NumericOps.binary(Op.FSUB, Type.F64);
      case F64_MUL -> NumericOps.binary(Op.FMUL, Type.F64);
      case F64_DIV -> NumericOps.binary(Op.FDIV, Type.F64);
      case F64_MIN -> NumericOps.binary(Op.FMIN, Type.F64);
      case F64_MAX -> NumericOps.binary(Op.FMAX, Type.F64);
      case F64_COPYSIGN -> NumericOps.binary(Op.FCOPYSIGN, Type.F64);
      case I32_TRUNC_F32_S -> TruncationOps.of(Op.I32_TRUNC_SAT_F32_S);
      case I32_TRUNC_F32_U -> TruncationOps.of(Op.I32_TRUNC_SAT_F32_U);
      case I32_TRUNC_F64_S -> TruncationOps.of(Op.I32_TRUNC_SAT_F64_S);
      case I32_TRUNC_F64_U -> TruncationOps.of(Op.I32_TRUNC_SAT_F64_U);
      case I64_TRUNC_F32_S -> TruncationOps.of(Op.I64_TRUNC_SAT_F32_S);
      case I64_TRUNC_F32_U -> TruncationOps.of(Op.I64_TRUNC_SAT_F32_U);
      case I64_TRUNC_F64_S -> TruncationOps.of(Op.I64_TRUNC_SAT_F64_S);
      case I64_TRUNC_F64_U -> TruncationOps.of(Op.I64_TRUNC_SAT_F64_U);
      case I32_TRUNC_SAT_F32_S -> NumericOps.convert(Op.I32_TRUNC_SAT_F32_S);
      case I32_TRUNC_SAT_F32_U -> NumericOps.convert(Op.I32_TRUNC_SAT_F32_U);
      case I32_TRUNC_SAT_F64_S -> NumericOps.convert(Op.I32_TRUNC_SAT_F64_S);
      case I32_TRUNC_SAT_F64_U -> NumericOps.convert(Op.I32_TRUNC_SAT_F64_U);
      case I64_TRUNC_SAT_F32_S -> NumericOps.convert(Op.I64_TRUNC_SAT_F32_S);
      case I64_TRUNC_SAT_F32_U -> NumericOps.convert(Op.I64_TRUNC_SAT_F32_U);
      case I64_TRUNC_SAT_F64_S -> NumericOps.convert(Op.I64_TRUNC_SAT_F64_S);
      case I64_TRUNC_SAT_F64_U -> NumericOps.convert(Op.I64_TRUNC_SAT_F64_U);
      case F32_CONVERT_I32_S -> NumericOps.convert(Op.F32_CONVERT_I32_S);
      case F32_CONVERT_I32_U -> NumericOps.convert(Op.F32_CONVERT_I32_U);
      case F32_CONVERT_I64_S -> NumericOps.convert(Op.F32_CONVERT_I64_S);
      case F32_CONVERT_I64_U -> NumericOps.convert(Op.F32_CONVERT_I64_U);
      case F64_CONVERT_I32_S -> NumericOps.convert(Op.F64_CONVERT_I32_S);
      case F64_CONVERT_I32_U -> NumericOps.convert(Op.F64_CONVERT_I32_U);
      case F64_CONVERT_I64_S -> NumericOps.convert(Op.F64_CONVERT_I64_S);
      case F64_CONVERT_I64_U -> NumericOps.convert(Op.F64_CONVERT_I64_U);
      case F32_DEMOTE_F64 -> NumericOps.convert(Op.F32_DEMOTE_F64);
      case F64_PROMOTE_F32 -> NumericOps.convert(Op.F64_PROMOTE_F32);
      case I32_REINTERPRET_F32 -> NumericOps.convert(Op.I32_REINTERPRET);
      case I64_REINTERPRET_F64 -> NumericOps.convert(Op.I64_REINTERPRET);
      case F32_REINTERPRET_I32 -> NumericOps.convert(Op.F32_REINTERPRET);
      case F64_REINTERPRET_I64 -> NumericOps.convert(Op.F64_REINTERPRET);
      case THROW,
          THROW_REF,
          RETURN_CALL,
          RETURN_CALL_INDIRECT,
          CALL_REF,
          RETURN_CALL_REF,
          TRY_TABLE,
          REF_EQ,
          REF_AS_NON_NULL,
          BR_ON_NULL,
          BR_ON_NON_NULL,
          STRUCT_NEW,
          STRUCT_NEW_DEFAULT,
          STRUCT_GET,
          STRUCT_GET_S,
          STRUCT_GET_U,
          STRUCT_SET,
          ARRAY_NEW,
          ARRAY_NEW_DEFAULT,
          ARRAY_NEW_FIXED,
          ARRAY_NEW_DATA,
          ARRAY_NEW_ELEM,
          ARRAY_GET,
          ARRAY_GET_S,
          ARRAY_GET_U,
          ARRAY_SET,
          ARRAY_LEN,
          ARRAY_FILL,
          ARRAY_COPY,
          ARRAY_INIT_DATA,
          ARRAY_INIT_ELEM,
          REF_TEST,
          REF_TEST_NULL,
          REF_CAST,
          REF_CAST_NULL,
          BR_ON_CAST,
          BR_ON_CAST_FAIL,
          ANY_CONVERT_EXTERN,
          EXTERN_CONVERT_ANY,
          REF_I31,
          I31_GET_S,
          I31_GET_U,
          V128_LOAD,
          V128_LOAD8X8_S,
          V128_LOAD8X8_U,
          V128_LOAD16X4_S,
          V128_LOAD16X4_U,
          V128_LOAD32X2_S,
          V128_LOAD32X2_U,
          V128_LOAD8_SPLAT,
          V128_LOAD16_SPLAT,
          V128_LOAD32_SPLAT,
          V128_LOAD64_SPLAT,
          V128_STORE,
          V128_CONST,
          I8X16_SHUFFLE,
          I8X16_SWIZZLE,
          I8X16_SPLAT,
          I16X8_SPLAT,
          I32X4_SPLAT,
          I64X2_SPLAT,
          F32X4_SPLAT,
          F64X2_SPLAT,
          I8X16_EXTRACT_LANE_S,
          I8X16_EXTRACT_LANE_U,
          I8X16_REPLACE_LANE,
          I16X8_EXTRACT_LANE_S,
          I16X8_EXTRACT_LANE_U,
          I16X8_REPLACE_LANE,
          I32X4_EXTRACT_LANE,
          I32X4_REPLACE_LANE,
          I64X2_EXTRACT_LANE,
          I64X2_REPLACE_LANE,
          F32X4_EXTRACT_LANE,
          F32X4_REPLACE_LANE,
          F64X2_EXTRACT_LANE,
          F64X2_REPLACE_LANE,
          I8X16_EQ,
          I8X16_NE,
          I8X16_LT_S,
          I8X16_LT_U,
          I8X16_GT_S,
          I8X16_GT_U,
          I8X16_LE_S,
          I8X16_LE_U,
          I8X16_GE_S,
          I8X16_GE_U,
          I16X8_EQ,
          I16X8_NE,
          I16X8_LT_S,
          I16X8_LT_U,
          I16X8_GT_S,
          I16X8_GT_U,
          I16X8_LE_S,
          I16X8_LE_U,
          I16X8_GE_S,
          I16X8_GE_U,
          I32X4_EQ,
          I32X4_NE,
          I32X4_LT_S,
          I32X4_LT_U,
          I32X4_GT_S,
          I32X4_GT_U,
          I32X4_LE_S,
          I32X4_LE_U,
          I32X4_GE_S,
          I32X4_GE_U,
          F32X4_EQ,
          F32X4_NE,
          F32X4_LT,
          F32X4_GT,
          F32X4_LE,
          F32X4_GE,
          F64X2_EQ,
          F64X2_NE,
          F64X2_LT,
          F64X2_GT,
          F64X2_LE,
          F64X2_GE,
          V128_NOT,
          V128_AND,
          V128_ANDNOT,
          V128_OR,
          V128_XOR,
          V128_BITSELECT,
          V128_ANY_TRUE,
          V128_LOAD8_LANE,
          V128_LOAD16_LANE,
          V128_LOAD32_LANE,
          V128_LOAD64_LANE,
          V128_STORE8_LANE,
          V128_STORE16_LANE,
          V128_STORE32_LANE,
          V128_STORE64_LANE,
          V128_LOAD32_ZERO,
          V128_LOAD64_ZERO,
          F32X4_DEMOTE_F64X2_ZERO,
          F64X2_PROMOTE_LOW_F32X4,
          I8X16_ABS,
          I8X16_NEG,
          I8X16_POPCNT,
          I8X16_ALL_TRUE,
          I8X16_BITMASK,
          I8X16_NARROW_I16X8_S,
          I8X16_NARROW_I16X8_U,
          F32X4_CEIL,
          F32X4_FLOOR,
          F32X4_TRUNC,
          F32X4_NEAREST,
          I8X16_SHL,
          I8X16_SHR_S,
          I8X16_SHR_U,
          I8X16_ADD,
          I8X16_ADD_SAT_S,
          I8X16_ADD_SAT_U,
          I8X16_SUB,
          I8X16_SUB_SAT_S,
          I8X16_SUB_SAT_U,
          F64X2_CEIL,
          F64X2_FLOOR,
          I8X16_MIN_S,
          I8X16_MIN_U,
          I8X16_MAX_S,
          I8X16_MAX_U,
          F64X2_TRUNC,
          I8X16_AVGR_U,
          I16X8_EXTADD_PAIRWISE_I8X16_S,
          I16X8_EXTADD_PAIRWISE_I8X16_U,
          I32X4_EXTADD_PAIRWISE_I16X8_S,
          I32X4_EXTADD_PAIRWISE_I16X8_U,
          I16X8_ABS,
          I16X8_NEG,
          I16X8_Q15MULR_SAT_S,
          I16X8_ALL_TRUE,
          I16X8_BITMASK,
          I16X8_NARROW_I32X4_S,
          I16X8_NARROW_I32X4_U,
          I16X8_EXTEND_LOW_I8X16_S,
          I16X8_EXTEND_HIGH_I8X16_S,
          I16X8_EXTEND_LOW_I8X16_U,
          I16X8_EXTEND_HIGH_I8X16_U,
          I16X8_SHL,
          I16X8_SHR_S,
          I16X8_SHR_U,
          I16X8_ADD,
          I16X8_ADD_SAT_S,
          I16X8_ADD_SAT_U,
          I16X8_SUB,
          I16X8_SUB_SAT_S,
          I16X8_SUB_SAT_U,
          F64X2_NEAREST,
          I16X8_MUL,
          I16X8_MIN_S,
          I16X8_MIN_U,
          I16X8_MAX_S,
          I16X8_MAX_U,
          I16X8_AVGR_U,
          I16X8_EXTMUL_LOW_I8X16_S,
          I16X8_EXTMUL_HIGH_I8X16_S,
          I16X8_EXTMUL_LOW_I8X16_U,
          I16X8_EXTMUL_HIGH_I8X16_U,
          I32X4_ABS,
          I32X4_NEG,
          I32X4_ALL_TRUE,
          I32X4_BITMASK,
          I32X4_EXTEND_LOW_I16X8_S,
          I32X4_EXTEND_HIGH_I16X8_S,
          I32X4_EXTEND_LOW_I16X8_U,
          I32X4_EXTEND_HIGH_I16X8_U,
          I32X4_SHL,
          I32X4_SHR_S,
          I32X4_SHR_U,
          I32X4_ADD,
          I32X4_SUB,
          I32X4_MUL,
          I32X4_MIN_S,
          I32X4_MIN_U,
          I32X4_MAX_S,
          I32X4_MAX_U,
          I32X4_DOT_I16X8_S,
          I32X4_EXTMUL_LOW_I16X8_S,
          I32X4_EXTMUL_HIGH_I16X8_S,
          I32X4_EXTMUL_LOW_I16X8_U,
          I32X4_EXTMUL_HIGH_I16X8_U,
          I64X2_ABS,
          I64X2_NEG,
          I64X2_ALL_TRUE,
          I64X2_BITMASK,
          I64X2_EXTEND_LOW_I32X4_S,
          I64X2_EXTEND_HIGH_I32X4_S,
          I64X2_EXTEND_LOW_I32X4_U,
          I64X2_EXTEND_HIGH_I32X4_U,
          I64X2_SHL,
          I64X2_SHR_S,
          I64X2_SHR_U,
          I64X2_ADD,
          I64X2_SUB,
          I64X2_MUL,
          I64X2_EQ,
          I64X2_NE,
          I64X2_LT_S,
          I64X2_GT_S,
          I64X2_LE_S,
          I64X2_GE_S,
          I64X2_EXTMUL_LOW_I32X4_S,
          I64X2_EXTMUL_HIGH_I32X4_S,
          I64X2_EXTMUL_LOW_I32X4_U,
          I64X2_EXTMUL_HIGH_I32X4_U,
          F32X4_ABS,
          F32X4_NEG,
          F32X4_SQRT,
          F32X4_ADD,
          F32X4_SUB,
          F32X4_MUL,
          F32X4_DIV,
          F32X4_MIN,
          F32X4_MAX,
          F32X4_PMIN,
          F32X4_PMAX,
          F64X2_ABS,
          F64X2_NEG,
          F64X2_SQRT,
          F64X2_ADD,
          F64X2_SUB,
          F64X2_MUL,
          F64X2_DIV,
          F64X2_MIN,
          F64X2_MAX,
          F64X2_PMIN,
          F64X2_PMAX,
          I32X4_TRUNC_SAT_F32X4_S,
          I32X4_TRUNC_SAT_F32X4_U,
          F32X4_CONVERT_I32X4_S,
          F32X4_CONVERT_I32X4_U,
          I32X4_TRUNC_SAT_F64X2_S_ZERO,
          I32X4_TRUNC_SAT_F64X2_U_ZERO,
          F64X2_CONVERT_LOW_I32X4_S,
          F64X2_CONVERT_LOW_I32X4_U,
          I8X16_RELAXED_SWIZZLE,
          I32X4_RELAXED_TRUNC_F32X4_S,
          I32X4_RELAXED_TRUNC_F32X4_U,
          I32X4_RELAXED_TRUNC_F64X2_S_ZERO,
          I32X4_RELAXED_TRUNC_F64X2_U_ZERO,
          F32X4_RELAXED_MADD,
          F32X4_RELAXED_NMADD,
          F64X2_RELAXED_MADD,
          F64X2_RELAXED_NMADD,
          I8X16_RELAXED_LANESELECT,
          I16X8_RELAXED_LANESELECT,
          I32X4_RELAXED_LANESELECT,
          I64X2_RELAXED_LANESELECT,
          F32X4_RELAXED_MIN,
          F32X4_RELAXED_MAX,
          F64X2_RELAXED_MIN,
          F64X2_RELAXED_MAX,
          I16X8_RELAXED_Q15MULR_S,
          I16X8_RELAXED_DOT_I8X16_I7X16_S,
          I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S ->
          Translation.unsupported(op.feature().label());
    };
  }
}
