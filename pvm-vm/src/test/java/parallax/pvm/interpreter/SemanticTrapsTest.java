package parallax.pvm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parallax.pvm.codec.Instruction.imm;
import static parallax.pvm.codec.Instruction.none;
import static parallax.pvm.codec.Instruction.offset;
import static parallax.pvm.codec.Instruction.regImm;
import static parallax.pvm.codec.Instruction.regImmOffset;
import static parallax.pvm.codec.Instruction.regReg;
import static parallax.pvm.codec.Instruction.regRegImm;
import static parallax.pvm.codec.Instruction.regRegImmImm;
import static parallax.pvm.codec.Instruction.regRegOffset;
import static parallax.pvm.codec.Instruction.regRegReg;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.fixture.Engine;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.ExitReason.HostCall;
import parallax.pvm.machine.ExitReason.OutOfGas;
import parallax.pvm.machine.ExitReason.PageFault;
import parallax.pvm.machine.ExitReason.Panic;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BlobException;
import parallax.pvm.program.BlobReader;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardLayout;

/**
 * The places where implementations of the PVM went wrong, by their number in the project's list, as
 * profile gp-0.7.2 has them. Where 0.8.0 differs (11, 15, 26, 27, 30, 31), its half is in {@link
 * BlockGasTest}.
 */
@ParameterizedClass
@EnumSource
final class SemanticTrapsTest {

  @Parameter Engine engine;

  private Machine machine(ProgramBlob blob) {
    return machine(blob, new PagedMemory());
  }

  private Machine machine(ProgramBlob blob, PagedMemory memory) {
    return Code.machine(engine, blob, memory);
  }

  private Machine standard(ProgramBlob blob, int heapPages, int stackSize) {
    return Code.standard(engine, blob, heapPages, stackSize);
  }

  private static final Instruction TRAP = none(Opcode.TRAP);
  private static final int NO_PREVIOUS = ExitReason.NO_PREVIOUS;

  /** The result register 5 of one three-register instruction on these values. */
  private long compute(Opcode opcode, long a, long b) {
    Machine machine = machine(Code.of(regRegReg(opcode, 5, 3, 4)));
    machine.setRegister(3, a);
    machine.setRegister(4, b);
    machine.run();
    return machine.register(5);
  }

  private long computeImm(Opcode opcode, long b, long immediate) {
    Machine machine = machine(Code.of(regRegImm(opcode, 5, 3, immediate)));
    machine.setRegister(3, b);
    machine.run();
    return machine.register(5);
  }

  private long computeOne(Opcode opcode, long a) {
    Machine machine = machine(Code.of(regReg(opcode, 5, 3)));
    machine.setRegister(3, a);
    machine.run();
    return machine.register(5);
  }

  private static PagedMemory writable(long address, long length) {
    PagedMemory memory = new PagedMemory();
    memory.setAccess(address, length, PageAccess.WRITE);
    return memory;
  }

  @Test
  @DisplayName("1: results of 32-bit operations are sign-extended, unsigned ones too")
  void trap01() {
    assertThat(compute(Opcode.DIV_U_32, 0xFFFFFFFEL, 1)).isEqualTo(-2);
    assertThat(compute(Opcode.REM_U_32, 0xFFFFFFFEL, 0xFFFFFFFFL)).isEqualTo(-2);
    assertThat(compute(Opcode.SHLO_R_32, 0x80000000L, 0)).isEqualTo(0xFFFFFFFF80000000L);
    assertThat(compute(Opcode.ADD_32, 0x7FFFFFFF, 1)).isEqualTo(0xFFFFFFFF80000000L);
  }

  @Test
  @DisplayName("2: rem_u_32 by zero gives the sign-extended low half of the dividend")
  void trap02() {
    assertThat(compute(Opcode.REM_U_32, 0x1_80000001L, 0)).isEqualTo(0xFFFFFFFF80000001L);
    assertThat(compute(Opcode.REM_U_32, 0x1_80000001L, 0x5_00000000L))
        .isEqualTo(0xFFFFFFFF80000001L);
  }

