package parallax.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import parallax.corpus.SharedData;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.ProgramBlob;

/** The body of every benchmark does what is measured. */
final class BenchmarkBodiesTest {
  @Test
  void a_warm_run_gives_the_result_of_the_workload() {
    for (final Workload workload : WorkloadTest.available()) {
      final MachineBenchmark benchmark = new MachineBenchmark();
      benchmark.workload = workload;
      benchmark.engine = VmEngine.TRANSLATOR;
      benchmark.prepare(workload.smallArgument());
      assertThat(benchmark.run()).isEqualTo(Algorithms.result(workload, workload.smallArgument()));
    }
  }

  @Test
  void a_benchmark_checks_the_result_that_it_knows() {
    final MachineBenchmark benchmark = new MachineBenchmark();
    benchmark.workload = Workload.SIEVE_IN_REGISTERS;
    benchmark.engine = VmEngine.TRANSLATOR;
    benchmark.prepare();
    assertThat(benchmark.run()).isEqualTo(78_498);
  }

  @Test
  void runs_with_gas_and_without_give_the_same() {
    for (final Workload workload : WorkloadTest.available()) {
      final GasBenchmark benchmark = new GasBenchmark();
      benchmark.workload = workload;
      benchmark.engine = VmEngine.TRANSLATOR_WITHOUT_GAS;
      benchmark.prepare();
      assertThat(benchmark.run()).isEqualTo(Algorithms.result(workload, workload.smallArgument()));
    }
  }

  @Test
  void a_cold_start_executes_what_it_says() {
    final ColdStartBenchmark benchmark = new ColdStartBenchmark();
    benchmark.workload = Workload.HASH_IN_REGISTERS;
    benchmark.engine = VmEngine.AUTOMATIC;
    benchmark.prepare();
    assertThat(benchmark.start(1_000_000)).isEqualTo(1_000_000);
  }

  @Test
  void code_is_translated_and_priced_to_its_end() {
    for (final CodeSample sample : CodeSample.values()) {
      if (!sample.isAvailable(SharedData.root())) {
        System.err.println(SharedData.absent("real", "translation of a real program"));
        continue;
      }
      final CodeBenchmark benchmark = new CodeBenchmark();
      benchmark.sample = sample;
      benchmark.prepare();
      final ProgramBlob blob = sample.blob(SharedData.root(), Profile.GP_0_7_2);
      final int instructions = CodeSample.instructions(blob, Profile.GP_0_7_2);
      assertThat(instructions).as(sample.label()).isGreaterThan(20_000);
      // A region holds at most some thousand bytes of bytecode, and an instruction takes some of
      // them.
      assertThat(benchmark.translate()).isBetween(instructions / 1_000L, (long) instructions);
      assertThat(benchmark.priceBlocks()).isPositive();
    }
  }

  @Test
  void prices_of_the_loops_are_those_of_the_blocks_one_by_one() {
    final CodeBenchmark benchmark = new CodeBenchmark();
    benchmark.sample = CodeSample.LOOPS;
    benchmark.prepare();
    final ProgramBlob blob = CodeSample.LOOPS.blob(SharedData.root(), Profile.GP_0_8_0);
    assertThat(CodeSample.instructions(blob, Profile.GP_0_8_0)).isEqualTo(2 + 9 * 3_000);
    assertThat(benchmark.priceBlocks()).isGreaterThan(3_000);
  }

  /** Without it the test is left out, loudly. */
  private static void present(final boolean isPresent, final String what) {
    final String message = "NOT FOUND: " + what + "; LEFT OUT: its benchmark";
    if (!isPresent) {
      System.err.println(message);
    }
    assumeTrue(isPresent, message);
  }

  @Test
  void the_peer_takes_the_same_gas_in_this_jvm() {
    present(PeerInProcess.isAvailable(), "the peer in this JVM, " + PeerInProcess.folder());
    for (final Workload workload : WorkloadTest.available()) {
      if (workload != Workload.CRC32) {
        final PeerBenchmark benchmark = new PeerBenchmark();
        benchmark.workload = workload;
        benchmark.prepare();
        assertThat(benchmark.run()).as(workload.name()).isPositive();
      }
    }
  }

  @Test
  void the_peer_takes_the_same_gas_as_a_process() {
    present(PeerProcess.isAvailable(), "the peer as a process, by Node, " + PeerInProcess.folder());
    final PeerProcess.Run run =
        PeerProcess.run(Workload.HASH_IN_REGISTERS.program(SharedData.root()), 1_000);
    assertThat(run.instructions()).isEqualTo(14 + 13 * 1_000);
    assertThat(run.nanos()).isPositive();
  }
}
