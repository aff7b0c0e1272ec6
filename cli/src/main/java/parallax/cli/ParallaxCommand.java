package parallax.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself: it only has subcommands. */
@Command(
    name = "parallax",
    header = "Compiles WebAssembly to PVM bytecode and compares both sides.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CompileCommand.class,
      RunCommand.class,
      DiffCommand.class,
      DisasmCommand.class,
      TraceCommand.class,
      ProfileCommand.class,
      ValidateCommand.class,
      FuzzCommand.class,
      BenchCommand.class,
      SpecCommand.class
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      "0:done, and both sides agree where there are two",
      "1:a difference, a trap, or no gas left",
      ExitCodes.BAD_INPUT_HELP,
      ExitCodes.BUG_HELP
    },
    footer = {
      "",
      "Examples:",
      "  parallax compile fib.wasm -o fib.jam --entry run",
      "  parallax run fib.wasm --invoke run 15",
      "  parallax diff fib.wasm",
      "",
      "parallax COMMAND --help says more about a command."
    })
final class ParallaxCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final StandardStreams streams;

  @Spec private CommandSpec spec;

  private ParallaxCommand(final StandardStreams streams) {
    this.streams = streams;
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine(
      final StandardStreams streams,
      final PrintWriter out,
      final PrintWriter err,
      final Ansi ansi) {
    final CommandLine line = new CommandLine(new ParallaxCommand(streams));
    final ErrorReport errors = new ErrorReport();
    final String version = "parallax " + version();
    line.setOut(out);
    line.setErr(err);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    line.setUsageHelpWidth(WIDTH);
    line.setExecutionExceptionHandler(errors);
    line.setParameterExceptionHandler(errors);
    standardHelp(line, version);
    return line;
  }

  /** The streams of the process. */
  StandardStreams streams() {
    return streams;
  }

  private static void standardHelp(final CommandLine command, final String version) {
    command.getCommandSpec().mixinStandardHelpOptions(true).version(version);
    command.getSubcommands().values().forEach(part -> standardHelp(part, version));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static String version() {
    final Properties properties = new Properties();
    try (InputStream in = ParallaxCommand.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
