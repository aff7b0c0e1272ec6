package parallax.pvm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static parallax.pvm.codec.Instruction.imm;
import static parallax.pvm.codec.Instruction.none;
import static parallax.pvm.codec.Instruction.offset;
import static parallax.pvm.codec.Instruction.regImm;
import static parallax.pvm.codec.Instruction.regReg;
import static parallax.pvm.codec.Instruction.regRegImm;
import static parallax.pvm.codec.Instruction.regRegOffset;
import static parallax.pvm.codec.Instruction.regRegReg;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.BlockCost;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.fixture.Code;
import parallax.pvm.fixture.Engine;
import parallax.pvm.isa.GasModel;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.ExitReason.HostCall;
import parallax.pvm.machine.ExitReason.OutOfGas;
import parallax.pvm.machine.ExitReason.PageFault;
import parallax.pvm.machine.ExitReason.Panic;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.BlockCosts;
import parallax.pvm.program.ProgramBlob;

/**
 * What profile gp-0.8.0 does differently: whole blobs are validated, branches need both sides, and
 * blocks are charged as a whole. The numbers in names are those of the project's list of traps.
 */
final class BlockGasTest {

  private static final Instruction TRAP = none(Opcode.TRAP);
  private static final int NO_PREVIOUS = ExitReason.NO_PREVIOUS;
  private static final long GAS = 1000;

