package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import parallax.pvm.isa.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parallax disasm}: a program as text. */
@Command(
    name = "disasm",
    header = "Print the instructions of a JAM program.",
    description = {
      "",
      "When the program's .map lies beside it, comments name functions, byte offsets in the "
          + "module, and the trap that each faulting instruction stands for."
    },
    sortOptions = false,
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_HELP, ExitCodes.BAD_INPUT_HELP, ExitCodes.BUG_HELP},
    footer = {"", "Example:", "  parallax disasm fib.jam"})
final class DisasmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PROGRAM", description = "A program, .jam.")
  private Path input;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      order = 1,
      converter = CompilerFlags.ProfileConverter.class,
      description = "The PVM that the program is for (default: what its .map says, or gp-0.7.2).")
  private Profile profile;

  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    final ProgramInput program = ProgramInput.read(input);
    final Profile known = program.profile(Optional.ofNullable(profile));
    final Listing listing = new Listing(program, known);
    if (standard.json()) {
      final ObjectNode result = StandardOptions.object();
      result.put("program", input.toString());
      result.put("profile", known.label());
      result.put("map", program.compiled().isPresent());
      listing.json(result);
      standard.print(result);
    } else {
      standard.print(listing.text());
    }
    return ExitCodes.OK;
  }
}
