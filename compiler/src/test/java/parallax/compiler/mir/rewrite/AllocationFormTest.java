package parallax.compiler.mir.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.compiler.graph.Dominators;
import parallax.compiler.mir.MachineBlock;
import parallax.compiler.mir.MachineFunction;
import parallax.compiler.mir.MachineInst;
import parallax.compiler.mir.MachineOp;
import parallax.compiler.mir.MachineParser;
import parallax.compiler.mir.MachinePrinter;
import parallax.compiler.mir.MachineTarget;
import parallax.compiler.mir.MachineVerifier;
import parallax.compiler.mir.RandomMachineFunction;

/** What the functions do is compared where they are run: in the tests of the allocator. */
class AllocationFormTest {
  @Test
  void no_edge_is_critical_and_dominators_come_first() {
    for (int seed = 0; seed < 3_000; seed++) {
      final MachineFunction function = AllocationForm.of(RandomMachineFunction.small(seed));
      MachineVerifier.verify(function);
      final int[] dominators = Dominators.immediate(function.successors());
      final int[] predecessors = new int[function.blocks().size()];
      for (final MachineBlock block : function.blocks()) {
        final Set<Integer> targets = new HashSet<>();
        for (final MachineTarget target : block.terminator().targets()) {
          if (targets.add(target.block().id())) {
            predecessors[target.block().id()]++;
          }
        }
        assertThat(dominators[block.id()]).as("seed %d, %s", seed, block).isLessThan(block.id());
        assertThat(block.id() == 0 || dominators[block.id()] >= 0).isTrue();
      }
      for (final MachineBlock block : function.blocks()) {
        for (final MachineInst inst : block.instructions()) {
          assertThat(inst.op()).isNotEqualTo(MachineOp.COPY);
        }
        if (block.terminator().op() != MachineOp.JUMP) {
          for (final MachineTarget target : block.terminator().targets()) {
            assertThat(predecessors[target.block().id()]).as("seed %d", seed).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void functions_are_left_as_they_were() {
    for (int seed = 0; seed < 200; seed++) {
      final MachineFunction function = RandomMachineFunction.small(seed);
      final String before = MachinePrinter.print(function);
      AllocationForm.of(function);
      assertThat(MachinePrinter.print(function)).isEqualTo(before);
    }
  }

  @Test
  void constants_of_a_loop_are_one_and_stand_before_it() {
    final MachineFunction function =
        MachineParser.parse(
            """
            function 0 "f" vregs 7 {
            b0:
              %0:a0 = entry
              %1 = load_imm 5
              %2 = copy %0
              store_ind_u64 %1, %2, 0
              jump b1
            b1:
              %3 = load_imm 5
              store_ind_u64 %3, %2, 8
              %4 = load_imm 5
              store_ind_u64 %4, %0, 16
              %5 = load_ind_u64 %0, 0
              branch branch_ne_imm %5, 0, b1, b2
            b2:
              return
            }
            """);
    assertThat(MachinePrinter.print(AllocationForm.of(function)))
        .isEqualTo(
            """
            function 0 "f" vregs 8 {
            b0:
              %0:a0 = entry
              %1 = load_imm 5
              store_ind_u64 %1, %0, 0
              %7 = load_imm 5
              jump b1
            b1:
              store_ind_u64 %7, %0, 8
              store_ind_u64 %7, %0, 16
              %5 = load_ind_u64 %0, 0
              branch branch_ne_imm %5, 0, b2, b3
            b2:
              jump b1
            b3:
              return
            }
            """);
  }
}
