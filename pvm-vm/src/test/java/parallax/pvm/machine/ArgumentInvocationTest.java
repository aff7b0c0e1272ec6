package parallax.pvm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.pvm.codec.Instruction.imm;
import static parallax.pvm.codec.Instruction.none;
import static parallax.pvm.codec.Instruction.offset;
import static parallax.pvm.codec.Instruction.regImm;
import static parallax.pvm.codec.Instruction.regRegImm;

import org.junit.jupiter.api.Test;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.fixture.Code;
import parallax.pvm.host.HostCalls;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation.Result;
import parallax.pvm.machine.ArgumentInvocation.Status;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.ProgramBlob;

final class ArgumentInvocationTest {

  private final ArgumentInvocation invocation =
      new ArgumentInvocation(Interpreter::of, Profile.GP_0_7_2);

  /**
   * Two jumps of five bytes, as services begin; refine writes 1 and accumulate 2 to the heap and
   * returns that byte.
   */
  private static ProgramBlob twoEntries() {
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_7_2);
    writer.write(offset(Opcode.JUMP, 10), 4);
    writer.write(offset(Opcode.JUMP, 5 + length(answer(1))), 4);
    for (int value = 1; value <= 2; value++) {
      for (Instruction instruction : answer(value)) {
        writer.write(instruction);
      }
    }
    return ProgramBlob.of(new int[0], writer);
  }

  private static Instruction[] answer(int value) {
    return new Instruction[] {
      regImm(Opcode.LOAD_IMM, 3, value),
      regImm(Opcode.STORE_U8, 3, 0x20000),
      regImm(Opcode.LOAD_IMM, 7, 0x20000),
      regImm(Opcode.LOAD_IMM, 8, 1),
      regImm(Opcode.JUMP_IND, 0, 0)
    };
  }

  private static int length(Instruction... instructions) {
    int length = 0;
    for (Instruction instruction : instructions) {
      length += InstructionWriter.length(instruction);
    }
    return length;
  }

  private Result invoke(
      ProgramBlob blob, int entry, long gas, HostFunction host, int... arguments) {
    byte[] bytes = new byte[arguments.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) arguments[i];
    }
    return invocation.invoke(
        BlobWriter.writeStandard(Code.program(blob, 1, 4096)), entry, bytes, gas, host);
  }

  @Test
  void entriesAtZeroAndFiveRunDifferentCode() {
    Result refine = invoke(twoEntries(), ArgumentInvocation.ENTRY_REFINE, 100, HostCalls.none());
    assertThat(refine.status()).isEqualTo(Status.HALT);
    assertThat(refine.output()).containsExactly(1);
    assertThat(refine.gasUsed()).isEqualTo(6);
    Result accumulate =
        invoke(twoEntries(), ArgumentInvocation.ENTRY_ACCUMULATE, 100, HostCalls.none());
    assertThat(accumulate.output()).containsExactly(2);
    assertThat(accumulate.gasUsed()).isEqualTo(6);
  }

  @Test
  void argumentsAreTheOutputIfTheProgramReturnsAtOnce() {
    Result result =
        invoke(Code.of(regImm(Opcode.JUMP_IND, 0, 0)), 0, 100, HostCalls.none(), 9, 8, 7);
    assertThat(result.output()).containsExactly(9, 8, 7);
    assertThat(result.gasUsed()).isEqualTo(1);
  }

  @Test
  void panicAndPageFaultArePanics() {
    Result trap = invoke(Code.of(none(Opcode.TRAP)), 0, 100, HostCalls.none());
    assertThat(trap.status()).isEqualTo(Status.PANIC);
    assertThat(trap.gasUsed()).isEqualTo(1);
    assertThat(trap.output()).isEmpty();
    Result fault = invoke(Code.of(regImm(Opcode.LOAD_U8, 3, 0x40000)), 0, 100, HostCalls.none());
    assertThat(fault.status()).isEqualTo(Status.PANIC);
    assertThat(fault.reason())
        .hasValue(new ExitReason.PageFault(0, ExitReason.NO_PREVIOUS, 0x40000));
  }

  @Test
  void outOfGasUsesAllGas() {
    Result result = invoke(Code.of(offset(Opcode.JUMP, 0)), 0, 100, HostCalls.none());
    assertThat(result.status()).isEqualTo(Status.OUT_OF_GAS);
    assertThat(result.gasUsed()).isEqualTo(100);
  }

  @Test
  void bytesThatAreNoProgramPanicForNothing() {
    Result result = invocation.invoke(new byte[] {1, 2, 3}, 0, new byte[0], 100, HostCalls.none());
    assertThat(result.status()).isEqualTo(Status.PANIC);
    assertThat(result.gasUsed()).isZero();
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void moreArgumentsThanAllowedPanicForNothing() {
    Result result =
        invocation.invoke(
            Code.program(twoEntries(), 0, 0), 0, new byte[(1 << 24) + 1], 100, HostCalls.none());
    assertThat(result.status()).isEqualTo(Status.PANIC);
    assertThat(result.gasUsed()).isZero();
  }

  @Test
  void hostCallsChargeTheSameGas() {
    ProgramBlob blob =
        Code.of(imm(Opcode.ECALLI, 3), imm(Opcode.ECALLI, 4), regImm(Opcode.JUMP_IND, 0, 0));
    HostCalls calls =
        HostCalls.none()
            .with(
                3,
                (index, machine) -> {
                  machine.setRegister(9, index);
                  return machine.gas().charge(20)
                      ? HostFunction.Action.CONTINUE
                      : HostFunction.Action.OUT_OF_GAS;
                });
    Result result = invoke(blob, 0, 100, calls);
    // 3 instructions, 20 for the call, 10 for the unknown one, whose answer is no readable address.
    assertThat(result.gasUsed()).isEqualTo(33);
    assertThat(result.status()).isEqualTo(Status.HALT);
    assertThat(result.output()).isEmpty();
    Result poor = invoke(blob, 0, 25, calls);
    assertThat(poor.status()).isEqualTo(Status.OUT_OF_GAS);
    assertThat(poor.gasUsed()).isEqualTo(25);
  }

  @Test
  void unknownHostCallAnswersWhat() {
    Machine machine =
        Code.machine(Code.of(imm(Opcode.ECALLI, 99), regRegImm(Opcode.ADD_IMM_64, 3, 7, 0)));
    assertThat(machine.run(HostCalls.none())).isInstanceOf(ExitReason.Panic.class);
    assertThat(machine.register(7)).isEqualTo(-2);
    assertThat(machine.register(3)).isEqualTo(-2);
    assertThat(machine.gas().remaining()).isEqualTo(Code.GAS - 3 - 10);
  }

  @Test
  void hostMayStopAProgram() {
    Result result =
        invoke(
            Code.of(imm(Opcode.ECALLI, 3)), 0, 100, (index, machine) -> HostFunction.Action.STOP);
    assertThat(result.status()).isEqualTo(Status.STOPPED);
    assertThat(result.reason()).hasValue(new ExitReason.HostCall(0, ExitReason.NO_PREVIOUS, 3));
  }
}
