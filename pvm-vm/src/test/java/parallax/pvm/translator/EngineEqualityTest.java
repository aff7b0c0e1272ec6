package parallax.pvm.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.pvm.fixture.Engine;
import parallax.pvm.fixture.RandomPrograms;
import parallax.pvm.isa.Profile;
import parallax.pvm.isa.Register;
import parallax.pvm.machine.ExitReason;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.memory.PageAccess;
import parallax.pvm.memory.PagedMemory;
import parallax.pvm.program.StandardProgram;
import parallax.pvm.speed.Kernel;

/**
 * All engines do the same as the interpreter: every exit with its positions, all registers, gas and
 * memory, over many runs of one machine that are stopped and continued in every way.
 */
final class EngineEqualityTest {

  private static final Engine[] OTHERS = {
    Engine.TRANSLATOR, Engine.HALF_TRANSLATOR, Engine.AUTOMATIC, Engine.REFERENCE
  };

  private final Map<ExitReason.Kind, Integer> ends = new EnumMap<>(ExitReason.Kind.class);

  private static String state(Machine machine) {
    return "pc "
        + machine.pc()
        + ", gas "
        + machine.gas().remaining()
        + ", heap "
        + machine.heapEnd()
        + ", "
        + Arrays.toString(machine.registers());
  }

  private static void assertSameMemory(PagedMemory expected, PagedMemory actual, String what) {
    long page = expected.nextTouchedPage(0);
    assertThat(actual.nextTouchedPage(0)).as(what).isEqualTo(page);
    while (page >= 0) {
      if (!Arrays.equals(
          expected.read(page, PagedMemory.PAGE_SIZE), actual.read(page, PagedMemory.PAGE_SIZE))) {
        assertThat(actual.read(page, PagedMemory.PAGE_SIZE))
            .as(what + ", page %x", page)
            .isEqualTo(expected.read(page, PagedMemory.PAGE_SIZE));
      }
      long next = expected.nextTouchedPage(page + PagedMemory.PAGE_SIZE);
      assertThat(actual.nextTouchedPage(page + PagedMemory.PAGE_SIZE)).as(what).isEqualTo(next);
      page = next;
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomProgramsStopAndContinueAlike(Profile profile) {
    RandomPrograms programs = new RandomPrograms(profile, 11);
    for (int number = 0; number < 2_000; number++) {
      StandardProgram program = programs.next();
      byte[] arguments = new byte[programs.random().nextInt(100)];
      Machine[] machines = new Machine[1 + OTHERS.length];
      for (int i = 0; i < machines.length; i++) {
        Engine engine = i == 0 ? Engine.INTERPRETER : OTHERS[i - 1];
        machines[i] =
            engine.create(profile, program.blob(), InitialState.standard(program, arguments));
      }
      for (int i = 0; i < Register.COUNT; i++) {
        long value = programs.value();
        for (Machine machine : machines) {
          machine.setRegister(i, value);
        }
      }
      for (int run = 0; run < 25; run++) {
        runAll(machines, programs, "program " + number + ", run " + run);
      }
      for (int i = 1; i < machines.length; i++) {
        assertSameMemory(
            machines[0].memory(), machines[i].memory(), OTHERS[i - 1] + ", program " + number);
      }
    }
    assertThat(ends).containsOnlyKeys(ExitReason.Kind.values());
    System.out.println(profile + " random programs, exits: " + ends);
  }

  /** One run of all machines, and what a host might do before the next. */
  private void runAll(Machine[] machines, RandomPrograms programs, String what) {
    Random random = programs.random();
    long gas = random.nextInt(4) == 0 ? random.nextInt(20) : random.nextInt(2_000);
    ExitReason expected = null;
    for (Machine machine : machines) {
      machine.gas().set(gas);
      ExitReason reason = machine.run();
      if (expected == null) {
        expected = reason;
        ends.merge(reason.kind(), 1, Integer::sum);
      }
      assertThat(reason).as(what).isEqualTo(expected);
      assertThat(state(machine)).as(what).isEqualTo(state(machines[0]));
    }
    int register = random.nextInt(Register.COUNT);
    long value = programs.value();
    int position = random.nextInt(600);
    int action = random.nextInt(6);
    for (Machine machine : machines) {
      if (expected instanceof ExitReason.PageFault fault && action < 3) {
        machine.memory().setAccess(fault.address(), 1, PageAccess.WRITE);
      } else if (expected.kind() == ExitReason.Kind.PANIC
          || expected.kind() == ExitReason.Kind.HALT
          || action == 4) {
        machine.setPc(action == 0 ? position : 0);
      } else if (action == 5) {
        machine.memory().setAccess(0x32000, 0x1000, PageAccess.NONE);
        machine.memory().setAccess(0x30000, 0x1000, PageAccess.READ);
      }
      if (action != 1) {
        machine.setRegister(register, value);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> kernelsStopAlikeAtAnyGas() {
    return Stream.of(Profile.values())
        .flatMap(
            profile ->
                Stream.of(Kernel.values())
                    .filter(kernel -> !kernel.isCompiled() || profile == Profile.GP_0_7_2)
                    .map(
                        kernel ->
                            DynamicTest.dynamicTest(
                                kernel + " " + profile, () -> checkKernel(kernel, profile))));
  }

  private static void checkKernel(Kernel kernel, Profile profile) {
    Random random = new Random(5);
    for (Engine engine : OTHERS) {
      Machine expected = kernel.machine(Engine.INTERPRETER, profile);
      Machine actual = kernel.machine(engine, profile);
      kernel.start(expected);
      kernel.start(actual);
      ExitReason reason;
      int stops = 0;
      do {
        long gas = stops < 300 ? random.nextInt(5_000) : random.nextInt(2_000_000);
        expected.gas().set(gas);
        actual.gas().set(gas);
        reason = expected.run();
        assertThat(actual.run()).as(engine + " after " + stops + " stops").isEqualTo(reason);
        assertThat(state(actual)).isEqualTo(state(expected));
        stops++;
      } while (reason.kind() == ExitReason.Kind.OUT_OF_GAS && stops < 400);
      assertSameMemory(expected.memory(), actual.memory(), kernel + " " + engine);
    }
  }
}
