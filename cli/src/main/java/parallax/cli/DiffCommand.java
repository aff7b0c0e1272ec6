package parallax.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import parallax.compiler.CompilerOptions;
import parallax.corpus.program.Program;
import parallax.corpus.program.ProgramFormatException;
import parallax.corpus.program.ProgramReader;
import parallax.oracle.compare.Differential;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.engine.PvmEngine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.wasi.WasiDifferential;
import parallax.oracle.wasi.WasiInput;
import parallax.pvm.host.wasi.FolderImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code parallax diff}: a module on both sides, compared. */
@Command(
    name = "diff",
    header = "Run a module on both sides and compare.",
    description = {
      "",
      "Each call runs on the reference (Chicory), on the compiler's IR after the frontend and "
          + "after legalization, and on the compiled program. Results, kinds of traps, memory, "
          + "exported globals and host calls are compared after each.",
      "",
      "What to call: one function (--invoke), the programs of a file (--calls), or, when nothing "
          + "is said, every exported function with arguments at the edges of their types.",
      "",
      "A file of calls is JSON: an array of programs {\"module\", \"name\", \"ref\", \"steps\"}, "
          + "a step being [\"call\", function, [arguments], variable?], [\"write\", address, hex], "
          + "[\"expectRet\", values...], [\"expectTrap\", text], [\"expectRead\", address, length, "
          + "hex] or [\"expectGlobal\", name, value]. Each program begins with a fresh instance. "
          + "Programs whose module is not the name of MODULE are left out.",
      "",
      "With --wasi, MODULE is a program for WASI preview 1: it runs on Chicory with Chicory's WASI, and on "
          + "Chicory, the IR and the machine with ours, each with copies of the folders, with virtual "
          + "time and the same random bytes. What it writes, its exit code, the files that it leaves and "
          + "its host calls are compared, too. Standard input is read to its end first. "
          + WasiFlags.ARGUMENTS
    },
    sortOptions = false,
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      ExitCodes.AGREED_HELP,
      "1:a difference, or not what the calls expect",
      ExitCodes.BAD_INPUT_HELP,
      ExitCodes.BUG_HELP
    },
    footer = {
      "",
      "Examples:",
      "  parallax diff fib.wasm --invoke run 15",
      "  parallax diff hash.wasm --calls calls.json",
      "  parallax diff fib.wat --quiet",
      "  parallax diff --wasi --dir data::/data copy.wasm /data/from /data/to"
    })
final class DiffCommand implements Callable<Integer> {
  private static final long DEFAULT_FUEL = 100_000_000L;

