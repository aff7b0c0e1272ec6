package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what went wrong. Bad input and wrong usage get one line that names the place, never a stack
 * trace; a bug of our own gets the trace and the way to report it. With {@code --json} the error is
 * an object on standard output, too.
 */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String JSON = "--json";

  @Override
  public int handleExecutionException(
      final Exception thrown, final CommandLine command, final ParseResult parsed) {
    if (thrown instanceof BadInput wrong) {
      badInput(wrong, command, parsed.originalArgs().contains(JSON));
      return ExitCodes.BAD_INPUT;
    }
    bug(thrown, command, parsed);
    return ExitCodes.BUG;
  }

  private static void badInput(
      final BadInput wrong, final CommandLine command, final boolean json) {
    command.getErr().println("parallax: error: " + wrong.getMessage());
    command.getErr().flush();
    if (json) {
      final ObjectNode error = StandardOptions.object();
      put(error, "file", wrong.file());
      put(error, "stage", wrong.stage());
      if (wrong.function() >= 0) {
        error.put("function", wrong.function());
      }
      if (wrong.offset() >= 0) {
        error.put("offset", wrong.offset());
      }
      error.put("text", wrong.text());
      if (wrong.feature() != null) {
        error.put("unsupported", wrong.feature());
      }
      printError(command, error);
    }
  }

  private static void put(final ObjectNode node, final String name, final String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static void printError(final CommandLine command, final ObjectNode error) {
    final ObjectNode result = StandardOptions.object();
    result.set("error", error);
    StandardOptions.print(command.getOut(), result);
  }

  private static void bug(
      final Exception thrown, final CommandLine command, final ParseResult parsed) {
    final PrintWriter err = command.getErr();
    err.println("parallax: this is a bug in Parallax, not in your input: " + thrown.getMessage());
    err.println("Please report it: open an issue with the input file, this command line");
    err.println("  parallax " + String.join(" ", parsed.originalArgs()));
    err.println("the output of parallax --version, and this trace:");
    thrown.printStackTrace(err);
    err.flush();
    if (parsed.originalArgs().contains(JSON)) {
      printError(
          command,
          StandardOptions.object().put("stage", "bug").put("text", String.valueOf(thrown)));
    }
  }

  @Override
  public int handleParseException(final ParameterException wrong, final String[] args) {
    final CommandLine command = wrong.getCommandLine();
    final PrintWriter err = command.getErr();
    err.println("parallax: error: " + wrong.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.print("Usage: " + command.getHelp().synopsis("Usage: ".length()));
    }
    err.println("Try " + command.getCommandSpec().qualifiedName() + " --help.");
    err.flush();
    if (Arrays.asList(args).contains(JSON)) {
      printError(
          command,
          StandardOptions.object().put("stage", "arguments").put("text", wrong.getMessage()));
    }
    return ExitCodes.BAD_INPUT;
  }
}
