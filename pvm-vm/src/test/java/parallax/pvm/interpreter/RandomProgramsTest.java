package parallax.pvm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.codec.Bitmask;
import parallax.pvm.codec.Instruction;
import parallax.pvm.codec.InstructionWriter;
import parallax.pvm.fixture.EdgeValues;
import parallax.pvm.fixture.Engine;
import parallax.pvm.isa.Opcode;
import parallax.pvm.isa.OperandFormat;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.ProgramBlob;

/**
 * Programs nobody wrote: the engines and the plainest machine do the same with them, and nothing
 * throws.
 */
final class RandomProgramsTest {

  private static Opcode[] opcodes(Profile profile) {
    return Arrays.stream(Opcode.values())
        .filter(opcode -> opcode.existsIn(profile))
        .toArray(Opcode[]::new);
  }

  private final Map<ExitReason.Kind, Integer> ends = new EnumMap<>(ExitReason.Kind.class);

  @ParameterizedTest
  @EnumSource
  void randomBytesEndTheSameWay(Profile profile) {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] code = new byte[random.nextInt(120)];
      random.nextBytes(code);
      byte[] mask = new byte[Bitmask.byteCount(code.length)];
      random.nextBytes(mask);
      if (code.length > 0) {
        mask[0] |= 1;
        mask[mask.length - 1] &= (byte) (0xFF >>> (8 * mask.length - code.length));
      }
      int[] table = {random.nextInt(130), random.nextInt(130)};
      compare(profile, new ProgramBlob(table, 1, code, new Bitmask(code.length, mask)), random, i);
    }
    if (profile.validatesBlob()) {
      assertThat(ends).containsKeys(ExitReason.Kind.PANIC);
    } else {
      assertThat(ends)
          .containsKeys(
              ExitReason.Kind.PANIC, ExitReason.Kind.PAGE_FAULT, ExitReason.Kind.HOST_CALL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomInstructionsEndTheSameWayAndEveryKindOccurs(Profile profile) {
    Random random = new Random(2);
    Set<Opcode> written = EnumSet.noneOf(Opcode.class);
    for (int i = 0; i < 5_000; i++) {
      InstructionWriter writer = new InstructionWriter(profile);
      int length = 1 + random.nextInt(40);
      for (int j = 0; j < length; j++) {
        Instruction instruction = instruction(profile, random);
        written.add(instruction.opcode());
        writer.write(instruction);
      }
      if (random.nextInt(20) != 0) {
        writer.write(Instruction.none(Opcode.TRAP));
      }
      int[] table = new int[random.nextInt(20)];
      for (int j = 0; j < table.length; j++) {
        table[j] = random.nextInt(writer.position() + 5);
      }
      compare(profile, ProgramBlob.of(table, writer), random, i);
    }
    assertThat(written).hasSize(opcodes(profile).length);
    assertThat(ends).containsOnlyKeys(ExitReason.Kind.values());
  }

  private static Instruction instruction(Profile profile, Random random) {
    Opcode[] opcodes = opcodes(profile);
    Opcode opcode = opcodes[random.nextInt(opcodes.length)];
    OperandFormat format = opcode.format();
    long imm1 = format.hasImm1() ? immediate(random) : 0;
    return new Instruction(
        opcode,
        format.hasA() ? random.nextInt(Register.COUNT) : 0,
        format.hasB() ? random.nextInt(Register.COUNT) : 0,
        format.hasD() ? random.nextInt(Register.COUNT) : 0,
        format == OperandFormat.REG_IMM64 ? value(random) : imm1,
        format.hasImm2() ? immediate(random) : 0,
        format.hasOffset() ? random.nextInt(80) - 40 : 0);
  }

  private static long immediate(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(16);
      case 1 -> (int) value(random);
      default -> 0x1FFF8 + random.nextInt(0x2020);
    };
  }

  private static long value(Random random) {
    long[] edges = EdgeValues.all();
    return switch (random.nextInt(5)) {
      case 0 -> random.nextLong();
      case 1 -> edges[random.nextInt(edges.length)];
      case 2 -> 0xFFFF0000L;
      case 3 -> random.nextInt(42);
      default -> 0x1FFF8 + random.nextInt(0x2020);
    };
  }

  private static PagedMemory memory(long seed) {
    Random random = new Random(seed);
    PagedMemory memory = new PagedMemory();
    byte[] bytes = new byte[PagedMemory.PAGE_SIZE];
    memory.setAccess(0x20000, PagedMemory.PAGE_SIZE, PageAccess.WRITE);
    memory.setAccess(0x21000, PagedMemory.PAGE_SIZE, PageAccess.READ);
    for (long page : new long[] {0x20000, 0x21000}) {
      random.nextBytes(bytes);
      memory.write(page, bytes);
    }
    return memory;
  }

  private void compare(Profile profile, ProgramBlob blob, Random random, int number) {
    long[] registers = new long[Register.COUNT];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = value(random);
    }
    PagedMemory referenceMemory = memory(number);
    long gas = random.nextInt(10) == 0 ? random.nextInt(30) : 200;
    Machine reference =
        Engine.REFERENCE.create(profile, blob, InitialState.raw(referenceMemory, registers));
    reference.gas().set(gas);
    ExitReason expected = reference.run();
    ends.merge(expected.kind(), 1, Integer::sum);
    byte[] expectedBytes = referenceMemory.read(0x20000, 0x2000);
    for (Engine engine : Engine.values()) {
      PagedMemory memory = memory(number);
      Machine machine = engine.create(profile, blob, InitialState.raw(memory, registers));
      machine.gas().set(gas);
      ExitReason reason = machine.run();
      String what = engine + " with program " + number;
      assertThat(reason).as(what).isEqualTo(expected);
      assertThat(machine.registers()).as(what).isEqualTo(reference.registers());
      assertThat(machine.gas().remaining()).as(what).isEqualTo(reference.gas().remaining());
      if (!Arrays.equals(memory.read(0x20000, 0x2000), expectedBytes)) {
        assertThat(memory.read(0x20000, 0x2000)).as(what).isEqualTo(expectedBytes);
      }
    }
  }
}
