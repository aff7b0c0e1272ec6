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
import parallax.pvm.program.StandardProgram;

/**
 * The first 70 million instructions of a JVM, decoding and translation included. One shot; every
 * measurement is a process of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ColdStartBenchmark {
  /** How much is executed. */
  static final long INSTRUCTIONS = 70_000_000;

  /** What is run. */
  @Param public Workload workload;

  /** By what. */
  @Param({"INTERPRETER", "TRANSLATOR", "AUTOMATIC"})
  public VmEngine engine;

  private StandardProgram program;

  /** Makes the program, of which nothing has been run then. */
  @Setup
  public void prepare() {
    program = workload.program(SharedData.root());
  }

  /** The first instructions; gives how many. */
  @Benchmark
  public long start() {
    return start(INSTRUCTIONS);
  }

  long start(final long instructions) {
    return engine.prepare(program).execute(workload.argument(), instructions);
  }
}
