package parallax.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import parallax.bench.Measurement.Kind;
import parallax.corpus.SharedData;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.StandardProgram;

/**
 * All benchmarks of the machine. JMH forks JVMs with the class path of this one, so it runs from
 * the one runnable jar as well as from the build.
 */
public final class VmBench {
  /** A kernel, and assembly: workloads for what takes long. */
  private static final List<Workload> FEW =
      List.of(Workload.FIB, Workload.ALU_LOOP, Workload.MEMORY_LOOP, Workload.HASH_IN_REGISTERS);

  /** The kernels, and one of assembly: workloads for cold starts. */
  private static final List<Workload> COLD =
      List.of(
          Workload.FIB,
          Workload.SIEVE,
          Workload.MATMUL,
          Workload.CRC32,
          Workload.HASH_IN_REGISTERS);

  private final VmBenchOptions options;
  private final PrintStream progress;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private VmBench(final VmBenchOptions options, final PrintStream progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs them.
   *
   * @param progress where JMH says what it does
   * @throws BenchException if one fails, which is a bug of ours or of the peer
   * @throws BusyException if somebody else measures at the same time
   */
  public static BenchReport run(final VmBenchOptions options, final PrintStream progress) {
    final VmBench bench = new VmBench(options, progress);
    bench.kernels();
    bench.warm();
    bench.gas();
    bench.cold();
    bench.code();
    bench.peer();
    return new BenchReport(
        options.quick(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        bench.measurements,
        bench.leftOut);
  }

  private Optional<Path> shared() {
    return options.shared();
  }

  private void leaveOut(final String what) {
    progress.println("NOT FOUND: " + what);
    progress.flush();
    leftOut.add(what);
  }

  private void kernels() {
    final List<Workload> absent =
        options.workloads().stream().filter(w -> !w.isAvailable(shared())).toList();
    if (!absent.isEmpty()) {
      leaveOut("shared test data kernels: " + absent + " are not run, only programs of our own");
    }
  }

  /** Those of the workloads that are asked for and can be run. */
  private List<Workload> available(final List<Workload> workloads) {
    return workloads.stream()
        .filter(w -> options.workloads().contains(w) && w.isAvailable(shared()))
        .toList();
  }

  private void warm() {
    runs(MachineBenchmark.class, options.quick() ? 1 : 2, Kind.WARM, Workload::argument);
  }

  private void gas() {
    runs(GasBenchmark.class, options.quick() ? 1 : 2, Kind.GAS, Workload::smallArgument);
  }

  private void runs(
      final Class<?> benchmark,
      final int forks,
      final Kind kind,
      final ToLongFunction<Workload> argument) {
    final List<Workload> workloads = available(List.of(Workload.values()));
    if (workloads.isEmpty()) {
      return;
    }
    for (final RunResult result :
        jmh(repeated(benchmark, "run", forks).param("workload", names(workloads)))) {
      final Workload workload = Workload.valueOf(result.getParams().getParam("workload"));
      final VmEngine engine = VmEngine.valueOf(result.getParams().getParam("engine"));
      final long count = instructions(workload, argument.applyAsLong(workload));
      add(kind, workload.label(argument.applyAsLong(workload)), engine.label(), count, result);
    }
  }

  private void cold() {
    final List<Workload> workloads = available(COLD);
    if (workloads.isEmpty()) {
      return;
    }
    final ChainedOptionsBuilder builder =
        forked(ColdStartBenchmark.class, "start")
            .forks(options.quick() ? 1 : 5)
            .param("workload", names(workloads));
    for (final RunResult result : jmh(builder)) {
      final Workload workload = Workload.valueOf(result.getParams().getParam("workload"));
      final VmEngine engine = VmEngine.valueOf(result.getParams().getParam("engine"));
      add(Kind.COLD, workload.label(), engine.label(), ColdStartBenchmark.INSTRUCTIONS, result);
    }
  }

  private void code() {
    final List<CodeSample> samples =
        Stream.of(CodeSample.values()).filter(sample -> sample.isAvailable(shared())).toList();
    if (samples.size() < CodeSample.values().length) {
      leaveOut("shared test data real: translation is measured on our own loops only");
    }
    for (final boolean translate : new boolean[] {true, false}) {
      final Profile profile = translate ? Profile.GP_0_7_2 : Profile.GP_0_8_0;
      for (final RunResult result :
          jmh(
              repeated(CodeBenchmark.class, translate ? "translate" : "priceBlocks", 1)
                  .param("sample", names(samples)))) {
        final CodeSample sample = CodeSample.valueOf(result.getParams().getParam("sample"));
        add(
            translate ? Kind.TRANSLATION : Kind.BLOCK_COSTS,
            sample.label(),
            translate ? "translator" : "block costs",
            CodeSample.instructions(sample.blob(shared(), profile), profile),
            result);
      }
    }
  }

  private void peer() {
    if (!PeerInProcess.isAvailable()) {
      leaveOut("the peer machine, which the build keeps in ~/.cache/parallax: it is not run");
      return;
    }
    final List<Workload> workloads = available(FEW);
    if (workloads.isEmpty()) {
      return;
    }
    for (final RunResult result :
        jmh(repeated(PeerBenchmark.class, "run", 1).param("workload", names(workloads)))) {
      final Workload workload = Workload.valueOf(result.getParams().getParam("workload"));
      add(
          Kind.PEER,
          workload.name().toLowerCase(Locale.ROOT),
          "in this JVM (Chicory)",
          instructions(workload, workload.smallArgument()),
          result);
    }
    if (!PeerProcess.isAvailable()) {
      leaveOut("node: the peer is not run as a process");
      return;
    }
    for (final Workload workload : workloads) {
      processes(workload);
    }
  }

  private void processes(final Workload workload) {
    final StandardProgram program = workload.program(shared());
    final long expected = instructions(workload, workload.argument());
    final double[] nanos = new double[options.quick() ? 1 : 5];
    for (int i = 0; i < nanos.length; i++) {
      final PeerProcess.Run run = PeerProcess.run(program, workload.argument());
      if (run.instructions() != expected) {
        throw new BenchException(
            workload + " takes the peer " + run.instructions() + " gas and us " + expected);
      }
      nanos[i] = run.nanos();
    }
    progress.println("peer process: " + workload);
    measurements.add(
        new Measurement(
            Kind.PEER,
            workload.name().toLowerCase(Locale.ROOT),
            "process (Node)",
            expected,
            nanos));
  }

  private long instructions(final Workload workload, final long argument) {
    return VmEngine.INTERPRETER.prepare(workload.program(shared())).run(argument).instructions();
  }

  private void add(
      final Kind kind,
      final String workload,
      final String engine,
      final long instructions,
      final RunResult result) {
    final Statistics statistics = result.getPrimaryResult().getStatistics();
    final List<Double> nanos = new ArrayList<>();
    statistics
        .getRawData()
        .forEachRemaining(
            entry -> {
              for (long i = 0; i < entry.getValue(); i++) {
                nanos.add(entry.getKey());
              }
            });
    measurements.add(
        new Measurement(
            kind,
            workload,
            engine,
            instructions,
            nanos.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** Iterations after a warmup. */
  private ChainedOptionsBuilder repeated(
      final Class<?> benchmark, final String method, final int forks) {
    final TimeValue time = TimeValue.milliseconds(options.quick() ? 300 : 1_500);
    return forked(benchmark, method)
        .forks(forks)
        .warmupIterations(options.quick() ? 2 : 6)
        .warmupTime(time)
        .measurementIterations(options.quick() ? 2 : 5)
        .measurementTime(time);
  }

  /** Forks that inherit no option of this JVM, which may have been started to be over soon. */
  private ChainedOptionsBuilder forked(final Class<?> benchmark, final String method) {
    final List<String> arguments = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"));
    shared()
        .map(root -> "-D" + SharedData.PROPERTY + "=" + root.toAbsolutePath())
        .ifPresent(arguments::add);
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
        .shouldFailOnError(true)
        .jvmArgs(arguments.toArray(new String[0]));
  }

  private Collection<RunResult> jmh(final ChainedOptionsBuilder builder) {
    try {
      return new Runner(
              builder.build(),
              OutputFormatFactory.createFormatInstance(
                  progress, options.quick() ? VerboseMode.SILENT : VerboseMode.NORMAL))
          .run();
    } catch (RunnerException e) {
      if (String.valueOf(e.getMessage()).contains("JMH lock")) {
        throw new BusyException(
            "another measurement is running on this machine; both would be wrong", e);
      }
      throw new BenchException("a benchmark failed: " + e.getMessage(), e);
    }
  }

  private static String[] names(final List<? extends Enum<?>> constants) {
    return constants.stream().map(Enum::name).toArray(String[]::new);
  }
}
