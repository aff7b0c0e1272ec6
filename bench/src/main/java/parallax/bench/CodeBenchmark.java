package parallax.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import parallax.corpus.SharedData;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.BasicBlocks;
import parallax.pvm.program.BlockCosts;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.translator.TranslatedProgram;

/** What is done to code before it runs: translating it, and finding the prices of its blocks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodeBenchmark {
  /** Which code. */
  @Param public CodeSample sample;

  private ProgramBlob flat;
  private ProgramBlob priced;

  /** Makes the code for both profiles. */
  @Setup
  public void prepare() {
    flat = sample.blob(SharedData.root(), Profile.GP_0_7_2);
    priced = sample.blob(SharedData.root(), Profile.GP_0_8_0);
  }

  /** Translates everything; gives the number of regions. */
  @Benchmark
  public long translate() {
    final TranslatedProgram program = TranslatedProgram.of(Profile.GP_0_7_2, flat, 0);
    program.translateAll();
    return program.translatedRegions();
  }

  /** Prices every block by the pipeline model of 0.8.0; gives the sum. */
  @Benchmark
  public long priceBlocks() {
    final BasicBlocks blocks = BasicBlocks.of(priced, Profile.GP_0_8_0);
    final BlockCosts costs = new BlockCosts(priced, Profile.GP_0_8_0);
    long sum = 0;
    for (int pc = blocks.nextStart(0); pc >= 0; pc = blocks.nextStart(pc + 1)) {
      sum += costs.costOf(pc);
    }
    return sum;
  }
}
