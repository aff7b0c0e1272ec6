package parallax.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Where the jar starts. */
public final class Main {
  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(final String[] args) {
    final int code = run(args, System.in, System.out, System.err, Ansi.AUTO);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  /**
   * Runs one command line.
   *
   * @param in what programs read that are run
   * @param out where results go, as UTF-8
   * @param err where errors and progress go, as UTF-8
   * @param ansi whether help is coloured
   * @return the exit code, see {@link ExitCodes}
   */
  static int run(
      final String[] args,
      final InputStream in,
      final PrintStream out,
      final PrintStream err,
      final Ansi ansi) {
    final PrintWriter results = new PrintWriter(out, true, StandardCharsets.UTF_8);
    final PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
    final CommandLine line =
        ParallaxCommand.commandLine(new StandardStreams(in, out, err), results, errors, ansi);
    final int code = line.execute(args);
    results.flush();
    errors.flush();
    return code;
  }
}
