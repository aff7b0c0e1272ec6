package parallax.pvm.isa;

import static parallax.pvm.isa.MemoryAccess.load;
import static parallax.pvm.isa.MemoryAccess.loadSigned;
import static parallax.pvm.isa.MemoryAccess.store;
import static parallax.pvm.isa.OperandFormat.IMM;
import static parallax.pvm.isa.OperandFormat.IMM_IMM;
import static parallax.pvm.isa.OperandFormat.NONE;
import static parallax.pvm.isa.OperandFormat.OFFSET;
import static parallax.pvm.isa.OperandFormat.REG_IMM;
import static parallax.pvm.isa.OperandFormat.REG_IMM64;
import static parallax.pvm.isa.OperandFormat.REG_IMM_IMM;
import static parallax.pvm.isa.OperandFormat.REG_IMM_OFFSET;
import static parallax.pvm.isa.OperandFormat.REG_REG;
import static parallax.pvm.isa.OperandFormat.REG_REG_IMM;
import static parallax.pvm.isa.OperandFormat.REG_REG_IMM_IMM;
import static parallax.pvm.isa.OperandFormat.REG_REG_OFFSET;
import static parallax.pvm.isa.OperandFormat.REG_REG_REG;
import static parallax.pvm.isa.PipelineCost.BRANCH;
import static parallax.pvm.isa.PipelineCost.MEMORY_LOAD;
import static parallax.pvm.isa.PipelineCost.MEMORY_STORE;
import static parallax.pvm.isa.PipelineCost.UNPRICED;
import static parallax.pvm.isa.PipelineCost.cost;
import static parallax.pvm.isa.PipelineCost.fixed;
import static parallax.pvm.isa.PipelineCost.overlapAny;
import static parallax.pvm.isa.PipelineCost.overlapFirst;
import static parallax.pvm.isa.Semantics.binary;
import static parallax.pvm.isa.Semantics.condition;
import static parallax.pvm.isa.Semantics.select;
import static parallax.pvm.isa.Semantics.selectSwapped;
import static parallax.pvm.isa.Semantics.swapped;
import static parallax.pvm.isa.Semantics.unary;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import parallax.pvm.isa.PipelineCost.Units;
import parallax.pvm.isa.Semantics.Alu;
import parallax.pvm.isa.Semantics.Condition;

/**
 * The PVM instruction set: one row per instruction, and the only list of instructions in the
 * project. Columns: number in Gray Paper 0.7.2, number in 0.8.0 (-1 where the version lacks the
 * instruction), mnemonic as the paper spells it, operand layout, pipeline cost (0.8.0 A.9), and
 * what the instruction does: a function, a condition, a memory access, or a flag for control.
 *
 * <p>Invariant: within a profile a number names at most one instruction (checked when the class
 * loads).
 */
