package parallax.pvm.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.fixture.ClassFiles;
import parallax.pvm.fixture.Code;
import parallax.pvm.fixture.RandomPrograms;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.speed.Kernel;
import parallax.pvm.text.Assembler;
import parallax.pvm.text.AssemblyException;

/** Regions: their size, and that only what is used is translated. */
final class TranslationTest {

  /** About what regions should have; much larger ones are slow. */
  private static final int GOOD = 5_000;

  /** What no code whatever may exceed by far: HotSpot refuses methods of 8,000. */
  private static final int BEARABLE = 7_600;

  private static int largestMethod(Profile profile, ProgramBlob blob) throws IOException {
    TranslatedProgram program = TranslatedProgram.of(profile, blob, 0);
    int largest = 0;
    for (int region = 0; region < program.units().regionCount(); region++) {
      for (int unit = program.units().firstUnit(region);
          unit < program.units().endUnit(region);
          unit++) {
        program.units().addEntry(unit);
      }
      largest = Math.max(largest, size(program, region));
      program.stopGuessingStack(region);
      largest = Math.max(largest, size(program, region));
    }
    return largest;
  }

  private static int size(TranslatedProgram program, int region) throws IOException {
    Map<String, Integer> sizes = new TreeMap<>();
    ClassFiles.addMethods(program.write(region).bytes(), "Region", sizes);
    return sizes.get("Region.run");
  }

  @ParameterizedTest
  @EnumSource
  void noInstructionMakesARegionTooLarge(Profile profile) throws IOException {
    for (Opcode opcode : Opcode.values()) {
      if (opcode.existsIn(profile)) {
        for (int registers : new int[] {1, Register.COUNT}) {
          assertThat(largestMethod(profile, many(opcode, registers, profile)))
              .as(opcode.mnemonic())
              .isLessThan(BEARABLE);
        }
      }
    }
  }

  /** One instruction after another, with so many registers: sp, and those behind it. */
  private static ProgramBlob many(Opcode opcode, int registers, Profile profile) {
    OperandFormat format = opcode.format();
    InstructionWriter writer = new InstructionWriter(profile);
    for (int i = 0; i < 2_000; i++) {
      int a = (Register.SP.index() + i % registers) % Register.COUNT;
      int b = (Register.SP.index() + (i + 1) % registers) % Register.COUNT;
      int d = (Register.SP.index() + (i + 2) % registers) % Register.COUNT;
      Instruction instruction =
          new Instruction(
              opcode,
              format.hasA() ? a : 0,
              format.hasB() ? b : 0,
              format.hasD() ? d : 0,
              format.hasImm1() ? 0x7654321 - 70_000 * (i % 2) - i : 0,
              format.hasImm2() ? 0x7FFFFFF + i : 0,
              0);
      writer.write(format.hasOffset() ? instruction.withOffset(-writer.position()) : instruction);
    }
    writer.write(Instruction.none(Opcode.TRAP));
    return ProgramBlob.of(new int[0], writer);
  }

  @ParameterizedTest
  @EnumSource
  void regionsOfProgramsAreSmall(Profile profile) throws IOException {
    RandomPrograms programs = new RandomPrograms(profile, 3);
    for (int i = 0; i < 200; i++) {
      assertThat(largestMethod(profile, programs.next().blob())).isLessThan(BEARABLE);
    }
    if (profile == Profile.GP_0_7_2) {
      for (Kernel kernel : Kernel.values()) {
        assertThat(largestMethod(profile, kernel.program(profile).blob())).isBetween(100, GOOD);
      }
    }
  }

