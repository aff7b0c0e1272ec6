package parallax.compiler.regalloc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineParser;
import parallax.compiler.mir.MachineVerifier;
import parallax.compiler.mir.RandomMachineFunction;

class StackSlotAllocatorTest {
  private static Allocation allocate(final MachineFunction function) {
    return new StackSlotAllocator().allocate(function);
  }

  /** Time of this thread alone: other processes do not count. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Allocation checked(final MachineFunction function) {
    MachineVerifier.verify(function);
    final Allocation allocation = allocate(function);
    AllocationChecker.check(function, allocation);
    return allocation;
  }

  @Test
  void everyRandomFunctionIsAllocatedRightly() {
    for (int seed = 0; seed < 10_000; seed++) {
      checked(RandomMachineFunction.small(seed));
    }
  }

  @Test
  void allocatedFunctionsDoWhatTheFunctionsDo() {
    for (int seed = 0; seed < 5_000; seed++) {
      final MachineFunction function = RandomMachineFunction.small(seed);
      assertThat(MachineSimulator.run(function, allocate(function), 500))
          .as("seed %d", seed)
          .isEqualTo(MachineSimulator.run(function, 500));
    }
  }

  @Test
  void largeFunctionsTakeTimeInProportion() {
    final MachineFunction function = RandomMachineFunction.sized(1, 2_000, 90);
    final int count =
        function.blocks().stream().mapToInt(block -> block.instructions().size()).sum();
    long best = Long.MAX_VALUE;
    String report = "";
    for (int i = 0; i < 3; i++) {
      final long start = cpuTime();
      MachineVerifier.verify(function);
      final long verified = cpuTime();
      final Allocation allocation = allocate(function);
      final long allocated = cpuTime();
      AllocationChecker.check(function, allocation);
      final long checked = cpuTime();
      final long moves = allocation.movesBefore().stream().mapToLong(list -> list.size()).sum();
      if (checked - start < best) {
        best = checked - start;
        report =
            String.format(
                "%d blocks, %d instructions, %d registers: verify %d ms, allocate %d ms, check %d ms; %d slots, %d moves",
                function.blocks().size(),
                count,
                function.vregCount(),
                (verified - start) / 1_000_000,
                (allocated - verified) / 1_000_000,
                (checked - allocated) / 1_000_000,
                allocation.slots(),
                moves);
      }
    }
    System.out.println(report);
    assertThat(count).isGreaterThan(250_000);
    // Far more than it takes; what is not linear takes minutes.
    assertThat(best).as(report).isLessThan(20_000_000_000L);
  }

  @Test
  void valuesAreStoredBehindDefinitionsAndLoadedInFrontOfUses() {
    final MachineFunction function =
        MachineParser.parse(
            """
            function 0 "f" vregs 5 {
            b0:
              %0:a0, %1:a1 = entry
              %2:a0 = call fn1
              %3 = add_64 %0, %2
              jump b1(%3)
            b1(%4):
              return %4:a0
            }
            """);
    assertThat(AllocationPrinter.print(function, checked(function)))
        .isEqualTo(
            """
            function 0 "f" vregs 5 slots 2 {
            b0:
              %0:a0, %1:a1 = entry  ; a0, a1
                slot0 <- a0
              %2:a0 = call fn1  ; a0
                slot1 <- a0
                t0 <- slot0
              %3 = add_64 %0, %2  ; t1, t0, a0
                slot1 <- t1
              jump b1(%3)
            b1(%4):
                a0 <- slot1
              return %4:a0  ; a0
            }
            """);
  }
}
