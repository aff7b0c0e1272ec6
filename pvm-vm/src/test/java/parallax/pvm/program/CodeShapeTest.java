package parallax.pvm.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;

/** Where blocks start, and what the validator demands of code. */
final class CodeShapeTest {

  private static final Instruction TRAP = Instruction.none(Opcode.TRAP);

  private static BasicBlocks blocks(ProgramBlob blob) {
    return BasicBlocks.of(blob, Profile.GP_0_7_2);
  }

  private static Optional<String> problem(ProgramBlob blob) {
    return CodeValidator.firstProblem(blob, Profile.GP_0_7_2);
  }

  @Test
  void blocksStartAtZeroAndBehindTerminators() {
    BasicBlocks blocks =
        blocks(
            Code.of(
                Instruction.regReg(Opcode.MOVE_REG, 1, 2),
                Instruction.none(Opcode.FALLTHROUGH),
                Instruction.imm(Opcode.ECALLI, 0),
                Instruction.imm(Opcode.ECALLI, 0),
                TRAP));
    assertThat(blocks.isStart(0)).isTrue();
    assertThat(blocks.isStart(2)).isFalse();
    assertThat(blocks.isStart(3)).isTrue();
    // ecalli ends no block
    assertThat(blocks.isStart(4)).isFalse();
    assertThat(blocks.isStart(5)).isFalse();
    // the end of the code is no start
    assertThat(blocks.isStart(6)).isFalse();
    assertThat(blocks.isStart(-1)).isFalse();
    assertThat(blocks.isStart(1L << 32)).isFalse();
    assertThat(blocks.count()).isEqualTo(2);
    assertThat(blocks.startOf(4)).isEqualTo(3);
    assertThat(blocks.nextStart(1)).isEqualTo(3);
    assertThat(blocks.nextStart(4)).isEqualTo(-1);
  }

  @Test
  void invalidInstructionStartsNoBlock() {
    assertThat(blocks(Code.raw(new int[] {0, 255, 0}, 0, 1, 2)).isStart(1)).isFalse();
    assertThat(blocks(Code.raw(new int[] {255}, 0)).isStart(0)).isFalse();
    assertThat(blocks(Code.raw(new int[] {0, 0}, 1)).isStart(0)).isFalse();
  }

  @Test
  void wellFormedCodeHasNoProblem() {
    assertThat(
            problem(
                Code.withTable(
                    new int[] {2},
                    Instruction.regRegOffset(Opcode.BRANCH_EQ, 1, 2, 0),
                    Instruction.regRegReg(Opcode.ADD_64, 1, 2, 12),
                    TRAP)))
        .isEmpty();
  }

  @Test
  void problemsAreNamedWithTheirPosition() {
    assertThat(problem(Code.of())).hasValue("there is no code");
    assertThat(problem(Code.of(Instruction.imm(Opcode.ECALLI, 0))))
        .get()
        .asString()
        .contains("does not end a block");
    assertThat(problem(Code.raw(new int[] {0, 255}, 0, 1)))
        .get()
        .asString()
        .contains("no valid instruction at 1");
    assertThat(problem(Code.raw(new int[] {0})))
        .get()
        .asString()
        .contains("no valid instruction at 0");
    assertThat(problem(Code.of(Instruction.offset(Opcode.JUMP, 1), TRAP)))
        .get()
        .asString()
        .contains("target 1 of jump");
    assertThat(problem(Code.of(Instruction.regRegOffset(Opcode.BRANCH_EQ, 1, 2, 0))))
        .get()
        .asString()
        .contains("fall-through 2");
    assertThat(problem(Code.withTable(new int[] {1}, Instruction.offset(Opcode.JUMP, 0), TRAP)))
        .isEmpty();
    assertThat(problem(Code.withTable(new int[] {5}, TRAP)))
        .get()
        .asString()
        .contains("jump-table entry 0");
    assertThat(problem(Code.raw(new int[] {100, 0xD1, 0}, 0, 2)))
        .get()
        .asString()
        .contains("register field");
    assertThat(problem(Code.raw(new int[] {200, 0x11, 16, 0}, 0, 3)))
        .get()
        .asString()
        .contains("register field");
  }

  @Test
  void instructionWithMoreThan24ArgumentBytesIsAProblem() {
    int[] code = new int[27];
    code[0] = 10;
    assertThat(problem(Code.raw(code, 0, 26)))
        .get()
        .asString()
        .contains("no valid instruction at 25");
  }
}
