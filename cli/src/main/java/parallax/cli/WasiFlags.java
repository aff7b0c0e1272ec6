package parallax.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompiledProgram.ExportKind;
import parallax.compiler.abi.HostCallManifest.HostCall;
import parallax.oracle.wasi.WasiDifferential;
import parallax.pvm.host.wasi.WasiFunction;
import picocli.CommandLine.Option;

/** What a WASI program is given; the options that every command which runs one shares. */
final class WasiFlags {
  static final String ARGUMENTS =
      "With --wasi, ARGS are the program's, after the name of FILE; put -- before FILE if one of them "
          + "begins with -.";

  private static final String SEPARATOR = "::";

  @Option(
      names = "--wasi",
      order = 10,
      description = "Run a program for WASI preview 1: its _start, with ARGS and standard input.")
  private boolean wasi;

  @Option(
      names = "--dir",
      paramLabel = "HOST[::GUEST]",
      order = 11,
      description =
          "With --wasi: a folder that the program may use, and its name there (default: the same). "
              + "It reaches nothing outside. Can be repeated.")
  private List<String> folders = List.of();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      order = 12,
      description = "With --wasi: a variable of its environment, which is empty otherwise.")
  private List<String> variables = List.of();

  /**
   * A folder.
   *
   * @param name what the guest knows it by
   */
  record NamedFolder(Path host, String name) {}

  /** True when a WASI program is to be run; its options are of no use otherwise. */
  boolean asked() throws BadInput {
    if (!wasi && !(folders.isEmpty() && variables.isEmpty())) {
      throw BadInput.usage("--dir and --env are for --wasi");
    }
    return wasi;
  }

  /** The folders, each of which exists. */
  List<NamedFolder> folders() throws BadInput {
    final List<NamedFolder> named = new ArrayList<>();
    final Set<String> names = new HashSet<>();
    for (final String text : folders) {
      final int separator = text.indexOf(SEPARATOR);
      final String host = separator < 0 ? text : text.substring(0, separator);
      final String name = separator < 0 ? text : text.substring(separator + SEPARATOR.length());
      final Path path = Path.of(host);
      if (host.isEmpty() || name.isEmpty() || !names.add(name)) {
        throw BadInput.usage("--dir: a folder and a name of its own, not " + text);
      }
      if (!Files.isDirectory(path)) {
        throw BadInput.of(path, "is no folder");
      }
      named.add(new NamedFolder(path, name));
    }
    return named;
  }

  /** The variables, as they were given. */
  List<String> environment() throws BadInput {
    for (final String variable : variables) {
      if (variable.indexOf('=') < 1) {
        throw BadInput.usage("--env: NAME=VALUE, not " + variable);
      }
    }
    return variables;
  }

  /** Arguments as a program gets them. */
  static List<String> arguments(final Path file, final List<String> args) {
    final List<String> all = new ArrayList<>();
    all.add(file.getFileName().toString());
    all.addAll(args);
    return all;
  }

  /** Fails unless there is something to start. */
  static void requireStart(final Path file, final CompiledProgram program) throws BadInput {
    final boolean starts =
        program
            .export(ExportKind.FUNCTION, WasiDifferential.START)
            .filter(start -> start.signature().params().isEmpty())
            .filter(start -> start.signature().results().isEmpty())
            .isPresent();
    if (!starts) {
      throw BadInput.of(
          file,
          "exports no function "
              + WasiDifferential.START
              + " without parameters and results; exported functions: "
              + ExportRun.functions(program));
    }
  }

  /** Fails unless WASI has all functions that a program takes from it, with their types. */
  static void requireFunctions(final Path file, final CompiledProgram program) throws BadInput {
    for (final HostCall call : program.hostCalls().calls()) {
      if (call.module().equals(WasiFunction.MODULE)) {
        final Optional<WasiFunction> known = WasiFunction.byName(call.name());
        if (known.isEmpty()
            || !known.get().params().equals(call.params())
            || !known.get().results().equals(call.results())) {
          throw BadInput.at(
              file,
              "link",
              -1,
              "import \""
                  + call.name()
                  + "\" "
                  + call.params()
                  + " -> "
                  + call.results()
                  + ": WASI preview 1 "
                  + known
                      .map(each -> "has it as " + each.params() + " -> " + each.results())
                      .orElse("has no such function")
                  + "; a line \"MODULE."
                  + call.name()
                  + " = trap | nop | const N | ecalli N\" of the imports file would bind it");
        }
      }
    }
  }

  /** What reading the files of a folder failed with. */
  static BadInput unreadable(final Path folder, final IOException failure) {
    return BadInput.of(folder, "cannot be read: " + failure.getMessage());
  }
}
