package parallax.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import parallax.compiler.CompiledProgram;
import parallax.compiler.CompiledProgram.Export;
import parallax.compiler.CompilerOptions;
import parallax.compiler.sourcemap.MapWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parallax compile}: a module to a program and its map. */
@Command(
    name = "compile",
    header = "Compile a WebAssembly module to a JAM program.",
    description = {
      "",
      "Writes the program, and beside it a .map: functions, trap kinds, source offsets, exports, "
          + "host calls and memory layout as text.",
      "",
      "With --entry, position 0 of the program initialises the module, checks that the argument "
          + "area holds 8 little-endian bytes for each parameter, calls that export and hands "
          + "back its results in the same form. Without it, position 0 only initialises; exports "
          + "are then entered through the map (parallax run --invoke).",
      "",
      "With --refine, --accumulate or --is-authorized the program is a JAM service: position 0 and "
          + "position 5 initialise the module, ask its allocator for room, copy the argument bytes "
          + "there and call (pointer i32, length i32) -> i64, the result's pointer and, in the "
          + "upper half, length. A module that exports globals result_ptr and result_len gives its "
          + "result there. A position without an export traps.",
      "",
      "Imported functions: those of JAM by name from the module jam (jam.fetch, jam.read, "
          + "jam.log ...), whose i32 addresses are checked and translated; pvm.host_call_N and "
          + "pvm.pvm_ptr; those of WASI; everything else is what an adapter exports or --imports "
          + "says, and is an error otherwise."
    },
    sortOptions = false,
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {ExitCodes.OK_HELP, ExitCodes.BAD_INPUT_HELP, ExitCodes.BUG_HELP},
    footer = {
      "",
      "Examples:",
      "  parallax compile fib.wasm -o fib.jam --entry run",
      "  parallax compile hash.wat -o hash.jam --stack-size 262144",
      "  parallax compile counter.wasm -o counter.jam --accumulate accumulate",
      "  parallax compile app.wasm -o app.jam --refine main --imports app.imports --adapter io.wat"
    })
final class CompileCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODULE", description = "A module, .wasm or .wat.")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      order = 1,
      description = "Where the program goes; its map goes beside it.")
  private Path output;

  @Mixin private ServiceFlags service;
  @Mixin private CompilerFlags flags;
  @Mixin private AdapterFlag adapters;
  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    final Path map = ProgramInput.mapOf(output);
    if (isSame(output, input) || isSame(map, input)) {
      throw BadInput.usage("the output would overwrite the input: " + input);
    }
    final ModuleInput module = ModuleInput.read(input);
    final CompilerOptions plain = flags.options();
    final CompilerOptions options =
        service.apply(plain.withImports(plain.imports().strict()), module.name());
    final int functions = module.decode().bodies().size();
    final CompiledProgram program = module.compile(options, adapters.modules());
    WasiFlags.requireFunctions(input, program);
    final byte[] bytes = program.toBytes();
    write(output, bytes);
    write(map, MapWriter.write(program).getBytes(StandardCharsets.UTF_8));
    if (standard.json()) {
      standard.print(json(program, bytes.length, functions, map));
    } else {
      text(program, bytes.length, functions, map);
    }
    return ExitCodes.OK;
  }

  private static boolean isSame(final Path one, final Path other) throws BadInput {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      throw BadInput.of(one, "cannot be read: " + e.getMessage());
    }
  }

  private static void write(final Path path, final byte[] bytes) throws BadInput {
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw BadInput.of(path, "cannot be written: " + e.getMessage());
    }
  }

  private void text(
      final CompiledProgram program, final int bytes, final int functions, final Path map) {
    standard
        .out()
        .printf(
            Locale.ROOT,
            "%s: %d bytes (code %d, read-only data %d, read-write data %d), %d functions%n",
            output,
            bytes,
            program.program().blob().code().length,
            program.program().roData().length,
            program.program().rwData().length,
            functions);
    final List<String> exports =
        program.exports().stream()
            .map(
                e ->
                    ExportText.of(e)
                        + service.roleOf(e.name()).map(role -> "  (" + role + ")").orElse(""))
            .toList();
    standard.out().println("exports: " + (exports.isEmpty() ? "none" : ""));
    exports.forEach(export -> standard.out().println("  " + export));
    if (!program.hostCalls().calls().isEmpty()) {
      standard.out().println("host calls:");
      program
          .hostCalls()
          .calls()
          .forEach(
              call ->
                  standard
                      .out()
                      .println("  " + call.index() + "  " + call.module() + "." + call.name()));
    }
    standard.out().println("map: " + map);
  }

  private ObjectNode json(
      final CompiledProgram program, final int bytes, final int functions, final Path map) {
    final ObjectNode result = StandardOptions.object();
    result.put("program", output.toString());
    result.put("map", map.toString());
    result.put("bytes", bytes);
    result.put("codeBytes", program.program().blob().code().length);
    result.put("readOnlyBytes", program.program().roData().length);
    result.put("readWriteBytes", program.program().rwData().length);
    result.put("functions", functions);
    service.entry().ifPresent(entry -> result.put("entry", entry));
    final ArrayNode exports = result.putArray("exports");
    for (final Export export : program.exports()) {
      exports.add(ExportText.json(export));
    }
    final ArrayNode calls = result.putArray("hostCalls");
    program
        .hostCalls()
        .calls()
        .forEach(
            call ->
                calls
                    .addObject()
                    .put("index", call.index())
                    .put("module", call.module())
                    .put("name", call.name()));
    return result;
  }
}
