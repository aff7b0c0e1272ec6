package parallax.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.pvm.program.BlobWriter;
import parallax.pvm.program.StandardProgram;

/**
 * anan-as 1.2.0 as its users run it: a process of Node. The time of a run is that of the process
 * less that of one which gets no gas, and so does everything but run.
 */
final class PeerProcess {
  private static final long GAS = 1L << 40;
  private static final int TIMEOUT_SECONDS = 120;
  private static final Pattern STATUS = Pattern.compile("Status: (\\d+)");
  private static final Pattern REMAINING = Pattern.compile("Gas remaining: (\\d+)");

  private PeerProcess() {}

  /**
   * A measured run.
   *
   * @param nanos without what the process takes to start and end
   * @param instructions executed ones
   */
  record Run(long nanos, long instructions) {}

  /** Whether the package and Node are there. */
  static boolean isAvailable() {
    if (!Files.isRegularFile(script())) {
      return false;
    }
    try {
      final Process process =
          new ProcessBuilder("node", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return end(process) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path script() {
    return PeerInProcess.folder().resolve("bin/index.js");
  }

  /**
   * Runs a program once without gas and once to its end.
   *
   * @throws BenchException if it does not halt
   */
  static Run run(final StandardProgram program, final long argument) {
    try {
      final Path folder = Files.createTempDirectory("parallax-bench");
      final Path jam = folder.resolve("program.jam");
      final Path output = folder.resolve("output");
      try {
        Files.write(jam, BlobWriter.writeStandard(program));
        final long idle = time(jam, output, argument, 0);
        final long busy = time(jam, output, argument, GAS);
        final String text = Files.readString(output, StandardCharsets.UTF_8);
        if (number(STATUS, text) != 0) {
          throw new BenchException("the peer process ended with " + text);
        }
        return new Run(Math.max(1, busy - idle), GAS - number(REMAINING, text));
      } finally {
        Files.deleteIfExists(jam);
        Files.deleteIfExists(output);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new BenchException("the peer process cannot be run", e);
    }
  }

  private static long time(final Path jam, final Path output, final long argument, final long gas)
      throws IOException {
    final List<String> command =
        List.of(
            "node",
            script().toString(),
            "run",
            "--spi",
            "--no-logs",
            "--no-metadata",
            "--gas=" + gas,
            "--pc=0",
            jam.toString(),
            "0x" + HexFormat.of().formatHex(Workload.bytes(argument)));
    final long start = System.nanoTime();
    final Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    final int code = end(process);
    final long nanos = System.nanoTime() - start;
    if (code != 0) {
      throw new BenchException("the peer process ended with exit code " + code);
    }
    return nanos;
  }

  private static int end(final Process process) {
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new BenchException("the peer process does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static long number(final Pattern pattern, final String text) {
    final Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new BenchException("the peer process says " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
