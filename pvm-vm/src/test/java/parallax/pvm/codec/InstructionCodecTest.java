package parallax.pvm.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.pvm.fixture.EdgeValues;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;

/** What is written is read back, at the length that was announced. */
final class InstructionCodecTest {

  private static final int[] REGISTERS = {0, 5, 12};

  @TestFactory
  Stream<DynamicTest> everyInstructionIsReadBackAsWritten() {
    return Stream.of(Profile.values())
        .flatMap(
            profile ->
                Stream.of(Opcode.values())
                    .filter(opcode -> opcode.existsIn(profile))
                    .map(
                        opcode ->
                            DynamicTest.dynamicTest(
                                profile.label() + " " + opcode.mnemonic(),
                                () -> roundTrip(profile, opcode))));
  }

  private static void roundTrip(Profile profile, Opcode opcode) {
    InstructionWriter writer = new InstructionWriter(profile);
    List<Instruction> written = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (Instruction instruction : samples(opcode)) {
      for (int bytes = InstructionWriter.MINIMAL; bytes <= 4; bytes++) {
        if (bytes >= 0
            && !(opcode.format().hasOffset()
                && InstructionWriter.fits(instruction.offset(), bytes))) {
          continue;
        }
        positions.add(writer.position());
        written.add(instruction);
        int announced = InstructionWriter.length(instruction, bytes);
        assertThat(writer.write(instruction, bytes)).isEqualTo(announced);
        assertThat(writer.position()).isEqualTo(positions.get(positions.size() - 1) + announced);
      }
    }
    InstructionReader reader = new InstructionReader(writer.code(), writer.bitmask(), profile);
    int pc = 0;
    for (int i = 0; i < written.size(); i++) {
      if (pc != positions.get(i) || !written.get(i).equals(reader.read(pc))) {
        assertThat(pc).isEqualTo(positions.get(i));
        assertThat(reader.read(pc)).isEqualTo(written.get(i));
      }
      pc = reader.next(pc);
    }
    assertThat(pc).isEqualTo(writer.position());
  }

  private static List<Instruction> samples(Opcode opcode) {
    OperandFormat format = opcode.format();
    long[] none = {0};
    long[] first =
        format == OperandFormat.REG_IMM64 ? EdgeValues.all() : format.hasImm1() ? small() : none;
    long[] second = format.hasImm2() ? small() : none;
    long[] offsets = format.hasOffset() ? small() : none;
    int[] zero = {0};
    List<Instruction> samples = new ArrayList<>();
    for (int a : format.hasA() ? REGISTERS : zero) {
      for (int b : format.hasB() ? REGISTERS : zero) {
        for (int d : format.hasD() ? REGISTERS : zero) {
          for (long x : first) {
            for (long y : second) {
              for (long o : offsets) {
                samples.add(new Instruction(opcode, a, b, d, x, y, (int) o));
              }
            }
          }
        }
      }
    }
    return samples;
  }

  private static long[] small() {
    return java.util.Arrays.stream(EdgeValues.all())
        .filter(value -> value == (int) value)
        .toArray();
  }

  @Test
  void immediatesTakeTheFewestBytes() {
    assertThat(InstructionWriter.immediateBytes(0)).isZero();
    assertThat(InstructionWriter.immediateBytes(127)).isEqualTo(1);
    assertThat(InstructionWriter.immediateBytes(-128)).isEqualTo(1);
    assertThat(InstructionWriter.immediateBytes(128)).isEqualTo(2);
    assertThat(InstructionWriter.immediateBytes(-32769)).isEqualTo(3);
    assertThat(InstructionWriter.immediateBytes(0x7FFFFF)).isEqualTo(3);
    assertThat(InstructionWriter.immediateBytes(0x800000)).isEqualTo(4);
    assertThat(InstructionWriter.immediateBytes(Integer.MIN_VALUE)).isEqualTo(4);
  }

