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
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.StandardProgram;

/** A short run of a workload on the peer machine in this JVM, warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerBenchmark {
  private static final long GAS = 1L << 40;

  /** What is run. */
  @Param public Workload workload;

  private PeerInProcess peer;
  private byte[] jam;
  private long expected;

  /** Loads the peer; asks our interpreter how many instructions there are. */
  @Setup
  public void prepare() {
    final StandardProgram program = workload.program(SharedData.root());
    peer = PeerInProcess.load();
    jam = BlobWriter.writeStandard(program);
    expected = VmEngine.INTERPRETER.prepare(program).run(workload.smallArgument()).instructions();
  }

  /** One run; gives its gas, which is what our machine takes. */
  @Benchmark
  public long run() {
    final long gas = peer.run(jam, Workload.bytes(workload.smallArgument()), GAS);
    if (gas != expected) {
      throw new BenchException(workload + " takes the peer " + gas + " gas and us " + expected);
    }
    return gas;
  }
}
