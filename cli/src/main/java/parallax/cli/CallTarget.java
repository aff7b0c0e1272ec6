package parallax.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parallax.compiler.CompiledProgram;
import parallax.oracle.profile.SourceLines;
import parallax.pvm.trace.StepListener;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to call: the parameters that the commands which watch a call share. */
final class CallTarget {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A program, .jam with its .map beside it, or a module, .wasm or .wat.")
  private Path input;

  @Parameters(index = "1..*", paramLabel = "ARGS", description = "Arguments.")
  private List<String> args = List.of();

  @Option(
      names = "--invoke",
      paramLabel = "EXPORT",
      order = 1,
      required = true,
      description = "The exported function to call.")
  private String export;

  @Option(
      names = "--gas",
      paramLabel = "N",
      order = 2,
      description = "Gas for the call, and for the instantiation (default: 1000000000).")
  private long gas = 1_000_000_000L;

  /** The file. */
  Path input() {
    return input;
  }

  /** The exported function. */
  String export() {
    return export;
  }

  /** The program, compiled when the file is a module. */
  CompiledProgram program(final CompilerFlags flags) throws BadInput {
    if (gas < 0) {
      throw BadInput.usage("--gas cannot be negative: " + gas);
    }
    return ProgramInput.isProgram(input)
        ? ProgramInput.read(input).withMap(flags.profile())
        : ModuleInput.read(input).compile(flags.options());
  }

  /** Where instructions of a module stand in its text; empty when the file is no text. */
  Optional<SourceLines> lines() throws BadInput {
    if (ProgramInput.isProgram(input)) {
      return Optional.empty();
    }
    final ModuleInput module = ModuleInput.read(input);
    final byte[] bytes = ModuleInput.bytes(input);
    return Arrays.equals(bytes, module.wasm())
        ? Optional.empty()
        : Optional.of(SourceLines.of(new String(bytes, StandardCharsets.UTF_8), module.decode()));
  }

  /** Calls the function of a fresh instance; the listener is told of every step of the call. */
  ExportRun call(final CompiledProgram program, final StepListener listener) throws BadInput {
    return ExportRun.watched(program, export, args, gas, listener);
  }
}
