package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompilerOptions;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.ArgumentInvocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code parallax run}: a program, or a module that is compiled first, on the machine. */
@Command(
    name = "run",
    header = "Run a program, or a module compiled on the fly, on the PVM.",
    description = {
      "",
      "With --invoke, a fresh instance is made and the exported function called; a .jam needs its "
          + ".map beside it for that. Imported functions return zero.",
      "",
      "Without --invoke, a .jam is run as JAM runs it: from position 0, with ARGS as little-endian "
          + "values of 8 bytes (or the bytes of --args-hex) as its arguments. A host in memory "
          + "answers the host functions of a refinement, or with --accumulate from position 5 "
          + "those of an accumulation; a service that does not halt leaves what it had at its "
          + "last checkpoint. --record and --replay keep and repeat what was answered.",
      "",
      "With --wasi, FILE is a program for WASI preview 1: its _start is called, and it reads and writes "
          + "the streams of this process. "
          + WasiFlags.ARGUMENTS,
      "",
      "Arguments of functions are integers: decimal, negative, or 0x hexadecimal; null for references."
    },
    sortOptions = false,
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.RETURNED_HELP,
      ExitCodes.TRAP_HELP,
      ExitCodes.BAD_INPUT_HELP,
      ExitCodes.BUG_HELP,
      "N:with --wasi, the program's own exit code (255 if it is larger), which may be one of those "
          + "above; --json says which it was"
    },
    footer = {
      "",
      "Examples:",
      "  parallax run fib.wasm --invoke run 15",
      "  parallax run fib.jam --invoke run 0x0f --gas 100000",
      "  parallax run fib.jam 15",
      "  parallax run --wasi --dir data::/data copy.wasm /data/from /data/to",
      "  parallax run counter.jam --accumulate --args-hex 0200 --record counter.tape"
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A program, .jam, or a module, .wasm or .wat.")
  private Path input;

  @Parameters(index = "1..*", paramLabel = "ARGS", description = "Arguments.")
  private List<String> args = List.of();

  @Option(
      names = "--invoke",
      paramLabel = "EXPORT",
      order = 1,
      description = "The exported function to call.")
  private String export;

  @Option(
      names = "--args-hex",
      paramLabel = "HEX",
      order = 2,
      description = "Bytes of the argument area of a .jam, instead of ARGS.")
  private String hex;

  @Option(
      names = "--gas",
      paramLabel = "N",
      order = 3,
      description = "Gas for the call, and for the instantiation (default: 1000000000).")
  private long gas = 1_000_000_000L;

  @ParentCommand private ParallaxCommand parent;
  @Mixin private WasiFlags wasi;
  @Mixin private MachineFlag engine;
  @Mixin private HostFlags host;
  @Mixin private CompilerFlags flags;
  @Mixin private AdapterFlag adapters;
  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    if (gas < 0) {
      throw BadInput.usage("--gas cannot be negative: " + gas);
    }
    final CompilerOptions options = flags.options();
    if (wasi.asked()) {
      return start(options);
    }
    if (hex != null && (export != null || !args.isEmpty() || !ProgramInput.isProgram(input))) {
      throw BadInput.usage("--args-hex is for a .jam without --invoke and ARGS");
    }
    if (host.isGiven() && (export != null || !ProgramInput.isProgram(input))) {
      throw BadInput.usage(
          "--accumulate, --storage, --fetch, --record and --replay are for a .jam without --invoke");
    }
    if (ProgramInput.isProgram(input) && export == null) {
      final ProgramInput program = ProgramInput.read(input);
      return enter(program, program.profile(flags.profile()));
    }
    final CompiledProgram program = compiled(options);
    if (export == null) {
      throw BadInput.usage(
          "--invoke EXPORT is missing; exported functions: " + ExportRun.functions(program));
    }
    return invoke(program);
  }

  private CompiledProgram compiled(final CompilerOptions options) throws BadInput {
    return ProgramInput.isProgram(input)
        ? ProgramInput.read(input).withMap(flags.profile())
        : ModuleInput.read(input).compile(options, adapters.modules());
  }

  /** Runs a WASI program; its output is that of this process, or part of the JSON. */
  private int start(final CompilerOptions options) throws BadInput {
    if (export != null || hex != null) {
      throw BadInput.usage("--wasi calls _start; --invoke and --args-hex are for others");
    }
    final WasiRun.Given given =
        new WasiRun.Given(
            WasiFlags.arguments(input, args),
            wasi.environment(),
            wasi.folders(),
            engine.machines(),
            gas);
    final CompiledProgram program = compiled(options);
    WasiFlags.requireStart(input, program);
    if (standard.json()) {
      final ByteArrayOutputStream out = new ByteArrayOutputStream();
      final ByteArrayOutputStream err = new ByteArrayOutputStream();
      final WasiRun run =
          WasiRun.of(program, given, new StandardStreams(parent.streams().in(), out, err));
      final ObjectNode result = StandardOptions.object().put("file", input.toString());
      run.json(result, out, err);
      standard.print(result);
      return run.exitCode();
    }
    final WasiRun run = WasiRun.of(program, given, parent.streams());
    if (!run.hasEnded()) {
      standard.err().println("parallax: " + input + ": " + run.outcome());
    }
    return run.exitCode();
  }

  private int enter(final ProgramInput program, final Profile profile) throws BadInput {
    final EntryHost answering = host.host(profile, engine.machines());
    final int position =
        host.accumulate() ? ArgumentInvocation.ENTRY_ACCUMULATE : ArgumentInvocation.ENTRY_REFINE;
    final EntryRun run =
        EntryRun.of(program, profile, engine.machines(), position, argumentArea(), gas, answering);
    answering.settle(run.result().status() == ArgumentInvocation.Status.HALT);
    host.save(answering, profile);
    if (standard.json()) {
      final ObjectNode result = StandardOptions.object().put("file", input.toString());
      run.json(result);
      standard.print(result);
    } else {
      standard.print(run.text());
    }
    return run.exitCode();
  }

  private int invoke(final CompiledProgram program) throws BadInput {
    final ExportRun run = ExportRun.of(program, engine.machines(), export, args, gas);
    if (standard.json()) {
      final ObjectNode result = StandardOptions.object().put("file", input.toString());
      run.json(result);
      standard.print(result);
    } else {
      standard.print(run.text());
    }
    return run.exitCode();
  }

  private byte[] argumentArea() throws BadInput {
    if (hex == null) {
      return CallArguments.encode(args);
    }
    try {
      return HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
    } catch (IllegalArgumentException e) {
      throw BadInput.usage("--args-hex: two hexadecimal digits for each byte, not " + hex);
    }
  }
}
