package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import parallax.compiler.binary.Feature;
import parallax.compiler.binary.WasmModule;
import parallax.pvm.isa.Profile;
import parallax.pvm.program.CodeValidator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parallax validate}: whether a file is what it says it is. */
@Command(
    name = "validate",
    header = "Say whether a module or a program is valid.",
    description = {
      "",
      "A module is decoded and validated (WebAssembly core 3.0); the first error is printed with "
          + "stage, function and byte offset. A program (.jam) is read, its code checked to the "
          + "stricter rules of Gray Paper 0.8.0, and its map, when there is one, compared with it."
    },
    sortOptions = false,
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {"0:valid", ExitCodes.BAD_INPUT_HELP, ExitCodes.BUG_HELP},
    footer = {"", "Example:", "  parallax validate fib.wasm"})
final class ValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A module, .wasm or .wat, or a program, .jam.")
  private Path input;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      order = 1,
      converter = CompilerFlags.ProfileConverter.class,
      description = "The PVM that a program is for (default: what its .map says, or gp-0.7.2).")
  private Profile profile;

  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    final ObjectNode result = StandardOptions.object();
    result.put("file", input.toString());
    result.put("valid", true);
    final String text = ProgramInput.isProgram(input) ? program(result) : module(result);
    if (standard.json()) {
      standard.print(result);
    } else {
      standard.out().println(input + ": valid (" + text + ")");
    }
    return ExitCodes.OK;
  }

  private String module(final ObjectNode result) throws BadInput {
    final WasmModule module = ModuleInput.read(input).decode();
    result.put("kind", "module");
    result.put("functions", module.bodies().size());
    result.put("imports", module.imports().size());
    result.put("exports", module.exports().size());
    final ArrayNode features = result.putArray("features");
    module.features().forEach(feature -> features.add(feature.label()));
    return "module, "
        + module.bodies().size()
        + " functions; "
        + module.features().stream().map(Feature::label).collect(Collectors.joining(", "));
  }

  private String program(final ObjectNode result) throws BadInput {
    final ProgramInput program = ProgramInput.read(input);
    final Profile known = program.profile(Optional.ofNullable(profile));
    final Optional<String> problem = CodeValidator.firstProblem(program.program().blob(), known);
    if (problem.isPresent()) {
      throw BadInput.at(input, "code", -1, problem.get());
    }
    result.put("kind", "program");
    result.put("profile", known.label());
    result.put("codeBytes", program.program().blob().code().length);
    result.put("map", program.compiled().isPresent());
    return "program, "
        + program.program().blob().code().length
        + " bytes of code"
        + (program.compiled().isPresent() ? ", with its map" : "");
  }
}
