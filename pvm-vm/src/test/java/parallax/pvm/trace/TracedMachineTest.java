package parallax.pvm.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.pvm.codec.Instruction.imm;
import static parallax.pvm.codec.Instruction.none;
import static parallax.pvm.codec.Instruction.regImm;
import static parallax.pvm.codec.Instruction.regImmImm;
import static parallax.pvm.codec.Instruction.regRegImm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.speed.Kernel;

/** What a listener is told, and that watching changes nothing. */
final class TracedMachineTest {

  private final List<Step> steps = new ArrayList<>();

  private Machine traced(ProgramBlob blob) {
    return new TracedMachine(Code.standard(blob, 1, 0), blob, steps::add);
  }

  @Test
  void stepsHavePositionInstructionRegisterAndWrite() {
    Instruction[] code = {
      regImm(Opcode.LOAD_IMM, 3, -2),
      regRegImm(Opcode.STORE_IND_U16, 3, 4, 0x20000),
      regImmImm(Opcode.STORE_IMM_IND_U64, 4, 0x20008, -1),
      regRegImm(Opcode.LOAD_IND_U8, 3, 4, 0x20001),
      none(Opcode.TRAP)
    };
    Machine machine = traced(Code.of(code));
    ExitReason end = machine.run();
    assertThat(end).isEqualTo(new ExitReason.Panic(19, 14));
    assertThat(steps)
        .containsExactly(
            new Step(0, code[0], 1, OptionalInt.of(3), -2, Optional.empty(), Optional.empty()),
            new Step(
                3,
                code[1],
                1,
                OptionalInt.empty(),
                0,
                Optional.of(new Step.Write(0x20000, 2, 0xFFFE)),
                Optional.empty()),
            new Step(
                8,
                code[2],
                1,
                OptionalInt.empty(),
                0,
                Optional.of(new Step.Write(0x20008, 8, -1)),
                Optional.empty()),
            new Step(14, code[3], 1, OptionalInt.of(3), 0xFF, Optional.empty(), Optional.empty()),
            new Step(19, code[4], 1, OptionalInt.empty(), 0, Optional.empty(), Optional.of(end)));
  }

  @Test
  void hostCallIsOneStepAndWhatFollowsIsTheNext() {
    Machine machine = traced(Code.of(imm(Opcode.ECALLI, 3), none(Opcode.TRAP)));
    machine.run((index, caller) -> HostFunction.Action.CONTINUE);
    assertThat(steps.stream().map(Step::pc)).containsExactly(0, 2);
    machine.setPc(0);
    machine.run();
    machine.setPc(0);
    machine.run();
    assertThat(steps.stream().map(Step::pc)).containsExactly(0, 2, 0, 0);
  }

  @Test
  void storeThatFaultsIsToldWithoutWriteAndOneThatCannotBePaidIsNotTold() {
    Machine machine = traced(Code.of(regImm(Opcode.STORE_U8, 3, 0x30000)));
    machine.run();
    assertThat(steps).hasSize(1);
    assertThat(steps.get(0).write()).isEmpty();
    assertThat(steps.get(0).end()).containsInstanceOf(ExitReason.PageFault.class);
    machine.gas().set(0);
    assertThat(machine.run()).isInstanceOf(ExitReason.OutOfGas.class);
    assertThat(steps).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void watchingChangesNothing(Profile profile) {
    GasProfile gas = new GasProfile();
    Kernel kernel = Kernel.HASH_ASM;
    Machine plain = kernel.machine(Interpreter::of, profile);
    Machine watched = kernel.machine(TracedMachine.factory(Interpreter::of, gas), profile);
    for (Machine machine : new Machine[] {plain, watched}) {
      machine.setRegister(0, 0xFFFF0000L);
      machine.setRegister(7, 3);
      machine.gas().set(profile == Profile.GP_0_7_2 ? 60_000 : 500_000);
    }
    assertThat(watched.run()).isEqualTo(plain.run());
    assertThat(watched.registers()).isEqualTo(plain.registers());
    assertThat(watched.gas().remaining()).isEqualTo(plain.gas().remaining());
    assertThat(watched.pc()).isEqualTo(plain.pc());
    assertThat(gas.total()).isPositive();
    assertThat(gas.hottest(1).get(0).count()).isGreaterThan(4000);
    assertThat(gas.hottest(1000)).hasSameElementsAs(gas.entries());
    if (profile == Profile.GP_0_7_2) {
      assertThat(gas.total()).isEqualTo(60_000);
      assertThat(gas.instructions()).isEqualTo(60_000);
    }
  }
}
