package parallax.compiler.regalloc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.compiler.CompilerBug;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineParser;
import parallax.compiler.mir.MachineVerifier;
import parallax.compiler.mir.RandomMachineFunction;
import parallax.pvm.isa.Register;

class LinearScanAllocatorTest {
  private static final Set<Register> ALL = EnumSet.complementOf(EnumSet.of(Register.SP));

  /** Few registers, so that everything has to be split again and again. */
  private static final List<Set<Register>> FEW =
      List.of(
          EnumSet.of(Register.T0, Register.T1, Register.T2, Register.A0),
          EnumSet.of(Register.T1, Register.S0, Register.A1, Register.A5),
          EnumSet.of(Register.S0, Register.S1, Register.T0, Register.RA, Register.A2),
          EnumSet.of(Register.T0, Register.T1, Register.T2, Register.S0, Register.A0, Register.A1));

  private static Allocation checked(
      final MachineFunction function, final Set<Register> registers, final String description) {
    try {
      MachineVerifier.verify(function);
      final Allocation allocation = new LinearScanAllocator(registers).allocate(function);
      AllocationChecker.check(function, allocation);
      return allocation;
    } catch (final CompilerBug bug) {
      throw new AssertionError(description, bug);
    }
  }

  private static MachineFunction prepared(final MachineFunction function) {
    return new LinearScanAllocator().prepare(function);
  }

  @Test
  void everyRandomFunctionIsAllocatedRightly() {
    for (int seed = 0; seed < 3_000; seed++) {
      checked(prepared(RandomMachineFunction.small(seed)), ALL, "seed " + seed);
    }
  }

  @Test
  void fewRegistersSufficeToo() {
    for (int seed = 0; seed < 1_500; seed++) {
      final MachineFunction function = prepared(RandomMachineFunction.small(seed));
      for (final Set<Register> few : FEW) {
        checked(function, few, "seed " + seed + " " + few);
      }
    }
  }

  @Test
  void allocatedFunctionsDoWhatTheFunctionsDo() {
    for (int seed = 0; seed < 2_000; seed++) {
      final MachineFunction function = RandomMachineFunction.small(seed);
      final MachineFunction prepared = prepared(function);
      final List<Long> expected = MachineSimulator.run(function, 500);
      for (final Set<Register> registers : List.of(ALL, FEW.get(seed % FEW.size()))) {
        final Allocation allocation = new LinearScanAllocator(registers).allocate(prepared);
        final List<Long> actual = MachineSimulator.run(prepared, allocation, 500);
        final int common = Math.min(expected.size(), actual.size());
        assertThat(actual.subList(0, common))
            .as("seed %d %s", seed, registers)
            .isEqualTo(expected.subList(0, common));
      }
    }
  }

  @Test
  void largeFunctionsTakeTimeInProportion() {
    for (final MachineFunction function :
        List.of(
            RandomMachineFunction.sized(1, 2_000, 90), RandomMachineFunction.sized(2, 40, 4_000))) {
      final long start = cpuTime();
      final MachineFunction prepared = prepared(function);
      final long middle = cpuTime();
      final Allocation allocation = new LinearScanAllocator().allocate(prepared);
      final long allocated = cpuTime();
      AllocationChecker.check(prepared, allocation);
      final long checked = cpuTime();
      final int count = prepared.blocks().stream().mapToInt(LinearScanAllocatorTest::size).sum();
      final String report =
          String.format(
              "%d blocks, %d instructions, %d registers: prepare %d ms, allocate %d ms, check %d ms;"
                  + " %d slots, %d moves",
              prepared.blocks().size(),
              count,
              prepared.vregCount(),
              (middle - start) / 1_000_000,
              (allocated - middle) / 1_000_000,
              (checked - allocated) / 1_000_000,
              allocation.slots(),
              allocation.movesBefore().stream().mapToLong(List::size).sum());
      System.out.println(report);
      assertThat(checked - start).as(report).isLessThan(20_000_000_000L);
    }
  }

  /** A switch over 5,000 cases, each with a call, through which twelve values are kept. */
  @Test
  void largeSwitchesTakeTimeInProportion() {
    final MachineFunction function = prepared(largeSwitch(5_000));
    final long start = cpuTime();
    final Allocation allocation = new LinearScanAllocator().allocate(function);
    final long allocated = cpuTime() - start;
    AllocationChecker.check(function, allocation);
    System.out.println("switch: " + allocated / 1_000_000 + " ms");
    assertThat(allocated).isLessThan(10_000_000_000L);
  }

  private static MachineFunction largeSwitch(final int cases) {
    final StringBuilder text = new StringBuilder();
    text.append("function 0 \"switch\" vregs ").append(12 + 3 * cases).append(" {\nb0:\n");
    text.append("  %0:a0 = entry\n");
    for (int i = 1; i < 12; i++) {
      text.append("  %").append(i).append(" = add_imm_64 %0, ").append(i).append('\n');
    }
    text.append("  switch %0");
    for (int i = 0; i < cases; i++) {
      text.append(", b").append(i + 1);
    }
    text.append('\n');
    for (int i = 0; i < cases; i++) {
      final int fresh = 12 + 2 * i;
      text.append('b').append(i + 1).append(":\n");
      text.append(String.format("  %%%d:a0 = call fn1 %%%d:a0%n", fresh, i % 12));
      text.append(String.format("  %%%d = add_64 %%%d, %%%d%n", fresh + 1, fresh, (i + 5) % 12));
      text.append(String.format("  jump b%d(%%%d)%n", cases + 1, fresh + 1));
    }
    final int join = 12 + 2 * cases;
    text.append(String.format("b%d(%%%d):%n", cases + 1, join));
    for (int i = 0; i < 12; i++) {
      text.append(String.format("  %%%d = xor %%%d, %%%d%n", join + i + 1, join + i, i));
    }
    text.append(String.format("  return %%%d:a0%n}%n", join + 12));
    return MachineParser.parse(text.toString());
  }

  private static int size(final MachineBlock block) {
    return block.instructions().size();
  }

  /** Time of this thread alone: other processes do not count. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