  private static ProgramBlob megabyte() {
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_7_2);
    writer.write(Instruction.regImm(Opcode.JUMP_IND, 0, 0));
    while (writer.position() < 1 << 20) {
      for (int i = 0; i < 8; i++) {
        writer.write(Instruction.regRegImm(Opcode.LOAD_IND_U64, 2 + i % 8, 1, 8L * i));
        writer.write(Instruction.regRegReg(Opcode.ADD_64, 2 + i % 8, 2 + i % 8, 3));
      }
      writer.write(Instruction.regImm(Opcode.JUMP_IND, 0, 0));
    }
    return ProgramBlob.of(new int[0], writer);
  }

  @Test
  void ofAMegabyteOnlyWhatIsUsedIsTranslated() {
    ProgramBlob blob = megabyte();
    TranslatedProgram program = TranslatedProgram.of(Profile.GP_0_7_2, blob, 0);
    Machine machine =
        new TranslatedMachine(
            program, InitialState.standard(Code.program(blob, 0, 4096), new byte[0]));
    machine.gas().set(1000);
    assertThat(machine.run()).isEqualTo(new ExitReason.Halt(0, ExitReason.NO_PREVIOUS));
    assertThat(program.units().regionCount()).isGreaterThan(500);
    assertThat(program.translatedRegions()).isEqualTo(1);
  }

  @Test
  void placeThatIsEnteredOftenBecomesAnEntry() {
    // The block at the end is no entry by itself: nothing but the host leads there.
    ProgramBlob blob =
        Code.of(Instruction.none(Opcode.TRAP), Instruction.regImm(Opcode.JUMP_IND, 0, 0));
    TranslatedProgram program = TranslatedProgram.of(Profile.GP_0_7_2, blob, 0);
    Machine machine =
        new TranslatedMachine(
            program, InitialState.standard(Code.program(blob, 0, 4096), new byte[0]));
    assertThat(program.units().isEntry(1)).isFalse();
    for (int i = 0; i < 20; i++) {
      machine.setPc(1);
      machine.gas().set(10);
      assertThat(machine.run()).isInstanceOf(ExitReason.Halt.class);
      assertThat(machine.gas().remaining()).isEqualTo(9);
    }
    assertThat(program.units().isEntry(1)).isTrue();
  }

  @Test
  void onlyWhatIsUsedMuchIsTranslatedIfSoWished() {
    Kernel kernel = Kernel.ALU_ASM;
    StandardProgram standard = kernel.program(Profile.GP_0_7_2);
    TranslatedProgram program = TranslatedProgram.of(Profile.GP_0_7_2, standard.blob(), 100);
    Machine machine = new TranslatedMachine(program, InitialState.standard(standard, new byte[0]));
    kernel.start(machine);
    machine.gas().set(500);
    machine.run();
    assertThat(program.translatedRegions()).isZero();
    machine.gas().set(5_000);
    machine.run();
    assertThat(program.translatedRegions()).isEqualTo(1);
  }

  @Test
  void machinesOfOneProgramShareWhatTheAutomaticEngineTranslated() {
    Kernel kernel = Kernel.ALU_ASM;
    StandardProgram standard = kernel.program(Profile.GP_0_7_2);
    TranslatedProgram program = TranslatedProgram.automatic(Profile.GP_0_7_2, standard.blob());
    long first = program.interpretFirst();
    Machine machine = new TranslatedMachine(program, InitialState.standard(standard, new byte[0]));
    kernel.start(machine);
    machine.gas().set(first - 1);
    machine.run();
    assertThat(program.interpretFirst()).isEqualTo(1);
    assertThat(program.translatedRegions()).isZero();

    // The next machine goes on where the first one has left off.
    machine = new TranslatedMachine(program, InitialState.standard(standard, new byte[0]));
    kernel.start(machine);
    machine.gas().set(10_000);
    machine.run();
    assertThat(program.interpretFirst()).isZero();
    assertThat(program.translatedRegions()).isEqualTo(1);
  }

  @Test
  void stackPointerThatPointsElsewhereIsNotGuessedForEver() throws AssemblyException {
    ProgramBlob blob =
        Assembler.assemble(
            """
            @loop:
              add_imm_64 a0, a0, 1
              store_ind_u64 a0, [sp+8]
              load_ind_u32 a1, [sp+8]
              store_ind_u8 a0, [sp+17]
              branch_lt_u_imm a1, 1000, @loop
              jump_ind ra, 0
            """,
            Profile.GP_0_7_2);
    StandardProgram standard =
        new StandardProgram(Optional.empty(), new byte[0], new byte[0], 2, 4096, blob);
    for (boolean stack : new boolean[] {true, false}) {
      InitialState state = InitialState.standard(standard, new byte[0]);
      TranslatedProgram program = TranslatedProgram.of(Profile.GP_0_7_2, blob, 0);
      Machine machine = new TranslatedMachine(program, state);
      long sp = stack ? machine.register(Register.SP.index()) - 100 : 0x20000;
      machine.setRegister(Register.SP.index(), sp);
      machine.setRegister(Register.A0.index(), 0);
      machine.gas().set(1_000_000);
      assertThat(machine.run()).isInstanceOf(ExitReason.Halt.class);
      assertThat(machine.gas().remaining()).isEqualTo(1_000_000 - 5 * 1000 - 1);
      assertThat(machine.memory().loadU64(sp + 8)).isEqualTo(1000);
      assertThat(program.guessesStack(0)).isEqualTo(stack);
    }
  }

  @Test
  void translationsAreUnloadedWithTheirProgram() throws InterruptedException {
    WeakReference<Class<?>> translation = translation();
    for (int i = 0; i < 50 && translation.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(translation.get()).isNull();
  }

  private static WeakReference<Class<?>> translation() {
    TranslatedProgram program =
        TranslatedProgram.of(Profile.GP_0_7_2, Kernel.FIB.program(Profile.GP_0_7_2).blob(), 0);
    Class<?> region = program.enter(0).getClass();
    assertThat(region.isHidden()).isTrue();
    return new WeakReference<>(region);
  }
}
