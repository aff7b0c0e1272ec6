package parallax.pvm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parallax.pvm.codec.Instruction.imm;
import static parallax.pvm.codec.Instruction.immImm;
import static parallax.pvm.codec.Instruction.none;
import static parallax.pvm.codec.Instruction.offset;
import static parallax.pvm.codec.Instruction.regImm;
import static parallax.pvm.codec.Instruction.regImmOffset;
import static parallax.pvm.codec.Instruction.regRegImm;
import static parallax.pvm.codec.Instruction.regRegReg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.fixture.Code;
import parallax.pvm.fixture.Engine;
import parallax.pvm.interpreter.DecodedProgram;
import parallax.pvm.interpreter.Interpreter;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;

/** What an owner of a machine relies on between and across runs. */
@ParameterizedClass
@EnumSource
final class MachineTest {

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

  @Test
  void standardProgramStartsWithTheLayoutOfTheGrayPaper() {
    StandardProgram program =
        new StandardProgram(
            Optional.empty(), new byte[] {1, 2, 3}, new byte[] {4, 5}, 2, 5000, Code.of(TRAP));
    Machine machine =
        engine.create(
            Profile.GP_0_7_2,
            program.blob(),
            InitialState.standard(program, new byte[] {6, 7, 8, 9}));
    long[] registers = new long[13];
    registers[0] = 0xFFFF0000L;
    registers[1] = 0xFEFE0000L;
    registers[7] = 0xFEFF0000L;
    registers[8] = 4;
    assertThat(machine.registers()).isEqualTo(registers);
    PagedMemory memory = machine.memory();
    assertThat(memory.read(0x10000, 4)).containsExactly(1, 2, 3, 0);
    assertThat(memory.read(0x30000, 3)).containsExactly(4, 5, 0);
    assertThat(memory.read(0xFEFF0000L, 5)).containsExactly(6, 7, 8, 9, 0);
    assertAccess(memory, 0x10000, 0x11000, PageAccess.READ);
    assertAccess(memory, 0x30000, 0x33000, PageAccess.WRITE);
    assertAccess(memory, 0xFEFE0000L - 8192, 0xFEFE0000L, PageAccess.WRITE);
    assertAccess(memory, 0xFEFF0000L, 0xFEFF1000L, PageAccess.READ);
    assertThat(machine.heapEnd()).isEqualTo(0x33000);
    assertThat(machine.gas().remaining()).isZero();
    assertThat(machine.pc()).isZero();
  }

  private static void assertAccess(PagedMemory memory, long from, long to, PageAccess access) {
    assertThat(memory.accessAt(from - 1)).isEqualTo(PageAccess.NONE);
    assertThat(memory.accessAt(from)).isEqualTo(access);
    assertThat(memory.accessAt(to - 1)).isEqualTo(access);
    assertThat(memory.accessAt(to)).isEqualTo(PageAccess.NONE);
  }

  @Test
  void emptySectionsMapNothing() {
    PagedMemory memory = standard(Code.of(TRAP), 0, 0).memory();
    for (long address : new long[] {0x10000, 0x20000, 0xFEFDF000L, 0xFEFE0000L, 0xFEFF0000L}) {
      assertThat(memory.accessAt(address)).isEqualTo(PageAccess.NONE);
    }
  }

