package parallax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.corpus.SharedData;

/** Every workload computes what its algorithm does, in as many instructions on every engine. */
final class WorkloadTest {
  static List<Workload> available() {
    final List<Workload> available = new ArrayList<>();
    for (final Workload workload : Workload.values()) {
      if (workload.isAvailable(SharedData.root())) {
        available.add(workload);
      }
    }
    if (available.size() < Workload.values().length) {
      System.err.println(SharedData.absent("kernels", "benchmarks of kernels"));
    }
    return available;
  }

  @TestFactory
  List<DynamicTest> results_are_those_of_the_algorithm_on_every_engine() {
    final List<DynamicTest> tests = new ArrayList<>();
    for (final Workload workload : available()) {
      tests.add(DynamicTest.dynamicTest(workload.name(), () -> check(workload)));
    }
    return tests;
  }

  private static void check(final Workload workload) {
    final long argument = workload.smallArgument();
    final long expected = Algorithms.result(workload, argument);
    assertThat(Algorithms.result(workload, workload.argument())).isEqualTo(workload.expected());
    final Invocation.Run interpreted =
        VmEngine.INTERPRETER.prepare(workload.program(SharedData.root())).run(argument);
    assertThat(interpreted.result()).isEqualTo(expected);
    for (final VmEngine engine : VmEngine.values()) {
      final Invocation invocation = engine.prepare(workload.program(SharedData.root()));
      for (int i = 0; i < 2; i++) {
        final Invocation.Run run = invocation.run(argument);
        assertThat(run.result()).as(engine.label()).isEqualTo(expected);
        if (engine != VmEngine.TRANSLATOR_WITHOUT_GAS) {
          assertThat(run.instructions()).as(engine.label()).isEqualTo(interpreted.instructions());
        }
      }
    }
  }

  @Test
  void executed_instructions_are_those_of_the_text() {
    assertThat(count(Workload.ALU_LOOP, 1_000)).isEqualTo(8 + 10 * 1_000);
    assertThat(count(Workload.MEMORY_LOOP, 10)).isEqualTo(7 + 10 * (4 + 5 * 4_096));
    assertThat(count(Workload.HASH_IN_REGISTERS, 1_000)).isEqualTo(14 + 13 * 1_000);
    assertThat(count(Workload.SIEVE_IN_REGISTERS, 5_000)).isEqualTo(sieveInstructions(5_000));
  }

  private static long count(final Workload workload, final long argument) {
    return VmEngine.INTERPRETER
        .prepare(workload.program(SharedData.root()))
        .run(argument)
        .instructions();
  }

  private static long sieveInstructions(final int n) {
    long count = 4 + 3L * n + 1 + 1 + 4;
    final boolean[] composite = new boolean[n];
    for (int i = 2; i < n; i++) {
      count += 4;
      if (composite[i]) {
        continue;
      }
      count += 3;
      for (long j = (long) i * i; j < n; j += i) {
        count += 3;
        composite[(int) j] = true;
      }
    }
    return count;
  }

  @Test
  void workloads_run_long_enough_to_be_measured_and_small_ones_are_small() {
    for (final Workload workload : available()) {
      assertThat(count(workload, workload.argument()))
          .as(workload.name())
          .isBetween(5_000_000L, 80_000_000L);
      assertThat(count(workload, workload.smallArgument()))
          .as(workload.name())
          .isBetween(50_000L, 5_000_000L);
    }
  }

  @Test
  void so_many_instructions_are_executed_as_were_asked_for() {
    for (final VmEngine engine : Arrays.asList(VmEngine.INTERPRETER, VmEngine.AUTOMATIC)) {
      final Invocation alu = engine.prepare(Workload.ALU_LOOP.program(SharedData.root()));
      assertThat(alu.execute(1_000, 1_234_567)).isEqualTo(1_234_567);
    }
  }
}
