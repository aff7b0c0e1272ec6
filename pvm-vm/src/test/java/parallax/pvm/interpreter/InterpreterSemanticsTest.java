package parallax.pvm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.fixture.EdgeValues;
import parallax.pvm.fixture.Engine;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;

/**
 * Every computing instruction and branch, as executed, over edge values against the reference in
 * the table.
 */
@ParameterizedClass
@EnumSource
final class InterpreterSemanticsTest {

  @Parameter Engine engine;

  private Machine machine(ProgramBlob blob) {
    return Code.machine(engine, blob, new PagedMemory());
  }

  private static final int FIRST = 3;
  private static final int SECOND = 4;
  private static final int RESULT = 5;
  private static final long OLD = 0x5555_0000_1111L;

  @TestFactory
  Stream<DynamicTest> computingInstructionsAgreeWithTheirReference() {
    return Stream.of(Opcode.values())
        .filter(opcode -> opcode.isAlu() && opcode.existsIn(Profile.GP_0_7_2))
        .map(opcode -> DynamicTest.dynamicTest(opcode.mnemonic(), () -> checkComputing(opcode)));
  }

  private void checkComputing(Opcode opcode) {
    boolean immediate = opcode.format() == OperandFormat.REG_REG_IMM;
    Machine registerMachine = immediate ? null : machine(Code.of(computing(opcode, 0)));
    for (long second : EdgeValues.all()) {
      if (immediate && second != (int) second) {
        continue;
      }
      Machine machine = immediate ? machine(Code.of(computing(opcode, second))) : registerMachine;
      for (long first : EdgeValues.all()) {
        machine.setPc(0);
        machine.setRegister(FIRST, first);
        machine.setRegister(SECOND, second);
        machine.setRegister(RESULT, OLD);
        machine.gas().set(10);
        machine.run();
        long expected = opcode.evaluate(first, second, OLD);
        if (machine.register(RESULT) != expected || machine.register(FIRST) != first) {
          assertThat(machine.register(RESULT))
              .as(opcode + " " + first + ", " + second)
              .isEqualTo(expected);
          assertThat(machine.register(FIRST)).isEqualTo(first);
        }
      }
    }
  }

  private static Instruction computing(Opcode opcode, long immediate) {
    return switch (opcode.format()) {
      case REG_REG -> Instruction.regReg(opcode, RESULT, FIRST);
      case REG_REG_IMM -> Instruction.regRegImm(opcode, RESULT, FIRST, immediate);
      case REG_REG_REG -> Instruction.regRegReg(opcode, RESULT, FIRST, SECOND);
      default -> throw new AssertionError(opcode);
    };
  }

  @TestFactory
  Stream<DynamicTest> computingInMayUseOneRegisterForEverything() {
    return Stream.of(Opcode.values())
        .filter(opcode -> opcode.isAlu() && opcode.existsIn(Profile.GP_0_7_2))
        .map(
            opcode ->
                DynamicTest.dynamicTest(
                    opcode.mnemonic(),
                    () -> {
                      for (long value : EdgeValues.all()) {
                        Instruction instruction =
                            switch (opcode.format()) {
                              case REG_REG -> Instruction.regReg(opcode, 6, 6);
                              case REG_REG_IMM -> Instruction.regRegImm(opcode, 6, 6, -3);
                              default -> Instruction.regRegReg(opcode, 6, 6, 6);
                            };
                        long second = opcode.format() == OperandFormat.REG_REG_IMM ? -3 : value;
                        Machine machine = machine(Code.of(instruction));
                        machine.setRegister(6, value);
                        machine.run();
                        assertThat(machine.register(6))
                            .isEqualTo(opcode.evaluate(value, second, value));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> branchesAgreeWithTheirCondition() {
    return Stream.of(Opcode.values())
        .filter(Opcode::isConditional)
        .map(opcode -> DynamicTest.dynamicTest(opcode.mnemonic(), () -> checkBranch(opcode)));
  }

  private void checkBranch(Opcode opcode) {
    for (long right : EdgeValues.all()) {
      if (opcode.format() == OperandFormat.REG_IMM_OFFSET && right != (int) right) {
        continue;
      }
      Instruction branch =
          opcode.format() == OperandFormat.REG_IMM_OFFSET
              ? Instruction.regImmOffset(opcode, FIRST, right, 0)
              : Instruction.regRegOffset(opcode, FIRST, SECOND, 0);
      // The branch jumps over one trap to another.
      int length = 1 + parallax.pvm.codec.InstructionWriter.length(branch.withOffset(1));
      Machine machine =
          machine(
              Code.of(
                  branch.withOffset(length),
                  Instruction.none(Opcode.TRAP),
                  Instruction.none(Opcode.TRAP)));
      for (long left : EdgeValues.all()) {
        machine.setPc(0);
        machine.setRegister(FIRST, left);
        machine.setRegister(SECOND, right);
        machine.gas().set(10);
        ExitReason reason = machine.run();
        int expected = opcode.taken(left, right) ? length : length - 1;
        if (reason.pc() != expected || machine.gas().remaining() != 8) {
          assertThat(reason)
              .as(opcode + " " + left + ", " + right)
              .isEqualTo(new ExitReason.Panic(expected, 0));
          assertThat(machine.gas().remaining()).isEqualTo(8);
        }
      }
    }
  }
}