  private static ProgramBlob blob(Instruction... instructions) {
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_8_0);
    for (Instruction instruction : instructions) {
      writer.write(instruction);
    }
    return ProgramBlob.of(new int[0], writer);
  }

  private static Machine machine(Engine engine, ProgramBlob blob) {
    Machine machine =
        engine.create(
            Profile.GP_0_8_0, blob, InitialState.raw(new PagedMemory(), new long[Register.COUNT]));
    machine.gas().set(GAS);
    return machine;
  }

  private static int price(Instruction... block) {
    return (int) BlockCost.of(GasModel.BLOCK_PIPELINE, List.of(block), false);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("11: a branch panics if one of its sides starts no block, taken or not")
  void trap11(Engine engine) {
    for (long left : new long[] {0, 1}) {
      Machine target = machine(engine, blob(regRegOffset(Opcode.BRANCH_EQ, 3, 4, 1), TRAP));
      target.setRegister(3, left);
      assertThat(target.run()).isEqualTo(new Panic(0, NO_PREVIOUS));
      Machine last = machine(engine, blob(regRegOffset(Opcode.BRANCH_EQ, 3, 4, 0)));
      last.setRegister(3, left);
      assertThat(last.run()).isEqualTo(new Panic(0, NO_PREVIOUS));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("15: malformed code panics at once and costs nothing, wherever it is malformed")
  void trap15(Engine engine) {
    int[] longSkip = new int[27];
    longSkip[0] = 1;
    ProgramBlob[] malformed = {
      Code.raw(new int[0]),
      Code.raw(new int[] {0, 255, 0}, 0, 1, 2),
      Code.raw(new int[] {0, 0}, 1),
      Code.raw(longSkip, 0, 26),
      Code.raw(new int[] {0, 51, 1}, 0, 1),
      // sbrk does not exist any more
      Code.raw(new int[] {111, 0x11, 0}, 0, 2),
    };
    for (ProgramBlob blob : malformed) {
      Machine machine = machine(engine, blob);
      assertThat(machine.run()).isEqualTo(new Panic(0, NO_PREVIOUS));
      assertThat(machine.gas().remaining()).isEqualTo(GAS);
    }
    Machine wellFormed = machine(engine, Code.raw(new int[] {0, 51, 1, 0}, 0, 1, 3));
    assertThat(wellFormed.run()).isEqualTo(new Panic(0, NO_PREVIOUS));
    assertThat(wellFormed.gas().remaining()).isLessThan(GAS);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("15: entering where no instruction starts panics and costs nothing")
  void trap15Entry(Engine engine) {
    Machine machine = machine(engine, blob(regImm(Opcode.LOAD_IMM, 3, 1), TRAP));
    for (int pc : new int[] {1, 2, 4, 5, Integer.MAX_VALUE}) {
      machine.setPc(pc);
      assertThat(machine.run()).isEqualTo(new Panic(pc, NO_PREVIOUS));
      assertThat(machine.gas().remaining()).isEqualTo(GAS);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("26: a block that cannot be paid does not start, and gas stays what it was")
  void trap26(Engine engine) {
    Instruction[] second = {regImm(Opcode.LOAD_IMM, 3, 1), regReg(Opcode.MOVE_REG, 4, 3), TRAP};
    ProgramBlob blob = blob(none(Opcode.FALLTHROUGH), second[0], second[1], second[2]);
    int first = price(none(Opcode.FALLTHROUGH));
    Machine machine = machine(engine, blob);
    machine.gas().set(first - 1);
    assertThat(machine.run()).isEqualTo(new OutOfGas(0, NO_PREVIOUS));
    assertThat(machine.gas().remaining()).isEqualTo(first - 1);
    machine.gas().set(first + price(second) - 1);
    assertThat(machine.run()).isEqualTo(new OutOfGas(1, 0));
    assertThat(machine.gas().remaining()).isEqualTo(price(second) - 1);
    assertThat(machine.register(3)).isZero();
    machine.gas().set(price(second));
    assertThat(machine.run()).isEqualTo(new Panic(6, 4));
    assertThat(machine.gas().remaining()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("27: a block stays paid over host calls and page faults, at its start and inside")
  void trap27(Engine engine) {
    Instruction[] block = {
      imm(Opcode.ECALLI, 1),
      regImm(Opcode.LOAD_U8, 3, 0x20000),
      imm(Opcode.ECALLI, 2),
      none(Opcode.FALLTHROUGH)
    };
    Machine machine = machine(engine, blob(block[0], block[1], block[2], block[3], TRAP));
    long left = GAS - price(block);
    assertThat(machine.run()).isEqualTo(new HostCall(0, NO_PREVIOUS, 1));
    assertThat(machine.gas().remaining()).isEqualTo(left);
    assertThat(machine.run()).isEqualTo(new PageFault(2, 0, 0x20000));
    assertThat(machine.run()).isEqualTo(new PageFault(2, 0, 0x20000));
    machine.memory().setAccess(0x20000, 1, PageAccess.READ);
    assertThat(machine.run()).isEqualTo(new HostCall(7, 2, 2));
    assertThat(machine.gas().remaining()).isEqualTo(left);
    assertThat(machine.run()).isEqualTo(new Panic(10, 9));
    assertThat(machine.gas().remaining()).isEqualTo(left - price(TRAP));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("30: starting inside a block charges all of it; moving there forgets what was paid")
  void trap30(Engine engine) {
    Instruction[] block = {
      imm(Opcode.ECALLI, 1),
      regRegReg(Opcode.DIV_U_64, 3, 3, 3),
      regImm(Opcode.LOAD_IMM, 4, 1),
      TRAP
    };
    Machine machine = machine(engine, blob(block));
    machine.setPc(5);
    assertThat(machine.run()).isEqualTo(new Panic(8, 5));
    assertThat(machine.gas().remaining()).isEqualTo(GAS - price(block));
    machine.setPc(0);
    assertThat(machine.run()).isInstanceOf(HostCall.class);
    machine.setPc(5);
    assertThat(machine.run()).isEqualTo(new Panic(8, 5));
    assertThat(machine.gas().remaining()).isEqualTo(GAS - 3L * price(block));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a fall-through off the end reaches a trap that costs what a block of one trap does")
  void offTheEnd(Engine engine) {
    Machine machine = machine(engine, blob(none(Opcode.FALLTHROUGH)));
    assertThat(machine.run()).isEqualTo(new Panic(1, 0));
    assertThat(machine.gas().remaining())
        .isEqualTo(GAS - price(none(Opcode.FALLTHROUGH)) - price(TRAP));
  }

  @Test
  @DisplayName(
      "31: move_reg takes a decode slot and nothing else; shifts overlap by their first source")
  void trap31() {
    Instruction move = regReg(Opcode.MOVE_REG, 3, 4);
    assertThat(price(move, TRAP)).isEqualTo(price(TRAP));
    assertThat(price(move, move, move, TRAP)).isEqualTo(price(TRAP));
    assertThat(price(move, move, move, move, TRAP)).isEqualTo(price(TRAP) + 1);
    // Decode slots: 2 if the destination is the first source, otherwise 3.
    Instruction first = regRegReg(Opcode.SHLO_L_64, 3, 3, 4);
    Instruction second = regRegReg(Opcode.SHLO_L_64, 3, 4, 3);
    assertThat(price(first, TRAP)).isEqualTo(price(TRAP));
    assertThat(price(first, move, move, TRAP)).isEqualTo(price(TRAP) + 1);
    assertThat(price(second, TRAP)).isEqualTo(price(TRAP));
    assertThat(price(second, move, TRAP)).isEqualTo(price(TRAP) + 1);
  }

  @Test
  @DisplayName("31: a cmov does not wait for the old value of its destination")
  void cmovSources() {
    Instruction slow = regRegReg(Opcode.DIV_U_64, 3, 5, 6);
    Instruction cmov = regRegReg(Opcode.CMOV_NZ, 3, 7, 8);
    assertThat(price(slow, cmov, TRAP)).isEqualTo(price(slow, TRAP));
    Instruction immediate = regRegImm(Opcode.CMOV_NZ_IMM, 3, 8, 5);
    assertThat(price(slow, immediate, TRAP)).isEqualTo(price(slow, TRAP));
    Instruction dependent = regRegReg(Opcode.CMOV_NZ, 9, 3, 8);
    assertThat(price(slow, dependent, TRAP)).isGreaterThan(price(slow, TRAP));
  }

  @Test
  void branchIsCheapBesideATrap() {
    Instruction branch = regRegOffset(Opcode.BRANCH_EQ, 3, 4, 3);
    assertThat(BlockCost.of(GasModel.BLOCK_PIPELINE, List.of(branch), true)).isEqualTo(1);
    assertThat(BlockCost.of(GasModel.BLOCK_PIPELINE, List.of(branch), false)).isEqualTo(20);
    assertThat(BlockCost.of(GasModel.FLAT, List.of(branch, branch), false)).isEqualTo(2);
    assertThat(price(offset(Opcode.JUMP, 0))).isEqualTo(15);
  }

  @Test
  void aMillionInstructionsArePricedInTwoSeconds() {
    InstructionWriter writer = new InstructionWriter(Profile.GP_0_8_0);
    Random random = new Random(3);
    int blocks = 0;
    for (int i = 0; i < 1_000_000; i++) {
      switch (random.nextInt(10)) {
        case 0 -> writer.write(regRegImm(Opcode.LOAD_IND_U64, random.nextInt(13), 1, 8 * i % 64));
        case 1 -> writer.write(regRegImm(Opcode.STORE_IND_U64, random.nextInt(13), 1, 8 * i % 64));
        case 2 -> {
          writer.write(none(Opcode.FALLTHROUGH));
          blocks++;
        }
        case 3 -> writer.write(regRegReg(Opcode.MUL_64, random.nextInt(13), random.nextInt(13), 3));
        default ->
            writer.write(
                regRegReg(
                    Opcode.ADD_64, random.nextInt(13), random.nextInt(13), random.nextInt(13)));
      }
    }
    writer.write(TRAP);
    ProgramBlob blob = ProgramBlob.of(new int[0], writer);
    BasicBlocks starts = BasicBlocks.of(blob, Profile.GP_0_8_0);
    BlockCosts costs = new BlockCosts(blob, Profile.GP_0_8_0);
    long before = System.nanoTime();
    long sum = 0;
    int counted = 0;
    for (int pc = 0; pc >= 0; pc = starts.nextStart(pc + 1)) {
      sum += costs.costOf(pc);
      counted++;
    }
    long millis = (System.nanoTime() - before) / 1_000_000;
    System.out.println(
        "1 M instructions in " + counted + " blocks priced in " + millis + " ms, " + sum);
    assertThat(counted).isEqualTo(blocks + 1);
    // Four times the promised time, for a machine that is busy with other things.
    assertThat(millis).isLessThan(8_000);
  }
}