  @Test
  @DisplayName(
      "3: signed division rounds toward zero, the remainder has the dividend's sign, overflow is defined")
  void trap03() {
    assertThat(compute(Opcode.DIV_S_64, -7, 2)).isEqualTo(-3);
    assertThat(compute(Opcode.REM_S_64, -7, 2)).isEqualTo(-1);
    assertThat(compute(Opcode.REM_S_64, 7, -2)).isEqualTo(1);
    assertThat(compute(Opcode.DIV_S_32, -7, 2)).isEqualTo(-3);
    assertThat(compute(Opcode.REM_S_32, -7, 2)).isEqualTo(-1);
    assertThat(compute(Opcode.DIV_S_64, Long.MIN_VALUE, -1)).isEqualTo(Long.MIN_VALUE);
    assertThat(compute(Opcode.REM_S_64, Long.MIN_VALUE, -1)).isZero();
    assertThat(compute(Opcode.DIV_S_32, 0x80000000L, 0xFFFFFFFFL)).isEqualTo(Integer.MIN_VALUE);
    assertThat(compute(Opcode.REM_S_32, 0x80000000L, 0xFFFFFFFFL)).isZero();
    assertThat(compute(Opcode.DIV_S_64, 5, 0)).isEqualTo(-1);
    assertThat(compute(Opcode.DIV_U_32, 5, 0)).isEqualTo(-1);
  }

  @Test
  @DisplayName("4: shift counts are masked, immediate ones too; the alt forms swap the roles")
  void trap04() {
    assertThat(compute(Opcode.SHLO_L_64, 1, 65)).isEqualTo(2);
    assertThat(compute(Opcode.SHLO_L_32, 1, 33)).isEqualTo(2);
    assertThat(computeImm(Opcode.SHLO_L_IMM_64, 1, 65)).isEqualTo(2);
    assertThat(computeImm(Opcode.SHAR_R_IMM_32, -8, 33)).isEqualTo(-4);
    assertThat(computeImm(Opcode.SHLO_R_IMM_64, -1, -1)).isEqualTo(1);
    assertThat(computeImm(Opcode.SHLO_L_IMM_ALT_64, 3, 5)).isEqualTo(40);
    assertThat(computeImm(Opcode.SHLO_L_IMM_64, 3, 5)).isEqualTo(96);
    assertThat(computeImm(Opcode.SHAR_R_IMM_ALT_32, 33, -8)).isEqualTo(-4);
  }

  @Test
  @DisplayName("5: rot_r_*_imm_alt rotates the sign-extended immediate, also onto its own source")
  void trap05() {
    assertThat(computeImm(Opcode.ROT_R_64_IMM_ALT, 4, -2)).isEqualTo(0xEFFFFFFFFFFFFFFFL);
    assertThat(computeImm(Opcode.ROT_R_32_IMM_ALT, 4, -2)).isEqualTo(0xFFFFFFFFEFFFFFFFL);
    Machine machine = machine(Code.of(regRegImm(Opcode.ROT_R_64_IMM_ALT, 3, 3, 0x10)));
    machine.setRegister(3, 4);
    machine.run();
    assertThat(machine.register(3)).isEqualTo(1);
  }

