package parallax.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import parallax.bench.BenchReport;
import parallax.bench.BusyException;
import parallax.bench.VmBench;
import parallax.bench.VmBenchOptions;
import parallax.bench.Workload;
import parallax.corpus.SharedData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parallax bench vm}: how fast the machine is. */
@Command(
    name = "vm",
    header = "Measure the machine: interpreter, translator, and a peer.",
    description = {
      "",
      "Prints PVM instructions per second: warm and from a cold start, with gas counted and "
          + "without, how fast code is translated and blocks are priced, and the same programs on "
          + "the peer machine. Every measurement is a JVM of its own. It takes about half an hour, "
          + "with --quick two or three minutes.",
      "",
      "C kernels and a real program are run when the shared test data is there; otherwise only "
          + "programs of our own, which the output says."
    },
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_HELP, ExitCodes.BAD_INPUT_HELP, ExitCodes.BUG_HELP},
    footer = {"", "Examples:", "  parallax bench vm --quick", "  parallax bench vm --out report"})
final class BenchVmCommand implements Callable<Integer> {
  @Option(names = "--quick", order = 1, description = "Short runs; figures are rough.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      order = 2,
      description = "Also write vm.json and vm.md there.")
  private Path out;

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      order = 3,
      description = "The shared test data (default: what the property parallax.shared says).")
  private Path shared;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      order = 4,
      description =
          "Only this program; may be given several times: fib, sieve, matmul, crc32, alu_loop, "
              + "memory_loop, sieve_in_registers, hash_in_registers.")
  private List<String> names = List.of();

  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    if (shared != null && !Files.isDirectory(shared)) {
      throw BadInput.of(shared, "no such folder");
    }
    final Optional<Path> data = shared != null ? Optional.of(shared) : SharedData.root();
    final VmBenchOptions options = new VmBenchOptions(quick, data, workloads());
    final BenchReport report;
    try (PrintStream progress = progress()) {
      report = VmBench.run(options, progress);
    } catch (BusyException e) {
      throw BadInput.usage(e.getMessage());
    }
    if (out != null) {
      try {
        report.write(out);
      } catch (IOException e) {
        throw BadInput.of(out, "cannot be written: " + e.getMessage());
      }
    }
    if (standard.json()) {
      standard.print(report.json());
    } else {
      standard.print(report.markdown());
    }
    return ExitCodes.OK;
  }

  private List<Workload> workloads() throws BadInput {
    if (names.isEmpty()) {
      return List.of(Workload.values());
    }
    final List<Workload> workloads = new ArrayList<>();
    for (final String name : names) {
      workloads.add(
          Stream.of(Workload.values())
              .filter(workload -> workload.name().toLowerCase(Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(() -> BadInput.usage("no workload is called " + name)));
    }
    return workloads;
  }

  /** Standard error as JMH wants it; closing it only flushes. */
  private PrintStream progress() {
    final PrintWriter err = standard.err();
    final OutputStream bytes =
        new OutputStream() {
          @Override
          public void write(final int b) {
            err.write(b & 0xFF);
          }

          @Override
          public void write(final byte[] b, final int off, final int len) {
            err.write(new String(b, off, len, StandardCharsets.UTF_8));
          }

          @Override
          public void flush() {
            err.flush();
          }

          @Override
          public void close() {
            err.flush();
          }
        };
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