  @Test
  void previousPositionTellsWhichBranchLedToASharedTrap() {
    // 0: branch to pad; 4: branch to pad; 8: halt; pad: trap
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_7_2);
    writer.write(regImmOffset(Opcode.BRANCH_EQ_IMM, 3, 1, 10));
    writer.write(regImmOffset(Opcode.BRANCH_EQ_IMM, 3, 2, 6));
    writer.write(regImm(Opcode.JUMP_IND, 4, 0));
    writer.write(TRAP);
    Machine machine = machine(ProgramBlob.of(new int[0], writer));
    machine.setRegister(4, 0xFFFF0000L);
    machine.setRegister(3, 1);
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(10, 0));
    machine.setPc(0);
    machine.setRegister(3, 2);
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(10, 4));
    machine.setPc(0);
    machine.setRegister(3, 3);
    assertThat(machine.run()).isEqualTo(new ExitReason.Halt(8, 4));
  }

  @Test
  void previousPositionIsKnownForEveryKindOfExitAndAcrossResuming() {
    ProgramBlob blob =
        Code.of(
            none(Opcode.FALLTHROUGH),
            imm(Opcode.ECALLI, 3),
            regImm(Opcode.LOAD_U8, 5, 0x20000),
            none(Opcode.TRAP));
    Machine machine = machine(blob);
    machine.gas().set(1);
    assertThat(machine.run()).isEqualTo(new ExitReason.OutOfGas(1, 0));
    machine.gas().set(2);
    assertThat(machine.run()).isEqualTo(new ExitReason.HostCall(1, 0, 3));
    assertThat(machine.run()).isEqualTo(new ExitReason.PageFault(3, 1, 0x20000));
    machine.gas().set(10);
    assertThat(machine.run()).isEqualTo(new ExitReason.PageFault(3, 1, 0x20000));
    machine.memory().setAccess(0x20000, 1, PageAccess.READ);
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(8, 3));
    machine.setPc(8);
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(8, NO_PREVIOUS));
  }

  @Test
  void hostCallIsContinuedOnceUnlessThePositionIsMoved() {
    Machine machine = machine(Code.of(imm(Opcode.ECALLI, 1), imm(Opcode.ECALLI, 2), TRAP));
    assertThat(machine.run()).isEqualTo(new ExitReason.HostCall(0, NO_PREVIOUS, 1));
    assertThat(machine.run()).isEqualTo(new ExitReason.HostCall(2, 0, 2));
    machine.setPc(2);
    assertThat(machine.run()).isEqualTo(new ExitReason.HostCall(2, NO_PREVIOUS, 2));
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(4, 2));
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(4, 2));
  }

  @Test
  void hostCallWithoutGasForWhatFollowsIsNotRepeated() {
    Machine machine = machine(Code.of(imm(Opcode.ECALLI, 1), regImm(Opcode.LOAD_IMM, 3, 9), TRAP));
    machine.gas().set(1);
    assertThat(machine.run()).isInstanceOf(ExitReason.HostCall.class);
    assertThat(machine.run()).isEqualTo(new ExitReason.OutOfGas(2, 0));
    machine.gas().set(5);
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(5, 2));
  }

  @Test
  void hostCallAtTheEndOfTheCodeContinuesIntoATrap() {
    Machine machine = machine(Code.of(imm(Opcode.ECALLI, 1)));
    assertThat(machine.run()).isEqualTo(new ExitReason.HostCall(0, NO_PREVIOUS, 1));
    assertThat(machine.run()).isEqualTo(new ExitReason.Panic(2, 0));
  }

  @Test
  void machineCanBeEnteredAgainWithItsMemory() {
    ProgramBlob blob =
        Code.of(
            regRegImm(Opcode.LOAD_IND_U64, 3, 4, 0),
            regRegReg(Opcode.ADD_64, 3, 3, 5),
            regRegImm(Opcode.STORE_IND_U64, 3, 4, 0),
            regImm(Opcode.JUMP_IND, 0, 0));
    Machine machine = standard(blob, 1, 0);
    machine.setRegister(4, 0x20010);
    for (int i = 1; i <= 5; i++) {
      machine.setPc(0);
      machine.setRegister(5, i);
      assertThat(machine.run()).isInstanceOf(ExitReason.Halt.class);
    }
    assertThat(machine.memory().loadU64(0x20010)).isEqualTo(15);
  }

  @Test
  void entryAtAnyPositionWithoutInstructionTraps() {
    Machine machine = machine(Code.of(regImm(Opcode.LOAD_IMM, 3, 1), TRAP));
    for (int pc : new int[] {1, 2, 4, 5, 1000, Integer.MAX_VALUE}) {
      machine.setPc(pc);
      assertThat(machine.run()).isEqualTo(new ExitReason.Panic(pc, NO_PREVIOUS));
    }
    assertThatThrownBy(() -> machine.setPc(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(machine.register(3)).isZero();
  }

  @Test
  void emptyProgramTrapsAtOnce() {
    assertThat(machine(Code.of()).run()).isEqualTo(new ExitReason.Panic(0, NO_PREVIOUS));
  }

  @Test
  void outOfGasAtEveryInstructionLosesNothingWhenResumed() {
    // Sums 1..10 through memory, with a host call in each round.
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_7_2);
    writer.write(regImm(Opcode.LOAD_IMM, 3, 10));
    writer.write(none(Opcode.FALLTHROUGH));
    int loop = writer.position();
    writer.write(regRegImm(Opcode.LOAD_IND_U64, 5, 4, 0));
    writer.write(regRegReg(Opcode.ADD_64, 5, 5, 3));
    writer.write(imm(Opcode.ECALLI, 1));
    writer.write(regRegImm(Opcode.STORE_IND_U64, 5, 4, 0));
    writer.write(regRegImm(Opcode.ADD_IMM_64, 3, 3, -1));
    writer.write(regImmOffset(Opcode.BRANCH_NE_IMM, 3, 0, loop - writer.position()));
    writer.write(regImm(Opcode.JUMP_IND, 0, 0));
    ProgramBlob blob = ProgramBlob.of(new int[0], writer);

    Machine whole = summing(blob);
    whole.gas().set(1000);
    ExitReason end = whole.run((index, machine) -> HostFunction.Action.CONTINUE);
    assertThat(end).isInstanceOf(ExitReason.Halt.class);
    long cost = 1000 - whole.gas().remaining();
    assertThat(cost).isEqualTo(2 + 10 * 6 + 1);

    List<Integer> positions = new ArrayList<>();
    for (long gas = 0; gas <= cost; gas++) {
      Machine machine = summing(blob);
      machine.gas().set(gas);
      ExitReason first = machine.run((index, caller) -> HostFunction.Action.CONTINUE);
      if (gas == cost) {
        assertThat(first).isEqualTo(end);
        continue;
      }
      assertThat(first).isInstanceOf(ExitReason.OutOfGas.class);
      assertThat(machine.gas().remaining()).isZero();
      assertThat(machine.pc()).isEqualTo(first.pc());
      assertThat(first.previousPc())
          .isEqualTo(positions.isEmpty() ? NO_PREVIOUS : positions.get(positions.size() - 1));
      positions.add(first.pc());
      machine.gas().set(cost - gas);
      assertThat(machine.run((index, caller) -> HostFunction.Action.CONTINUE)).isEqualTo(end);
      assertThat(machine.gas().remaining()).isZero();
      assertThat(machine.registers()).isEqualTo(whole.registers());
      assertThat(machine.memory().loadU64(0x20000)).isEqualTo(55);
    }
  }

  private Machine summing(ProgramBlob blob) {
    Machine machine = standard(blob, 1, 0);
    machine.setRegister(4, 0x20000);
    return machine;
  }

  @Test
  void pageFaultIsRepeatedUntilThePageIsThere() {
    Machine machine = machine(Code.of(immImm(Opcode.STORE_IMM_U32, 0x21FFE, 0x01020304), TRAP));
    assertThat(machine.run()).isEqualTo(new ExitReason.PageFault(0, NO_PREVIOUS, 0x21000));
    machine.memory().setAccess(0x21000, 1, PageAccess.WRITE);
    assertThat(machine.run()).isEqualTo(new ExitReason.PageFault(0, NO_PREVIOUS, 0x22000));
    assertThat(machine.memory().loadU16(0x21FFE)).isZero();
    machine.memory().setAccess(0x22000, 1, PageAccess.WRITE);
    assertThat(machine.run()).isInstanceOf(ExitReason.Panic.class);
    assertThat(machine.memory().loadU32(0x21FFE)).isEqualTo(0x01020304);
  }

  @Test
  void faultingLoadLeavesItsDestinationAlone() {
    Machine machine = machine(Code.of(regImm(Opcode.LOAD_U64, 3, 0x20000)));
    machine.setRegister(3, 42);
    assertThat(machine.run()).isInstanceOf(ExitReason.PageFault.class);
    assertThat(machine.register(3)).isEqualTo(42);
  }

  @Test
  void hostDecidesHowACallEnds() {
    ProgramBlob blob = Code.of(imm(Opcode.ECALLI, 7), TRAP);
    assertThat(machine(blob).run((i, m) -> HostFunction.Action.STOP))
        .isEqualTo(new ExitReason.HostCall(0, NO_PREVIOUS, 7));
    assertThat(machine(blob).run((i, m) -> HostFunction.Action.HALT))
        .isEqualTo(new ExitReason.Halt(0, NO_PREVIOUS));
    assertThat(machine(blob).run((i, m) -> HostFunction.Action.PANIC))
        .isEqualTo(new ExitReason.Panic(0, NO_PREVIOUS));
    assertThat(machine(blob).run((i, m) -> HostFunction.Action.OUT_OF_GAS))
        .isEqualTo(new ExitReason.OutOfGas(0, NO_PREVIOUS));
    assertThat(machine(blob).run((i, m) -> HostFunction.Action.CONTINUE))
        .isEqualTo(new ExitReason.Panic(2, 0));
  }

  @Test
  void machinesOfOneDecodedProgramShareNothingElse() {
    DecodedProgram program =
        DecodedProgram.of(
            Profile.GP_0_7_2,
            Code.of(regRegImm(Opcode.ADD_IMM_64, 3, 3, 1), regImm(Opcode.STORE_U8, 3, 0x20000)));
    StandardProgram standard = Code.program(Code.of(TRAP), 1, 0);
    Machine one = new Interpreter(program, InitialState.standard(standard, new byte[0]));
    Machine two = new Interpreter(program, InitialState.standard(standard, new byte[0]));
    one.gas().set(10);
    one.run();
    assertThat(one.memory().loadU8(0x20000)).isEqualTo(1);
    assertThat(two.memory().loadU8(0x20000)).isZero();
    assertThat(two.register(3)).isZero();
    assertThat(two.gas().remaining()).isZero();
  }

  @Test
  void longLoopsRunWithoutGrowingTheStack() {
    // jump to itself
    Machine machine = machine(Code.of(offset(Opcode.JUMP, 0)));
    machine.gas().set(3_000_001);
    assertThat(machine.run()).isEqualTo(new ExitReason.OutOfGas(0, 0));
  }

  @Test
  void megabytesOfCodeAreDecodedInLinearTime() {
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_7_2);
    for (int i = 0; i < 1_000_000; i++) {
      writer.write(regRegImm(Opcode.ADD_IMM_64, 3, 3, 1));
    }
    writer.write(regImm(Opcode.JUMP_IND, 0, 0));
    ProgramBlob blob = ProgramBlob.of(new int[0], writer);
    assertThat(blob.code()).hasSize(3_000_002);
    Machine machine = standard(blob, 0, 0);
    machine.gas().set(2_000_000);
    assertThat(machine.run()).isInstanceOf(ExitReason.Halt.class);
    assertThat(machine.register(3)).isEqualTo(1_000_000);
    // Without a single mask bit, and with a bit everywhere.
    Machine unmarked = machine(Code.raw(new int[3_000_000]));
    assertThat(unmarked.run()).isEqualTo(new ExitReason.Panic(0, NO_PREVIOUS));
  }

  @Test
  void gasMeterNeverGoesBelowZero() {
    GasMeter gas = new GasMeter(10);
    assertThat(gas.charge(10)).isTrue();
    assertThat(gas.remaining()).isZero();
    gas.set(5);
    assertThat(gas.charge(6)).isFalse();
    assertThat(gas.remaining()).isZero();
    assertThatThrownBy(() -> gas.charge(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> gas.set(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