  @Parameters(index = "0", paramLabel = "MODULE", description = "A module, .wasm or .wat.")
  private Path input;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGS",
      description = "Arguments for --invoke: integers, decimal or 0x; null for references.")
  private List<String> args = List.of();

  @Option(
      names = "--invoke",
      paramLabel = "EXPORT",
      order = 1,
      description = "Call this exported function with ARGS.")
  private String export;

  @Option(
      names = "--calls",
      paramLabel = "JSON",
      order = 2,
      description = "Run the programs of this file.")
  private Path calls;

  @Option(
      names = "--fuel",
      paramLabel = "N",
      order = 3,
      description =
          "Instructions that the reference may execute for one call (default: 100000000; without "
              + "--invoke and --calls: 1000000).")
  private Long fuel;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      order = 4,
      converter = HostConverter.class,
      description =
          "What imported functions return: zero (default), or mixing, values made of their "
              + "arguments, as in findings of the fuzzer.")
  private HostFunctions host = HostFunctions.ZERO;

  @Option(
      names = {"-q", "--quiet"},
      order = 5,
      description = "Print only differences and the summary.")
  private boolean quiet;

  @ParentCommand private ParallaxCommand parent;
  @Mixin private WasiFlags wasi;
  @Mixin private MachineFlag engine;
  @Mixin private CompilerFlags flags;
  @Mixin private AdapterFlag adapters;
  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    if (wasi.asked()) {
      return start();
    }
    if ((export != null && calls != null) || (export == null && !args.isEmpty())) {
      throw BadInput.usage("either --invoke EXPORT ARGS, or --calls JSON, or neither");
    }
    requireFuel();
    final ModuleInput module = ModuleInput.read(input);
    final CompilerOptions options = flags.options();
    // What cannot be compiled is bad input, with its place; the oracle would only say so.
    module.compile(options, adapters.modules());
    final DiffReport report = report(module, options, adapters.linkedBefore(module));
    if (standard.json()) {
      final ObjectNode result = StandardOptions.object().put("module", input.toString());
      report.json(result);
      standard.print(result);
    } else {
      report.print(standard.out(), quiet);
    }
    return report.exitCode();
  }

  private void requireFuel() throws BadInput {
    if (fuel != null && fuel < 1) {
      throw BadInput.usage("--fuel must be at least 1, not " + fuel);
    }
  }

  private int start() throws BadInput {
    if (export != null || calls != null) {
      throw BadInput.usage("--wasi calls _start; --invoke and --calls are for others");
    }
    requireFuel();
    final ModuleInput module = ModuleInput.read(input);
    final CompilerOptions options = flags.options();
    WasiFlags.requireStart(input, module.compile(options, adapters.modules()));
    final List<byte[]> linked = adapters.linkedBefore(module);
    final WasiDiffReport report;
    try {
      report =
          new WasiDiffReport(
              WasiDifferential.run(
                  module.wasm(),
                  wasiInput(),
                  new ChicoryEngine(options, linked),
                  Differential.ladder(options, PvmEngine.Loader.of(engine.machines()), linked),
                  fuel != null ? fuel : DEFAULT_FUEL));
    } catch (IOException e) {
      throw BadInput.of(input, "input or files cannot be copied: " + e.getMessage());
    }
    if (standard.json()) {
      final ObjectNode result = StandardOptions.object().put("module", input.toString());
      report.json(result);
      standard.print(result);
    } else {
      report.print(standard.out(), quiet);
    }
    return report.exitCode();
  }

  private WasiInput wasiInput() throws BadInput, IOException {
    final List<WasiInput.GuestFolder> folders = new ArrayList<>();
    for (final WasiFlags.NamedFolder folder : wasi.folders()) {
      try {
        folders.add(new WasiInput.GuestFolder(folder.name(), FolderImage.read(folder.host())));
      } catch (IOException e) {
        throw WasiFlags.unreadable(folder.host(), e);
      }
    }
    return new WasiInput(
        WasiFlags.arguments(input, args),
        wasi.environment(),
        parent.streams().in().readAllBytes(),
        folders,
        1);
  }

  private DiffReport report(
      final ModuleInput module, final CompilerOptions options, final List<byte[]> linked)
      throws BadInput {
    final boolean edges = export == null && calls == null;
    final long budget = fuel != null ? fuel : edges ? 1_000_000L : DEFAULT_FUEL;
    final DiffRun run =
        new DiffRun(
            module.wasm(),
            module.decode(),
            new ChicoryEngine(options, linked),
            Differential.ladder(options, PvmEngine.Loader.of(engine.machines()), linked),
            host,
            budget);
    if (export != null) {
      run.invoke(export, args);
    } else if (calls != null) {
      run.programs(module.name(), calls, programs());
    } else {
      run.everything();
    }
    return run.report();
  }

  private List<Program> programs() throws BadInput {
    ModuleInput.bytes(calls);
    try {
      return ProgramReader.read(calls);
    } catch (ProgramFormatException e) {
      throw BadInput.at(calls, "calls", -1, e.getMessage().substring(e.source().length() + 2));
    } catch (IOException e) {
      throw BadInput.of(calls, "cannot be read: " + e.getMessage());
    }
  }

  /** Reads {@code zero} or {@code mixing}. */
  static final class HostConverter implements ITypeConverter<HostFunctions> {
    @Override
    public HostFunctions convert(final String text) {
      return switch (text) {
        case "zero" -> HostFunctions.ZERO;
        case "mixing" -> HostFunctions.MIXING;
        default -> throw new TypeConversionException("neither zero nor mixing: " + text);
      };
    }
  }
}
