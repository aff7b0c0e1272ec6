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

/** A whole run of a workload on one of our engines, warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MachineBenchmark {
  /** What is run. */
  @Param public Workload workload;

  /** By what. */
  @Param({"INTERPRETER", "TRANSLATOR"})
  public VmEngine engine;

  private Invocation invocation;
  private long argument;
  private long expected;

  /** Makes the program and checks its result once. */
  @Setup
  public void prepare() {
    prepare(workload.argument());
    if (expected != workload.expected()) {
      throw new BenchException(workload + " gives " + expected);
    }
  }

  void prepare(final long ofArgument) {
    argument = ofArgument;
    invocation = engine.prepare(workload.program(SharedData.root()));
    expected = invocation.run(argument).result();
  }

  /** One run; gives its result. */
  @Benchmark
  public long run() {
    final long result = invocation.run(argument).result();
    if (result != expected) {
      throw new BenchException(workload + " gives " + result + " after " + expected);
    }
    return result;
  }
}