public enum Opcode {
  TRAP(0, 0, "trap", NONE, cost(2, fixed(1), Units.NONE), Flag.TERMINATOR),
  FALLTHROUGH(1, 1, "fallthrough", NONE, cost(2, fixed(1), Units.NONE), Flag.TERMINATOR),
  UNLIKELY(-1, 2, "unlikely", NONE, cost(40, fixed(1), Units.NONE)),
  ECALLI(10, 10, "ecalli", IMM, cost(100, fixed(4), Units.ALU)),
  LOAD_IMM_64(20, 20, "load_imm_64", REG_IMM64, cost(1, fixed(2), Units.NONE), Flag.PURE),
  STORE_IMM_U8(30, 30, "store_imm_u8", IMM_IMM, MEMORY_STORE, store(1)),
  STORE_IMM_U16(31, 31, "store_imm_u16", IMM_IMM, MEMORY_STORE, store(2)),
  STORE_IMM_U32(32, 32, "store_imm_u32", IMM_IMM, MEMORY_STORE, store(4)),
  STORE_IMM_U64(33, 33, "store_imm_u64", IMM_IMM, MEMORY_STORE, store(8)),
  JUMP(40, 40, "jump", OFFSET, cost(15, fixed(1), Units.NONE), Flag.TERMINATOR),
  JUMP_IND(50, 50, "jump_ind", REG_IMM, cost(22, fixed(1), Units.NONE), Flag.TERMINATOR),
  LOAD_IMM(51, 51, "load_imm", REG_IMM, cost(1, fixed(1), Units.NONE), Flag.PURE),
  LOAD_U8(52, 52, "load_u8", REG_IMM, MEMORY_LOAD, load(1)),
  LOAD_I8(53, 53, "load_i8", REG_IMM, MEMORY_LOAD, loadSigned(1)),
  LOAD_U16(54, 54, "load_u16", REG_IMM, MEMORY_LOAD, load(2)),
  LOAD_I16(55, 55, "load_i16", REG_IMM, MEMORY_LOAD, loadSigned(2)),
  LOAD_U32(56, 56, "load_u32", REG_IMM, MEMORY_LOAD, load(4)),
  LOAD_I32(57, 57, "load_i32", REG_IMM, MEMORY_LOAD, loadSigned(4)),
  LOAD_U64(58, 58, "load_u64", REG_IMM, MEMORY_LOAD, load(8)),
  STORE_U8(59, 59, "store_u8", REG_IMM, MEMORY_STORE, store(1)),
  STORE_U16(60, 60, "store_u16", REG_IMM, MEMORY_STORE, store(2)),
  STORE_U32(61, 61, "store_u32", REG_IMM, MEMORY_STORE, store(4)),
  STORE_U64(62, 62, "store_u64", REG_IMM, MEMORY_STORE, store(8)),
  STORE_IMM_IND_U8(70, 70, "store_imm_ind_u8", REG_IMM_IMM, MEMORY_STORE, store(1)),
  STORE_IMM_IND_U16(71, 71, "store_imm_ind_u16", REG_IMM_IMM, MEMORY_STORE, store(2)),
  STORE_IMM_IND_U32(72, 72, "store_imm_ind_u32", REG_IMM_IMM, MEMORY_STORE, store(4)),
  STORE_IMM_IND_U64(73, 73, "store_imm_ind_u64", REG_IMM_IMM, MEMORY_STORE, store(8)),
  LOAD_IMM_JUMP(
      80, 80, "load_imm_jump", REG_IMM_OFFSET, cost(15, fixed(1), Units.NONE), Flag.TERMINATOR),
  BRANCH_EQ_IMM(81, 81, "branch_eq_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::eq)),
  BRANCH_NE_IMM(82, 82, "branch_ne_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::ne)),
  BRANCH_LT_U_IMM(83, 83, "branch_lt_u_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::ltU)),
  BRANCH_LE_U_IMM(84, 84, "branch_le_u_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::leU)),
  BRANCH_GE_U_IMM(85, 85, "branch_ge_u_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::geU)),
  BRANCH_GT_U_IMM(86, 86, "branch_gt_u_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::gtU)),
  BRANCH_LT_S_IMM(87, 87, "branch_lt_s_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::ltS)),
  BRANCH_LE_S_IMM(88, 88, "branch_le_s_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::leS)),
  BRANCH_GE_S_IMM(89, 89, "branch_ge_s_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::geS)),
  BRANCH_GT_S_IMM(90, 90, "branch_gt_s_imm", REG_IMM_OFFSET, BRANCH, condition(Semantics::gtS)),
  MOVE_REG(100, 100, "move_reg", REG_REG, cost(0, fixed(1), Units.NONE), unary(Semantics::moveReg)),
  SBRK(101, -1, "sbrk", REG_REG, UNPRICED),
  COUNT_SET_BITS_64(
      102,
      101,
      "count_set_bits_64",
      REG_REG,
      cost(1, fixed(1), Units.ALU),
      unary(Semantics::countSetBits64)),
  COUNT_SET_BITS_32(
      103,
      102,
      "count_set_bits_32",
      REG_REG,
      cost(1, fixed(1), Units.ALU),
      unary(Semantics::countSetBits32)),
  LEADING_ZERO_BITS_64(
      104,
      103,
      "leading_zero_bits_64",
      REG_REG,
      cost(1, fixed(1), Units.ALU),
      unary(Semantics::leadingZeroBits64)),
  LEADING_ZERO_BITS_32(
      105,
      104,
      "leading_zero_bits_32",
      REG_REG,
      cost(1, fixed(1), Units.ALU),
      unary(Semantics::leadingZeroBits32)),
  TRAILING_ZERO_BITS_64(
      106,
      105,
      "trailing_zero_bits_64",
      REG_REG,
      cost(2, fixed(1), Units.TWO_ALU),
      unary(Semantics::trailingZeroBits64)),
  TRAILING_ZERO_BITS_32(
      107,
      106,
      "trailing_zero_bits_32",
      REG_REG,
      cost(2, fixed(1), Units.TWO_ALU),
      unary(Semantics::trailingZeroBits32)),
  SIGN_EXTEND_8(
      108,
      107,
      "sign_extend_8",
      REG_REG,
      cost(1, fixed(1), Units.ALU),
      unary(Semantics::signExtend8)),
  SIGN_EXTEND_16(
      109,
      108,
      "sign_extend_16",
      REG_REG,
      cost(1, fixed(1), Units.ALU),
      unary(Semantics::signExtend16)),
  ZERO_EXTEND_16(
      110,
      109,
      "zero_extend_16",
      REG_REG,
      cost(1, fixed(1), Units.ALU),
      unary(Semantics::zeroExtend16)),
  REVERSE_BYTES(
      111,
      110,
      "reverse_bytes",
      REG_REG,
      cost(1, overlapAny(1, 2), Units.ALU),
      unary(Semantics::reverseBytes)),
  STORE_IND_U8(120, 120, "store_ind_u8", REG_REG_IMM, MEMORY_STORE, store(1)),
  STORE_IND_U16(121, 121, "store_ind_u16", REG_REG_IMM, MEMORY_STORE, store(2)),
  STORE_IND_U32(122, 122, "store_ind_u32", REG_REG_IMM, MEMORY_STORE, store(4)),
  STORE_IND_U64(123, 123, "store_ind_u64", REG_REG_IMM, MEMORY_STORE, store(8)),
  LOAD_IND_U8(124, 124, "load_ind_u8", REG_REG_IMM, MEMORY_LOAD, load(1)),
  LOAD_IND_I8(125, 125, "load_ind_i8", REG_REG_IMM, MEMORY_LOAD, loadSigned(1)),
  LOAD_IND_U16(126, 126, "load_ind_u16", REG_REG_IMM, MEMORY_LOAD, load(2)),
  LOAD_IND_I16(127, 127, "load_ind_i16", REG_REG_IMM, MEMORY_LOAD, loadSigned(2)),
  LOAD_IND_U32(128, 128, "load_ind_u32", REG_REG_IMM, MEMORY_LOAD, load(4)),
  LOAD_IND_I32(129, 129, "load_ind_i32", REG_REG_IMM, MEMORY_LOAD, loadSigned(4)),
  LOAD_IND_U64(130, 130, "load_ind_u64", REG_REG_IMM, MEMORY_LOAD, load(8)),
  ADD_IMM_32(
      131,
      131,
      "add_imm_32",
      REG_REG_IMM,
      cost(2, overlapAny(2, 3), Units.ALU),
      binary(Semantics::add32)),
  AND_IMM(
      132,
      132,
      "and_imm",
      REG_REG_IMM,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::and)),
  XOR_IMM(
      133,
      133,
      "xor_imm",
      REG_REG_IMM,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::xor)),
  OR_IMM(
      134, 134, "or_imm", REG_REG_IMM, cost(1, overlapAny(1, 2), Units.ALU), binary(Semantics::or)),
  MUL_IMM_32(
      135,
      135,
      "mul_imm_32",
      REG_REG_IMM,
      cost(4, overlapAny(2, 3), Units.MULTIPLY),
      binary(Semantics::mul32)),
  SET_LT_U_IMM(
      136,
      136,
      "set_lt_u_imm",
      REG_REG_IMM,
      cost(3, fixed(3), Units.ALU),
      binary(Semantics::setLtU)),
  SET_LT_S_IMM(
      137,
      137,
      "set_lt_s_imm",
      REG_REG_IMM,
      cost(3, fixed(3), Units.ALU),
      binary(Semantics::setLtS)),
  SHLO_L_IMM_32(
      138,
      138,
      "shlo_l_imm_32",
      REG_REG_IMM,
      cost(2, overlapAny(2, 3), Units.ALU),
      binary(Semantics::shloL32)),
  SHLO_R_IMM_32(
      139,
      139,
      "shlo_r_imm_32",
      REG_REG_IMM,
      cost(2, overlapAny(2, 3), Units.ALU),
      binary(Semantics::shloR32)),
  SHAR_R_IMM_32(
      140,
      140,
      "shar_r_imm_32",
      REG_REG_IMM,
      cost(2, overlapAny(2, 3), Units.ALU),
      binary(Semantics::sharR32)),
  NEG_ADD_IMM_32(
      141,
      141,
      "neg_add_imm_32",
      REG_REG_IMM,
      cost(3, fixed(4), Units.ALU),
      binary(Semantics::negAdd32)),
  SET_GT_U_IMM(
      142,
      142,
      "set_gt_u_imm",
      REG_REG_IMM,
      cost(3, fixed(3), Units.ALU),
      binary(Semantics::setGtU)),
  SET_GT_S_IMM(
      143,
      143,
      "set_gt_s_imm",
      REG_REG_IMM,
      cost(3, fixed(3), Units.ALU),
      binary(Semantics::setGtS)),
  SHLO_L_IMM_ALT_32(
      144,
      144,
      "shlo_l_imm_alt_32",
      REG_REG_IMM,
      cost(2, fixed(4), Units.ALU),
      swapped(Semantics::shloL32)),
  SHLO_R_IMM_ALT_32(
      145,
      145,
      "shlo_r_imm_alt_32",
      REG_REG_IMM,
      cost(2, fixed(4), Units.ALU),
      swapped(Semantics::shloR32)),
  SHAR_R_IMM_ALT_32(
      146,
      146,
      "shar_r_imm_alt_32",
      REG_REG_IMM,
      cost(2, fixed(4), Units.ALU),
      swapped(Semantics::sharR32)),
  CMOV_IZ_IMM(
      147,
      147,
      "cmov_iz_imm",
      REG_REG_IMM,
      cost(2, fixed(3), Units.ALU),
      selectSwapped(Semantics::cmovIz),
      Flag.READS_DESTINATION),
  CMOV_NZ_IMM(
      148,
      148,
      "cmov_nz_imm",
      REG_REG_IMM,
      cost(2, fixed(3), Units.ALU),
      selectSwapped(Semantics::cmovNz),
      Flag.READS_DESTINATION),
  ADD_IMM_64(
      149,
      149,
      "add_imm_64",
      REG_REG_IMM,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::add64)),
  MUL_IMM_64(
      150,
      150,
      "mul_imm_64",
      REG_REG_IMM,
      cost(3, overlapAny(1, 2), Units.MULTIPLY),
      binary(Semantics::mul64)),
  SHLO_L_IMM_64(
      151,
      151,
      "shlo_l_imm_64",
      REG_REG_IMM,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::shloL64)),
  SHLO_R_IMM_64(
      152,
      152,
      "shlo_r_imm_64",
      REG_REG_IMM,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::shloR64)),
  SHAR_R_IMM_64(
      153,
      153,
      "shar_r_imm_64",
      REG_REG_IMM,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::sharR64)),
  NEG_ADD_IMM_64(
      154,
      154,
      "neg_add_imm_64",
      REG_REG_IMM,
      cost(2, fixed(3), Units.ALU),
      binary(Semantics::negAdd64)),
  SHLO_L_IMM_ALT_64(
      155,
      155,
      "shlo_l_imm_alt_64",
      REG_REG_IMM,
      cost(1, fixed(3), Units.ALU),
      swapped(Semantics::shloL64)),
  SHLO_R_IMM_ALT_64(
      156,
      156,
      "shlo_r_imm_alt_64",
      REG_REG_IMM,
      cost(1, fixed(3), Units.ALU),
      swapped(Semantics::shloR64)),
  SHAR_R_IMM_ALT_64(
      157,
      157,
      "shar_r_imm_alt_64",
      REG_REG_IMM,
      cost(1, fixed(3), Units.ALU),
      swapped(Semantics::sharR64)),
  ROT_R_64_IMM(
      158,
      158,
      "rot_r_64_imm",
      REG_REG_IMM,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::rotR64)),
  ROT_R_64_IMM_ALT(
      159,
      159,
      "rot_r_64_imm_alt",
      REG_REG_IMM,
      cost(1, fixed(3), Units.ALU),
      swapped(Semantics::rotR64)),
  ROT_R_32_IMM(
      160,
      160,
      "rot_r_32_imm",
      REG_REG_IMM,
      cost(2, overlapAny(2, 3), Units.ALU),
      binary(Semantics::rotR32)),
  ROT_R_32_IMM_ALT(
      161,
      161,
      "rot_r_32_imm_alt",
      REG_REG_IMM,
      cost(2, fixed(4), Units.ALU),
      swapped(Semantics::rotR32)),
  BRANCH_EQ(170, 170, "branch_eq", REG_REG_OFFSET, BRANCH, condition(Semantics::eq)),
  BRANCH_NE(171, 171, "branch_ne", REG_REG_OFFSET, BRANCH, condition(Semantics::ne)),
  BRANCH_LT_U(172, 172, "branch_lt_u", REG_REG_OFFSET, BRANCH, condition(Semantics::ltU)),
  BRANCH_LT_S(173, 173, "branch_lt_s", REG_REG_OFFSET, BRANCH, condition(Semantics::ltS)),
  BRANCH_GE_U(174, 174, "branch_ge_u", REG_REG_OFFSET, BRANCH, condition(Semantics::geU)),
  BRANCH_GE_S(175, 175, "branch_ge_s", REG_REG_OFFSET, BRANCH, condition(Semantics::geS)),
  LOAD_IMM_JUMP_IND(
      180,
      180,
      "load_imm_jump_ind",
      REG_REG_IMM_IMM,
      cost(22, fixed(1), Units.NONE),
      Flag.TERMINATOR),
  ADD_32(
      190,
      190,
      "add_32",
      REG_REG_REG,
      cost(2, overlapAny(2, 3), Units.ALU),
      binary(Semantics::add32)),
  SUB_32(
      191,
      191,
      "sub_32",
      REG_REG_REG,
      cost(2, overlapAny(2, 3), Units.ALU),
      binary(Semantics::sub32)),
  MUL_32(
      192,
      192,
      "mul_32",
      REG_REG_REG,
      cost(4, overlapAny(2, 3), Units.MULTIPLY),
      binary(Semantics::mul32)),
  DIV_U_32(
      193,
      193,
      "div_u_32",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::divU32)),
  DIV_S_32(
      194,
      194,
      "div_s_32",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::divS32)),
  REM_U_32(
      195,
      195,
      "rem_u_32",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::remU32)),
  REM_S_32(
      196,
      196,
      "rem_s_32",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::remS32)),
  SHLO_L_32(
      197,
      197,
      "shlo_l_32",
      REG_REG_REG,
      cost(2, overlapFirst(3, 4), Units.ALU),
      binary(Semantics::shloL32)),
  SHLO_R_32(
      198,
      198,
      "shlo_r_32",
      REG_REG_REG,
      cost(2, overlapFirst(3, 4), Units.ALU),
      binary(Semantics::shloR32)),
  SHAR_R_32(
      199,
      199,
      "shar_r_32",
      REG_REG_REG,
      cost(2, overlapFirst(3, 4), Units.ALU),
      binary(Semantics::sharR32)),
  ADD_64(
      200,
      200,
      "add_64",
      REG_REG_REG,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::add64)),
  SUB_64(
      201,
      201,
      "sub_64",
      REG_REG_REG,
      cost(1, overlapAny(1, 2), Units.ALU),
      binary(Semantics::sub64)),
  MUL_64(
      202,
      202,
      "mul_64",
      REG_REG_REG,
      cost(3, overlapAny(1, 2), Units.MULTIPLY),
      binary(Semantics::mul64)),
  DIV_U_64(
      203,
      203,
      "div_u_64",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::divU64)),
  DIV_S_64(
      204,
      204,
      "div_s_64",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::divS64)),
  REM_U_64(
      205,
      205,
      "rem_u_64",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::remU64)),
  REM_S_64(
      206,
      206,
      "rem_s_64",
      REG_REG_REG,
      cost(60, fixed(4), Units.DIVIDE),
      binary(Semantics::remS64)),
  SHLO_L_64(
      207,
      207,
      "shlo_l_64",
      REG_REG_REG,
      cost(1, overlapFirst(2, 3), Units.ALU),
      binary(Semantics::shloL64)),
  SHLO_R_64(
      208,
      208,
      "shlo_r_64",
      REG_REG_REG,
      cost(1, overlapFirst(2, 3), Units.ALU),
      binary(Semantics::shloR64)),
  SHAR_R_64(
      209,
      209,
      "shar_r_64",
      REG_REG_REG,
      cost(1, overlapFirst(2, 3), Units.ALU),
      binary(Semantics::sharR64)),
  AND(210, 210, "and", REG_REG_REG, cost(1, overlapAny(1, 2), Units.ALU), binary(Semantics::and)),
  XOR(211, 211, "xor", REG_REG_REG, cost(1, overlapAny(1, 2), Units.ALU), binary(Semantics::xor)),
  OR(212, 212, "or", REG_REG_REG, cost(1, overlapAny(1, 2), Units.ALU), binary(Semantics::or)),
  MUL_UPPER_S_S(
      213,
      213,
      "mul_upper_s_s",
      REG_REG_REG,
      cost(4, fixed(4), Units.MULTIPLY),
      binary(Semantics::mulUpperSS)),
  MUL_UPPER_U_U(
      214,
      214,
      "mul_upper_u_u",
      REG_REG_REG,
      cost(4, fixed(4), Units.MULTIPLY),
      binary(Semantics::mulUpperUU)),
  MUL_UPPER_S_U(
      215,
      215,
      "mul_upper_s_u",
      REG_REG_REG,
      cost(6, fixed(4), Units.MULTIPLY),
      binary(Semantics::mulUpperSU)),
  SET_LT_U(
      216, 216, "set_lt_u", REG_REG_REG, cost(3, fixed(3), Units.ALU), binary(Semantics::setLtU)),
  SET_LT_S(
      217, 217, "set_lt_s", REG_REG_REG, cost(3, fixed(3), Units.ALU), binary(Semantics::setLtS)),
  CMOV_IZ(
      218,
      218,
      "cmov_iz",
      REG_REG_REG,
      cost(2, fixed(2), Units.ALU),
      select(Semantics::cmovIz),
      Flag.READS_DESTINATION),
  CMOV_NZ(
      219,
      219,
      "cmov_nz",
      REG_REG_REG,
      cost(2, fixed(2), Units.ALU),
      select(Semantics::cmovNz),
      Flag.READS_DESTINATION),
  ROT_L_64(
      220,
      220,
      "rot_l_64",
      REG_REG_REG,
      cost(1, overlapFirst(2, 3), Units.ALU),
      binary(Semantics::rotL64)),
  ROT_L_32(
      221,
      221,
      "rot_l_32",
      REG_REG_REG,
      cost(2, overlapFirst(3, 4), Units.ALU),
      binary(Semantics::rotL32)),
  ROT_R_64(
      222,
      222,
      "rot_r_64",
      REG_REG_REG,
      cost(1, overlapFirst(2, 3), Units.ALU),
      binary(Semantics::rotR64)),
  ROT_R_32(
      223,
      223,
      "rot_r_32",
      REG_REG_REG,
      cost(2, overlapFirst(3, 4), Units.ALU),
      binary(Semantics::rotR32)),
  AND_INV(
      224, 224, "and_inv", REG_REG_REG, cost(2, fixed(3), Units.ALU), binary(Semantics::andInv)),
  OR_INV(225, 225, "or_inv", REG_REG_REG, cost(2, fixed(3), Units.ALU), binary(Semantics::orInv)),
  XNOR(
      226, 226, "xnor", REG_REG_REG, cost(2, overlapAny(2, 3), Units.ALU), binary(Semantics::xnor)),
  MAX(227, 227, "max", REG_REG_REG, cost(3, overlapAny(2, 3), Units.ALU), binary(Semantics::max)),
  MAX_U(
      228,
      228,
      "max_u",
      REG_REG_REG,
      cost(3, overlapAny(2, 3), Units.ALU),
      binary(Semantics::maxU)),
  MIN(229, 229, "min", REG_REG_REG, cost(3, overlapAny(2, 3), Units.ALU), binary(Semantics::min)),
  MIN_U(
      230,
      230,
      "min_u",
      REG_REG_REG,
      cost(3, overlapAny(2, 3), Units.ALU),
      binary(Semantics::minU));

  /** Properties that other parts of the project ask for. */
  public enum Flag {
    /** Ends its basic block. */
    TERMINATOR,
    /** Continues at one of two places; always a terminator too. */
    CONDITIONAL,
    /** Reads memory. */
    LOAD,
    /** Writes memory. */
    STORE,
    /**
     * Only computes its destination register from its operands; no memory, control or host effect.
     */
    PURE,
    /** The destination keeps its old value in some cases, so it is an operand too. */
    READS_DESTINATION
  }

  private static final Opcode[] BY_CODE_072 = index(Profile.GP_0_7_2);
  private static final Opcode[] BY_CODE_080 = index(Profile.GP_0_8_0);

  private final int code072;
  private final int code080;
  private final String mnemonic;
  private final OperandFormat format;
  private final PipelineCost pipelineCost;
  private final Set<Flag> flags;
  private final MemoryAccess access;
  private final Alu alu;
  private final Condition condition;

  Opcode(
      int code072,
      int code080,
      String mnemonic,
      OperandFormat format,
      PipelineCost cost,
      Flag... flags) {
    this(code072, code080, mnemonic, format, cost, null, null, null, flags);
  }

  Opcode(
      int code072,
      int code080,
      String mnemonic,
      OperandFormat format,
      PipelineCost cost,
      Alu alu,
      Flag... more) {
    this(code072, code080, mnemonic, format, cost, null, alu, null, more);
    flags.add(Flag.PURE);
  }

  Opcode(
      int code072,
      int code080,
      String mnemonic,
      OperandFormat format,
      PipelineCost cost,
      Condition condition) {
    this(
        code072,
        code080,
        mnemonic,
        format,
        cost,
        null,
        null,
        condition,
        Flag.TERMINATOR,
        Flag.CONDITIONAL);
  }

  Opcode(
      int code072,
      int code080,
      String mnemonic,
      OperandFormat format,
      PipelineCost cost,
      MemoryAccess access) {
    this(
        code072,
        code080,
        mnemonic,
        format,
        cost,
        access,
        null,
        null,
        access.store() ? Flag.STORE : Flag.LOAD);
  }

  Opcode(
      int code072,
      int code080,
      String mnemonic,
      OperandFormat format,
      PipelineCost pipelineCost,
      MemoryAccess access,
      Alu alu,
      Condition condition,
      Flag... flags) {
    this.code072 = code072;
    this.code080 = code080;
    this.mnemonic = mnemonic;
    this.format = format;
    this.pipelineCost = pipelineCost;
    this.access = access;
    this.alu = alu;
    this.condition = condition;
    this.flags = EnumSet.noneOf(Flag.class);
    Collections.addAll(this.flags, flags);
  }

  private static Opcode[] index(Profile profile) {
    Opcode[] table = new Opcode[256];
    for (Opcode opcode : values()) {
      int code = opcode.code(profile);
      if (code >= 0) {
        if (table[code] != null) {
          throw new IllegalStateException(opcode + " and " + table[code] + " share number " + code);
        }
        table[code] = opcode;
      }
    }
    return table;
  }

  /** The number of this instruction in the profile, or -1 if the profile lacks it. */
  public int code(Profile profile) {
    return switch (profile) {
      case GP_0_7_2 -> code072;
      case GP_0_8_0 -> code080;
    };
  }

  /** The instruction with this number (0 to 255) in the profile, or null if there is none. */
  public static Opcode byCode(Profile profile, int code) {
    return switch (profile) {
      case GP_0_7_2 -> BY_CODE_072[code];
      case GP_0_8_0 -> BY_CODE_080[code];
    };
  }

  public boolean existsIn(Profile profile) {
    return code(profile) >= 0;
  }

  /** The name as the Gray Paper spells it. */
  public String mnemonic() {
    return mnemonic;
  }

  public OperandFormat format() {
    return format;
  }

  public PipelineCost pipelineCost() {
    return pipelineCost;
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  public boolean isTerminator() {
    return flags.contains(Flag.TERMINATOR);
  }

  /** Whether this is one of the branch instructions, with a taken and a fall-through side. */
  public boolean isConditional() {
    return flags.contains(Flag.CONDITIONAL);
  }

  /** What a load or store does to memory; null for all others. */
  public MemoryAccess access() {
    return access;
  }

  /**
   * Whether {@link #evaluate} is defined: the instruction computes its destination with a function.
   */
  public boolean isAlu() {
    return alu != null;
  }

  /**
   * The value that a computing instruction leaves in its destination; which operand is which is
   * said at {@link Alu}.
   *
   * @throws UnsupportedOperationException unless {@link #isAlu}
   */
  public long evaluate(long first, long second, long old) {
    if (alu == null) {
      throw new UnsupportedOperationException(mnemonic + " does not compute a value");
    }
    return alu.apply(first, second, old);
  }

  /**
   * Whether a branch is taken: left is register A, right is register B or the immediate.
   *
   * @throws UnsupportedOperationException unless {@link #isConditional}
   */
  public boolean taken(long left, long right) {
    if (condition == null) {
      throw new UnsupportedOperationException(mnemonic + " has no condition");
    }
    return condition.test(left, right);
  }
}
