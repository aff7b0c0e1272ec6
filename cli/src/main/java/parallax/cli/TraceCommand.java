package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import parallax.compiler.CompiledProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parallax trace}: every instruction of a call, and what it did. */
@Command(
    name = "trace",
    header = "Call an exported function and print every instruction that is executed.",
    description = {
      "",
      "A line has the number of the step, the position, the function, the instruction, and behind "
          + "it the register that changed and the bytes that were written. A fresh instance is "
          + "made first, which is not printed. Imported functions return zero.",
      "",
      "With --json, every step is an object on a line of its own, and so is the result, which "
          + "comes last."
    },
    sortOptions = false,
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.RETURNED_HELP,
      ExitCodes.TRAP_HELP,
      ExitCodes.BAD_INPUT_HELP,
      ExitCodes.BUG_HELP
    },
    footer = {
      "",
      "Examples:",
      "  parallax trace fib.wasm --invoke run 3",
      "  parallax trace fib.jam --invoke run 15 --from 1000 --to 1100"
    })
final class TraceCommand implements Callable<Integer> {
  @Mixin private CallTarget target;

  @Option(
      names = "--from",
      paramLabel = "N",
      order = 10,
      description = "The first step to print (default: 1).")
  private long from = 1;

  @Option(
      names = "--to",
      paramLabel = "M",
      order = 11,
      description = "The last step to print (default: the last one).")
  private long to = Long.MAX_VALUE;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      order = 12,
      description = "Print only steps inside this function, as disasm names it.")
  private String function;

  @Mixin private CompilerFlags flags;
  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    if (from < 1 || to < from) {
      throw BadInput.usage("steps are numbered from 1: --from " + from + " --to " + to);
    }
    final CompiledProgram program = target.program(flags);
    if (function != null
        && program.codeMap().functions().stream().noneMatch(f -> f.name().equals(function))) {
      throw BadInput.usage("no function is called " + function + "; disasm shows which there are");
    }
    final TraceLines lines =
        new TraceLines(
            program,
            program.profile(),
            new TraceLines.Range(from, to, Optional.ofNullable(function)),
            standard.json(),
            standard.out());
    final ExportRun run = target.call(program, lines);
    if (standard.json()) {
      final ObjectNode result = StandardOptions.object();
      result.put("file", target.input().toString());
      run.json(result);
      result.put("steps", lines.steps());
      standard.print(result + "\n");
    } else {
      standard.print(run.text() + "steps: " + lines.steps() + "\n");
    }
    return run.exitCode();
  }
}
