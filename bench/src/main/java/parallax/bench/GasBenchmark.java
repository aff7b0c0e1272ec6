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

/**
 * Runs so short that translated code is entered thousands of times a second, whether it counts gas
 * or not: then the JVM compiles both kinds in the same way.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GasBenchmark {
  /** What is run. */
  @Param public Workload workload;

  /** By what. */
  @Param({"TRANSLATOR", "TRANSLATOR_WITHOUT_GAS"})
  public VmEngine engine;

  private Invocation invocation;
  private long expected;

  /** Makes the program; the interpreter says what the result is. */
  @Setup
  public void prepare() {
    expected =
        VmEngine.INTERPRETER
            .prepare(workload.program(SharedData.root()))
            .run(workload.smallArgument())
            .result();
    invocation = engine.prepare(workload.program(SharedData.root()));
  }

  /** One run; gives its result. */
  @Benchmark
  public long run() {
    final long result = invocation.run(workload.smallArgument()).result();
    if (result != expected) {
      throw new BenchException(workload + " gives " + result + " instead of " + expected);
    }
    return result;
  }
}
