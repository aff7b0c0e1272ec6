package parallax.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parallax bench}: it only has subcommands. */
@Command(
    name = "bench",
    header = "Measure how fast the machine is.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = BenchVmCommand.class,
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nWhat:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_HELP, ExitCodes.BAD_INPUT_HELP, ExitCodes.BUG_HELP},
    footer = {"", "Example:", "  parallax bench vm --quick"})
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "what to measure is missing");
  }
}