  @Test
  @DisplayName("6: neg_add_imm subtracts the register from the immediate")
  void trap06() {
    assertThat(computeImm(Opcode.NEG_ADD_IMM_64, 3, 10)).isEqualTo(7);
    assertThat(computeImm(Opcode.NEG_ADD_IMM_64, Long.MIN_VALUE, 0)).isEqualTo(Long.MIN_VALUE);
    assertThat(computeImm(Opcode.NEG_ADD_IMM_32, 0x80000000L, 0)).isEqualTo(Integer.MIN_VALUE);
    assertThat(computeImm(Opcode.NEG_ADD_IMM_32, 1, Integer.MIN_VALUE))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  @DisplayName("7: mul_upper with values of 64 bits; in s_u the first operand is the signed one")
  void trap07() {
    assertThat(compute(Opcode.MUL_UPPER_U_U, -1, -1)).isEqualTo(-2);
    assertThat(compute(Opcode.MUL_UPPER_S_S, -1, -1)).isZero();
    assertThat(compute(Opcode.MUL_UPPER_S_U, -1, 2)).isEqualTo(-1);
    assertThat(compute(Opcode.MUL_UPPER_S_U, 2, -1)).isEqualTo(1);
    assertThat(compute(Opcode.MUL_UPPER_U_U, Long.MIN_VALUE, 2)).isEqualTo(1);
  }

  @Test
  @DisplayName("8: counting zeros of 0, and 32-bit counting below garbage in the high half")
  void trap08() {
    assertThat(computeOne(Opcode.LEADING_ZERO_BITS_64, 0)).isEqualTo(64);
    assertThat(computeOne(Opcode.TRAILING_ZERO_BITS_64, 0)).isEqualTo(64);
    assertThat(computeOne(Opcode.LEADING_ZERO_BITS_32, 0xABC_00000000L)).isEqualTo(32);
    assertThat(computeOne(Opcode.TRAILING_ZERO_BITS_32, 0xABC_00000000L)).isEqualTo(32);
    assertThat(computeOne(Opcode.COUNT_SET_BITS_32, 0xFFFFFFFF_00000001L)).isEqualTo(1);
    assertThat(computeOne(Opcode.LEADING_ZERO_BITS_32, 0xFFFFFFFF_00000001L)).isEqualTo(31);
  }

  @Test
  @DisplayName("9: store_imm_u64 stores its immediate sign-extended")
  void trap09() {
    PagedMemory memory = writable(0x20000, 4096);
    Machine machine =
        machine(
            Code.of(
                Instruction.immImm(Opcode.STORE_IMM_U64, 0x20000, -2),
                Instruction.regImmImm(Opcode.STORE_IMM_IND_U64, 3, 0x20008, Integer.MIN_VALUE)),
            memory);
    machine.run();
    assertThat(memory.loadU64(0x20000)).isEqualTo(-2);
    assertThat(memory.loadU64(0x20008)).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  @DisplayName("10: load_i8, load_i16 and load_i32 sign-extend, the u forms do not")
  void trap10() {
    PagedMemory memory = writable(0x20000, 4096);
    memory.write(
        0x20000, new byte[] {(byte) 0xF0, (byte) 0xF1, (byte) 0xF2, (byte) 0xF3, 4, 5, 6, 7});
    Opcode[] opcodes = {
      Opcode.LOAD_I8,
      Opcode.LOAD_I16,
      Opcode.LOAD_I32,
      Opcode.LOAD_U8,
      Opcode.LOAD_U16,
      Opcode.LOAD_U32,
      Opcode.LOAD_U64
    };
    Opcode[] indirect = {
      Opcode.LOAD_IND_I8,
      Opcode.LOAD_IND_I16,
      Opcode.LOAD_IND_I32,
      Opcode.LOAD_IND_U8,
      Opcode.LOAD_IND_U16,
      Opcode.LOAD_IND_U32,
      Opcode.LOAD_IND_U64
    };
    long[] expected = {
      -16, (short) 0xF1F0, 0xF3F2F1F0, 0xF0, 0xF1F0, 0xF3F2F1F0L, 0x07060504_F3F2F1F0L
    };
    for (int i = 0; i < opcodes.length; i++) {
      Machine machine =
          machine(
              Code.of(regImm(opcodes[i], 3, 0x20000), regRegImm(indirect[i], 4, 5, -16)), memory);
      machine.setRegister(5, 0x20010);
      machine.run();
      assertThat(machine.register(3)).as(opcodes[i].mnemonic()).isEqualTo(expected[i]);
      assertThat(machine.register(4)).as(indirect[i].mnemonic()).isEqualTo(expected[i]);
    }
  }

  @Test
  @DisplayName("11: the target of a branch matters only if it is taken")
  void trap11() {
    // Target 1 is inside the branch itself.
    ProgramBlob blob =
        Code.of(regRegOffset(Opcode.BRANCH_EQ, 3, 4, 1), regImm(Opcode.LOAD_IMM, 5, 9));
    Machine taken = machine(blob);
    assertThat(taken.run()).isEqualTo(new Panic(0, NO_PREVIOUS));
    Machine notTaken = machine(blob);
    notTaken.setRegister(3, 1);
    assertThat(notTaken.run()).isEqualTo(new Panic(6, 3));
    assertThat(notTaken.register(5)).isEqualTo(9);
  }

  @Test
  @DisplayName("12: a branch that is not taken at the end of the code traps behind the end")
  void trap12() {
    Machine machine = machine(Code.of(regRegOffset(Opcode.BRANCH_NE, 3, 4, 0)));
    assertThat(machine.run()).isEqualTo(new Panic(2, 0));
    assertThat(machine.gas().remaining()).isEqualTo(Code.GAS - 2);
  }

  @Test
  @DisplayName(
      "13: dynamic jumps: 0, odd, past the table, to no block start, past the code; the halt address wins")
  void trap13() {
    Instruction jump = regImm(Opcode.JUMP_IND, 3, 0);
    ProgramBlob blob =
        Code.withTable(new int[] {2, 3, 4, 100}, jump, TRAP, TRAP, regReg(Opcode.MOVE_REG, 1, 1));
    assertThat(jumpTo(blob, 0)).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(jumpTo(blob, 1)).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(jumpTo(blob, 3)).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(jumpTo(blob, 2)).isEqualTo(new Panic(2, 0));
    assertThat(jumpTo(blob, 4)).isEqualTo(new Panic(3, 0));
    assertThat(jumpTo(blob, 6)).isEqualTo(new Panic(6, 4));
    assertThat(jumpTo(blob, 8)).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(jumpTo(blob, 10)).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(jumpTo(blob, 0x5_00000002L)).isEqualTo(new Panic(2, 0));
    assertThat(jumpTo(blob, 0xFFFF0000L)).isEqualTo(new ExitReason.Halt(0, NO_PREVIOUS));
    assertThat(jumpTo(blob, 0xFFFFFFFF_FFFF0000L)).isEqualTo(new ExitReason.Halt(0, NO_PREVIOUS));
    ProgramBlob inside = Code.withTable(new int[] {1}, jump);
    assertThat(jumpTo(inside, 2)).isEqualTo(new Panic(0, NO_PREVIOUS));
    // A table long enough to reach the halt address does not take it over.
    ProgramBlob huge = Code.withTable(new int[0x7FFF8000 / 0x4000], jump);
    assertThat(jumpTo(huge, 0xFFFF0000L)).isEqualTo(new ExitReason.Halt(0, NO_PREVIOUS));
  }

  private ExitReason jumpTo(ProgramBlob blob, long address) {
    Machine machine = machine(blob);
    machine.setRegister(3, address);
    return machine.run();
  }

  @Test
  @DisplayName("14: an invalid opcode behind a terminator is no block start")
  void trap14() {
    ProgramBlob blob = Code.raw(new int[] {40, 2, 255}, 0, 2);
    assertThat(machine(blob).run()).isEqualTo(new Panic(0, NO_PREVIOUS));
    ProgramBlob valid = Code.raw(new int[] {40, 2, 1}, 0, 2);
    assertThat(machine(valid).run()).isEqualTo(new Panic(3, 2));
  }

  @Test
  @DisplayName("15: at most 24 argument bytes are skipped; landing on an unmarked byte is a trap")
  void trap15() {
    int[] code = new int[40];
    code[0] = 1;
    code[25] = 1;
    // 25 is reached because 24 bytes are skipped; from there the end of the code is nearer than 24
    // bytes.
    assertThat(machine(Code.raw(code, 0, 25)).run()).isEqualTo(new Panic(40, 25));
    Machine unmarked = machine(Code.raw(code, 0, 30));
    assertThat(unmarked.run()).isEqualTo(new Panic(25, 0));
  }

  @Test
  @DisplayName("16: padding bits of the bitmask must be zero")
  void trap16() {
    assertThatThrownBy(() -> BlobReader.readBlob(HexFormat.of().parseHex("0000010081")))
        .isInstanceOf(BlobException.class)
        .hasMessageContaining("padding");
  }

  @Test
  @DisplayName(
      "17: register fields above 12 mean 12, the whole byte of D in the three-register form")
  void trap17() {
    Machine moved = machine(Code.raw(new int[] {100, 0xFD, 0}, 0, 2));
    moved.setRegister(12, 77);
    moved.setRegister(0, 5);
    moved.run();
    assertThat(moved.register(12)).isEqualTo(77);
    // D byte 16 is register 12 for the paper; an implementation that takes the low half would write
    // register 0.
    Machine added = machine(Code.raw(new int[] {200, 0x11, 16, 0}, 0, 3));
    added.setRegister(1, 21);
    added.run();
    assertThat(added.register(12)).isEqualTo(42);
    assertThat(added.register(0)).isZero();
  }

  @Test
  @DisplayName("18: load_imm_64 reads eight bytes whatever the mask says, zeros past the end")
  void trap18() {
    Machine shortSkip = machine(Code.raw(new int[] {20, 3, 0, 1, 2, 3, 4, 5, 6, 7}, 0, 2));
    shortSkip.run();
    assertThat(shortSkip.register(3)).isEqualTo(0x0706050403020100L);
    Machine pastEnd = machine(Code.raw(new int[] {20, 3, 0xFF, 0xFE}, 0));
    pastEnd.run();
    assertThat(pastEnd.register(3)).isEqualTo(0xFEFF);
  }

  @Test
  @DisplayName("19: immediate lengths of 5 to 7 count as 4, for what follows too")
  void trap19() {
    for (int field = 4; field < 16; field++) {
      int length = Math.min(4, field % 8);
      // load_imm_jump r1, X, target: the target lies at 2 + length.
      int[] code = {80, field << 4 | 1, 1, 1, 1, 1, 9, 0, 0};
      code[2 + length] = 7;
      ProgramBlob blob = Code.raw(code, 0, 7, 8);
      if (length == 4) {
        Machine machine = machine(blob);
        assertThat(machine.run()).isEqualTo(new Panic(7, 0));
        assertThat(machine.register(1)).isEqualTo(0x01010101);
      }
    }
    PagedMemory memory = writable(0x20000, 4096);
    Machine store = machine(Code.raw(new int[] {30, 7, 0, 0, 2, 0, 0x55, 0}, 0, 7), memory);
    store.run();
    assertThat(memory.loadU64(0x20000)).isEqualTo(0x55);
  }

  @Test
  @DisplayName("20: a store to a read-only page is a page fault")
  void trap20() {
    PagedMemory memory = new PagedMemory();
    memory.setAccess(0x20000, 4096, PageAccess.READ);
    Machine machine = machine(Code.of(regImm(Opcode.STORE_U8, 3, 0x20123)), memory);
    assertThat(machine.run()).isEqualTo(new PageFault(0, NO_PREVIOUS, 0x20000));
  }

  @Test
  @DisplayName("21: below 64 KiB an access panics, from 64 KiB on it faults")
  void trap21() {
    for (long address : new long[] {0, 0x3FFF, 0x4000, 0xFFF8, 0xFFFF}) {
      Machine machine = machine(Code.of(regImm(Opcode.LOAD_U8, 3, address)));
      assertThat(machine.run()).as("%x", address).isEqualTo(new Panic(0, NO_PREVIOUS));
    }
    Machine machine = machine(Code.of(regImm(Opcode.LOAD_U8, 3, 0x10000)));
    assertThat(machine.run()).isEqualTo(new PageFault(0, NO_PREVIOUS, 0x10000));
  }

  @Test
  @DisplayName(
      "22: an access across two pages of which the second is missing faults there and writes nothing")
  void trap22() {
    PagedMemory memory = writable(0x20000, 4096);
    Machine machine = machine(Code.of(regImm(Opcode.STORE_U64, 3, 0x20FFC)), memory);
    machine.setRegister(3, -1);
    assertThat(machine.run()).isEqualTo(new PageFault(0, NO_PREVIOUS, 0x21000));
    assertThat(memory.loadU32(0x20FFC)).isZero();
  }

  @Test
  @DisplayName("23: addresses wrap at 2^32, in the sum and within an access")
  void trap23() {
    PagedMemory memory = writable(0x20000, 4096);
    memory.store8(0x20000, 7);
    Machine machine = machine(Code.of(regRegImm(Opcode.LOAD_IND_U8, 3, 4, 0x20001)), memory);
    machine.setRegister(4, 0xFFFFFFFFL);
    machine.run();
    assertThat(machine.register(3)).isEqualTo(7);
    PagedMemory top = writable(0xFFFFF000L, 4096);
    assertThat(machine(Code.of(regImm(Opcode.LOAD_U16, 3, -1)), top).run())
        .isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(machine(Code.of(regImm(Opcode.LOAD_U16, 3, -1))).run())
        .isEqualTo(new PageFault(0, NO_PREVIOUS, 0xFFFFF000L));
  }

  @Test
  @DisplayName("24: a host access of no bytes is always allowed")
  void trap24() {
    PagedMemory memory = new PagedMemory();
    assertThat(memory.isReadable(0, 0)).isTrue();
    assertThat(memory.isWritable(0, 0)).isTrue();
    assertThat(memory.isWritable(-1, 0)).isTrue();
  }

  @Test
  @DisplayName("25: an instruction that faults is charged, each time it is tried")
  void trap25() {
    Machine machine =
        machine(Code.of(none(Opcode.FALLTHROUGH), regImm(Opcode.LOAD_U8, 3, 0x20000)));
    assertThat(machine.run()).isInstanceOf(PageFault.class);
    assertThat(machine.gas().remaining()).isEqualTo(Code.GAS - 2);
    assertThat(machine.run()).isInstanceOf(PageFault.class);
    assertThat(machine.gas().remaining()).isEqualTo(Code.GAS - 3);
  }

  @Test
  @DisplayName(
      "26: out of gas stops before the first instruction that cannot be paid; what is left is 0")
  void trap26() {
    Machine machine =
        machine(Code.of(regImm(Opcode.LOAD_IMM, 3, 1), regImm(Opcode.LOAD_IMM, 4, 1)));
    machine.gas().set(0);
    assertThat(machine.run()).isEqualTo(new OutOfGas(0, NO_PREVIOUS));
    machine.gas().set(1);
    assertThat(machine.run()).isEqualTo(new OutOfGas(3, 0));
    assertThat(machine.gas().remaining()).isZero();
    assertThat(machine.register(3)).isEqualTo(1);
    assertThat(machine.register(4)).isZero();
  }

  @Test
  @DisplayName(
      "27: a host call is reported at its own position and resumed behind it, charged once")
  void trap27() {
    Machine machine = machine(Code.of(imm(Opcode.ECALLI, -5), regImm(Opcode.LOAD_IMM, 3, 1)));
    assertThat(machine.run()).isEqualTo(new HostCall(0, NO_PREVIOUS, -5));
    assertThat(machine.pc()).isZero();
    assertThat(machine.gas().remaining()).isEqualTo(Code.GAS - 1);
    assertThat(machine.run()).isEqualTo(new Panic(5, 2));
    assertThat(machine.gas().remaining()).isEqualTo(Code.GAS - 3);
    assertThat(machine.register(3)).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "28: sbrk returns the old end, counts bytes, maps whole pages, and starts behind the zero pages")
  void trap28() {
    Machine machine = standard(Code.of(regReg(Opcode.SBRK, 3, 4)), 2, 4096);
    long start = 0x20000 + 2 * 4096;
    assertThat(sbrk(machine, 0)).isEqualTo(start);
    assertThat(machine.memory().isWritable(start, 1)).isFalse();
    assertThat(sbrk(machine, 1)).isEqualTo(start);
    assertThat(machine.heapEnd()).isEqualTo(start + 1);
    assertThat(machine.memory().isWritable(start, 4096)).isTrue();
    assertThat(machine.memory().isReadable(start + 4096, 1)).isFalse();
    assertThat(sbrk(machine, 4095)).isEqualTo(start + 1);
    assertThat(machine.memory().isReadable(start + 4096, 1)).isFalse();
    assertThat(sbrk(machine, 4097)).isEqualTo(start + 4096);
    assertThat(machine.memory().isWritable(start + 4096, 8192)).isTrue();
    assertThat(sbrk(machine, 0)).isEqualTo(start + 8193);
  }

  @Test
  @DisplayName("29: sbrk past one zone below the stack changes nothing and returns 0")
  void trap29() {
    Machine machine = standard(Code.of(regReg(Opcode.SBRK, 3, 4)), 1, 4096);
    long start = 0x20000 + 4096;
    long limit = StandardLayout.STACK_TOP - 4096 - StandardLayout.ZONE_SIZE;
    assertThat(sbrk(machine, limit - start + 1)).isZero();
    assertThat(sbrk(machine, -1)).isZero();
    assertThat(sbrk(machine, 1L << 32)).isZero();
    assertThat(sbrk(machine, Long.MIN_VALUE)).isZero();
    assertThat(machine.heapEnd()).isEqualTo(start);
    assertThat(machine.memory().isReadable(start, 1)).isFalse();
    assertThat(sbrk(machine, limit - start)).isEqualTo(start);
    assertThat(machine.heapEnd()).isEqualTo(limit);
    assertThat(machine.memory().isWritable(start, limit - start)).isTrue();
    assertThat(machine.memory().isReadable(limit, 1)).isFalse();
    assertThat(sbrk(machine, 0)).isEqualTo(limit);
    assertThat(sbrk(machine, 1)).isZero();
  }

  private long sbrk(Machine machine, long bytes) {
    machine.setPc(0);
    machine.setRegister(4, bytes);
    machine.run();
    return machine.register(3);
  }

  @Test
  @DisplayName("30: starting inside a block costs only what executes under flat gas")
  void trap30() {
    Machine machine =
        machine(Code.of(regImm(Opcode.LOAD_IMM, 3, 1), regImm(Opcode.LOAD_IMM, 4, 1), TRAP));
    machine.setPc(3);
    assertThat(machine.run()).isEqualTo(new Panic(6, 3));
    assertThat(machine.gas().remaining()).isEqualTo(Code.GAS - 2);
    assertThat(machine.register(3)).isZero();
  }

  @Test
  @DisplayName("32: lengths are naturals of the Gray Paper, not SCALE compact numbers")
  void trap32() throws BlobException {
    // 64 is 0x40 here; in SCALE it would be two bytes.
    byte[] bytes = new byte[3 + 64 + 8];
    bytes[2] = 0x40;
    assertThat(BlobReader.readBlob(bytes).code()).hasSize(64);
    byte[] longer = new byte[4 + 128 + 16];
    longer[2] = (byte) 0x80;
    longer[3] = (byte) 0x80;
    assertThat(BlobReader.readBlob(longer).code()).hasSize(128);
  }

  @Test
  @DisplayName("33: entry sizes of 0 and above 4, numbers not in shortest form, bytes left over")
  void trap33() throws BlobException {
    assertThat(BlobReader.readBlob(HexFormat.of().parseHex("0000010001")).jumpTableLength())
        .isZero();
    assertThat(
            BlobReader.readBlob(
                    HexFormat.of().parseHex("0108010000000000000000 0001".replace(" ", "")))
                .jumpTable())
        .containsExactly(0);
    for (String bad : new String[] {"800000010001", "000001000100", "01000100 01"}) {
      assertThatThrownBy(() -> BlobReader.readBlob(HexFormat.of().parseHex(bad.replace(" ", ""))))
          .isInstanceOf(BlobException.class);
    }
  }

  @Test
  @DisplayName("34: accumulate enters at position 5")
  void trap34() {
    byte[] program =
        BlobWriter.writeStandard(
            Code.program(
                Code.of(
                    regImm(Opcode.LOAD_IMM, 8, 0),
                    regImm(Opcode.LOAD_IMM, 3, 0),
                    regImm(Opcode.JUMP_IND, 0, 0)),
                0,
                0));
    ArgumentInvocation invocation = new ArgumentInvocation(engine, Profile.GP_0_7_2);
    // 5 bytes of two load_imm 0 without immediate bytes would be 4, so position 5 is inside
    // jump_ind: a trap.
    ArgumentInvocation.Result inside =
        invocation.invoke(
            program, ArgumentInvocation.ENTRY_ACCUMULATE, new byte[0], 100, (i, m) -> Action.STOP);
    assertThat(inside.reason()).hasValue(new Panic(5, NO_PREVIOUS));
    ArgumentInvocation.Result refine =
        invocation.invoke(
            program, ArgumentInvocation.ENTRY_REFINE, new byte[0], 100, (i, m) -> Action.STOP);
    assertThat(refine.status()).isEqualTo(ArgumentInvocation.Status.HALT);
  }

  @Test
  @DisplayName("35: a result range that cannot be read is an empty result, not a panic")
  void trap35() {
    for (long length : new long[] {4097, 1L << 33, -1, Long.MIN_VALUE, 0}) {
      assertThat(result(0x20000, length).status()).isEqualTo(ArgumentInvocation.Status.HALT);
      assertThat(result(0x20000, length).output()).isEmpty();
    }
    assertThat(result(0x20000, 4096).output()).hasSize(4096);
    assertThat(result(0x1_00020000L, 1).output()).isEmpty();
    assertThat(result(-1, 1).output()).isEmpty();
  }

  private ArgumentInvocation.Result result(long address, long length) {
    ProgramBlob blob =
        Code.of(
            Instruction.regImm64(Opcode.LOAD_IMM_64, 7, address),
            Instruction.regImm64(Opcode.LOAD_IMM_64, 8, length),
            regImm(Opcode.JUMP_IND, 0, 0));
    return new ArgumentInvocation(engine, Profile.GP_0_7_2)
        .invoke(Code.program(blob, 1, 0), 0, new byte[0], 100, (i, m) -> Action.STOP);
  }

  @Test
  @DisplayName(
      "36: cmov keeps its destination if the condition fails, with all registers equal too")
  void trap36() {
    for (Opcode opcode : new Opcode[] {Opcode.CMOV_IZ, Opcode.CMOV_NZ}) {
      for (long value : new long[] {0, 5}) {
        Machine same = machine(Code.of(regRegReg(opcode, 3, 3, 3)));
        same.setRegister(3, value);
        same.run();
        assertThat(same.register(3)).isEqualTo(value);
      }
    }
    Machine kept =
        machine(Code.of(regRegReg(Opcode.CMOV_NZ, 3, 4, 5), regRegReg(Opcode.CMOV_IZ, 6, 4, 7)));
    kept.setRegister(3, 1);
    kept.setRegister(4, 2);
    kept.setRegister(6, 3);
    kept.setRegister(7, 4);
    kept.run();
    assertThat(kept.register(3)).isEqualTo(1);
    assertThat(kept.register(6)).isEqualTo(3);
    Machine conditionIsDestination = machine(Code.of(regRegReg(Opcode.CMOV_NZ, 3, 4, 3)));
    conditionIsDestination.setRegister(3, 1);
    conditionIsDestination.setRegister(4, 2);
    conditionIsDestination.run();
    assertThat(conditionIsDestination.register(3)).isEqualTo(2);
  }

  @Test
  @DisplayName("36: cmov with an immediate, on its own condition register too")
  void trap36Immediate() {
    for (long condition : new long[] {0, 1, Long.MIN_VALUE, 1L << 32}) {
      Machine machine =
          machine(
              Code.of(
                  regRegImm(Opcode.CMOV_NZ_IMM, 3, 4, -7),
                  regRegImm(Opcode.CMOV_IZ_IMM, 5, 4, -8),
                  regRegReg(Opcode.CMOV_NZ, 6, 8, 4),
                  regRegReg(Opcode.CMOV_IZ, 7, 8, 4),
                  regRegImm(Opcode.CMOV_NZ_IMM, 4, 4, 9)));
      machine.setRegister(3, 1);
      machine.setRegister(4, condition);
      machine.setRegister(5, 2);
      machine.setRegister(6, 3);
      machine.setRegister(7, 4);
      machine.setRegister(8, 5);
      machine.run();
      boolean zero = condition == 0;
      assertThat(machine.register(3)).isEqualTo(zero ? 1 : -7);
      assertThat(machine.register(5)).isEqualTo(zero ? -8 : 2);
      assertThat(machine.register(6)).isEqualTo(zero ? 3 : 5);
      assertThat(machine.register(7)).isEqualTo(zero ? 5 : 4);
      assertThat(machine.register(4)).isEqualTo(zero ? 0 : 9);
    }
  }

  @Test
  @DisplayName(
      "37: load_imm_jump_ind jumps by the old value of its base; a panicking jump still writes")
  void trap37() {
    ProgramBlob blob =
        Code.withTable(new int[] {5}, regRegImmImm(Opcode.LOAD_IMM_JUMP_IND, 3, 3, 77, 1), TRAP);
    Machine machine = machine(blob);
    machine.setRegister(3, 1);
    assertThat(machine.run()).isEqualTo(new Panic(5, 0));
    assertThat(machine.register(3)).isEqualTo(77);
    Machine panics = machine(blob);
    panics.setRegister(3, 2);
    assertThat(panics.run()).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(panics.register(3)).isEqualTo(77);
    Machine direct = machine(Code.of(regImmOffset(Opcode.LOAD_IMM_JUMP, 3, 78, 1)));
    assertThat(direct.run()).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(direct.register(3)).isEqualTo(78);
    assertThat(machine(Code.of(offset(Opcode.JUMP, -1))).run())
        .isEqualTo(new Panic(0, NO_PREVIOUS));
  }

  @Test
  @DisplayName("38: numbers in vectors are unsigned 64-bit")
  void trap38() throws Exception {
    com.fasterxml.jackson.databind.JsonNode number =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree("[18446744073709551615, 9223372036854775808, 7]");
    assertThat(parallax.pvm.vectors.VectorFiles.registers(number))
        .containsExactly(-1, Long.MIN_VALUE, 7);
  }
}
