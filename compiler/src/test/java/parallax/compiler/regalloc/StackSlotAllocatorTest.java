package parallax.compiler.regalloc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineParser;
import parallax.compiler.mir.MachineVerifier;
import parallax.compiler.mir.RandomMachineFunction;

class StackSlotAllocatorTest {
  private static Allocation allocate(final MachineFunction function) {
    return new StackSlotAllocator().allocate(function);
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
