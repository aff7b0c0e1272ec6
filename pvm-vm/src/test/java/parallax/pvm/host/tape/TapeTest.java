package parallax.pvm.host.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.pvm.codec.Instruction;
import parallax.pvm.fixture.Code;
import parallax.pvm.host.tape.RecordedCall.MemoryWrite;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.HostFunction;
import parallax.pvm.machine.HostFunction.Action;
import parallax.pvm.machine.Machine;

/** Recording what a host does and doing it again. */
final class TapeTest {
  private static final long GAS = 1_000;
  private static final long DATA = 0x20000;

  /** Host call 3 (read, six arguments), 17 (checkpoint, none) and 200 (unknown). */
  private static Machine machine(long argument) {
    Machine machine =
        Interpreter.of(
            Profile.GP_0_7_2,
            Code.program(
                Code.of(
                    Instruction.imm(Opcode.ECALLI, 3),
                    Instruction.imm(Opcode.ECALLI, 17),
                    Instruction.imm(Opcode.ECALLI, 200),
                    Instruction.none(Opcode.TRAP)),
                2,
                4096),
            new byte[0]);
    for (int i = 0; i < 6; i++) {
      machine.setRegister(7 + i, argument + i);
    }
    machine.gas().set(GAS);
    return machine;
  }

  private static final HostFunction HOST =
      (index, machine) -> {
        machine.gas().charge(index);
        machine.setRegister(7, index * 2);
        if (index == 3) {
          machine.memory().write(DATA + 4_094, new byte[] {1, 2, 3, 0, 5});
        }
        return index == 200 ? Action.HALT : Action.CONTINUE;
      };

  private static List<RecordedCall> record() {
    RecordingHost host = new RecordingHost(HOST);
    assertThat(machine(10).run(host).kind()).isEqualTo(ExitReason.Kind.HALT);
    return host.calls();
  }

  @Test
  void a_call_is_recorded_with_what_it_took_and_did() {
    List<RecordedCall> calls = record();
    assertThat(calls).hasSize(3);
    assertThat(calls.get(0))
        .isEqualTo(
            new RecordedCall(
                3,
                List.of(10L, 11L, 12L, 13L, 14L, 15L),
                List.of(6L, 11L),
                3,
                List.of(
                    new MemoryWrite(DATA + 4_094, "0102"),
                    new MemoryWrite(DATA + 4_096, "03"),
                    new MemoryWrite(DATA + 4_098, "05")),
                Action.CONTINUE));
    assertThat(calls.get(1).arguments()).isEmpty();
    assertThat(calls.get(1).writes()).isEmpty();
    assertThat(calls.get(2).action()).isEqualTo(Action.HALT);
  }

  @Test
  void a_tape_does_it_again() {
    ReplayingHost tape = new ReplayingHost(record());
    Machine machine = machine(10);
    assertThat(machine.run(tape).kind()).isEqualTo(ExitReason.Kind.HALT);
    assertThat(tape.left()).isZero();
    assertThat(tape.mismatch()).isEmpty();
    assertThat(machine.memory().read(DATA + 4_094, 5)).containsExactly(1, 2, 3, 0, 5);
    assertThat(machine.register(7)).isEqualTo(400);
    assertThat(GAS - machine.gas().remaining()).isEqualTo(3 + 3 + 17 + 200);
  }

  @Test
  void another_call_than_the_recorded_one_stops() {
    ReplayingHost tape = new ReplayingHost(record());
    assertThat(machine(9).run(tape).kind()).isEqualTo(ExitReason.Kind.HOST_CALL);
    assertThat(tape.mismatch().orElseThrow())
        .isEqualTo("call 0 is 3[9, 10, 11, 12, 13, 14]; the tape has 3[10, 11, 12, 13, 14, 15]");
    ReplayingHost shorter = new ReplayingHost(record().subList(0, 1));
    machine(10).run(shorter);
    assertThat(shorter.mismatch()).contains("call 1 is 17[]; the tape has ended");
    assertThat(shorter.answered()).isEqualTo(1);
  }
}