  @Test
  void offsetThatDoesNotFitTheForcedLengthIsRefused() {
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_7_2);
    Instruction jump = Instruction.offset(Opcode.JUMP, 128);
    assertThatThrownBy(() -> writer.write(jump, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(writer.position()).isZero();
    assertThat(writer.write(jump, 4)).isEqualTo(5);
  }

  @Test
  void instructionThatTheProfileLacksIsRefused() {
    assertThatThrownBy(
            () -> new InstructionWriter(Profile.GP_0_7_2).write(Instruction.none(Opcode.UNLIKELY)))
        .hasMessageContaining("unlikely")
        .hasMessageContaining("gp-0.7.2");
    assertThatThrownBy(
            () ->
                new InstructionWriter(Profile.GP_0_8_0)
                    .write(Instruction.regReg(Opcode.SBRK, 1, 2)))
        .hasMessageContaining("gp-0.8.0");
  }

  @Test
  void instructionRefusesOperandsThatItsFormatCannotHold() {
    assertThatThrownBy(() -> Instruction.regImm(Opcode.LOAD_IMM, 13, 0))
        .hasMessageContaining("register A");
    assertThatThrownBy(() -> Instruction.regImm(Opcode.LOAD_IMM, 0, 1L << 31))
        .hasMessageContaining("immediate");
    assertThatThrownBy(() -> Instruction.none(Opcode.ADD_64)).hasMessageContaining("REG_REG_REG");
    assertThatThrownBy(() -> new Instruction(Opcode.TRAP, 0, 0, 0, 0, 0, 4))
        .hasMessageContaining("offset");
    assertThatThrownBy(() -> new Instruction(Opcode.MOVE_REG, 0, 3, 0, 0, 0, 0))
        .hasMessageContaining("register B");
    assertThat(Instruction.regImm64(Opcode.LOAD_IMM_64, 0, Long.MIN_VALUE).imm1())
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void definedAndUsedRegistersFollowTheFormat() {
    check(Instruction.none(Opcode.TRAP), -1);
    check(Instruction.regImm(Opcode.LOAD_IMM, 3, 0), 3);
    check(Instruction.regImm(Opcode.LOAD_U8, 3, 0), 3);
    check(Instruction.regImm(Opcode.STORE_U8, 3, 0), -1, 3);
    check(Instruction.regImm(Opcode.JUMP_IND, 3, 0), -1, 3);
    check(Instruction.regImmImm(Opcode.STORE_IMM_IND_U8, 3, 0, 0), -1, 3);
    check(Instruction.regImmOffset(Opcode.LOAD_IMM_JUMP, 3, 0, 0), 3);
    check(Instruction.regImmOffset(Opcode.BRANCH_EQ_IMM, 3, 0, 0), -1, 3);
    check(Instruction.regReg(Opcode.MOVE_REG, 3, 4), 3, 4);
    check(Instruction.regReg(Opcode.SBRK, 3, 4), 3, 4);
    check(Instruction.regRegImm(Opcode.ADD_IMM_64, 3, 4, 0), 3, 4);
    check(Instruction.regRegImm(Opcode.CMOV_IZ_IMM, 3, 4, 0), 3, 3, 4);
    check(Instruction.regRegImm(Opcode.LOAD_IND_U8, 3, 4, 0), 3, 4);
    check(Instruction.regRegImm(Opcode.STORE_IND_U8, 3, 4, 0), -1, 3, 4);
    check(Instruction.regRegOffset(Opcode.BRANCH_EQ, 3, 4, 0), -1, 3, 4);
    check(Instruction.regRegImmImm(Opcode.LOAD_IMM_JUMP_IND, 3, 4, 0, 0), 3, 4);
    check(Instruction.regRegReg(Opcode.ADD_64, 3, 4, 5), 3, 4, 5);
    check(Instruction.regRegReg(Opcode.CMOV_NZ, 3, 4, 5), 3, 3, 4, 5);
  }

  private static void check(Instruction instruction, int defined, int... used) {
    int bits = 0;
    for (int register : used) {
      bits |= 1 << register;
    }
    assertThat(instruction.definedRegister()).as(instruction.toString()).isEqualTo(defined);
    assertThat(instruction.usedRegisters()).as(instruction.toString()).isEqualTo(bits);
  }
}
