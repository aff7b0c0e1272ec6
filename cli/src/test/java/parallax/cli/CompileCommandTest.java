package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.sourcemap.MapReader;
import parallax.pvm.program.BlobReader;

final class CompileCommandTest {
  private static final Path FIB = CommandRun.module("fib.wat");
  private static final Path MIXED = CommandRun.module("mixed.wat");

  @TempDir private Path folder;

  @Test
  void writes_a_program_and_its_map_and_a_summary() throws Exception {
    final Path jam = folder.resolve("fib.jam");
    final CommandRun run = CommandRun.of("compile", FIB, "-o", jam, "--entry", "run");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            Files.size(jam) + " bytes", "1 functions", "function run (i32) -> (i32)  (entry)");
    final String map = Files.readString(folder.resolve("fib.map"));
    MapReader.read(map, BlobReader.readStandard(Files.readAllBytes(jam)));
  }

  private Path imports() throws IOException {
    return file("mixed.imports", "env.log = ecalli 100\n");
  }

  private Path file(final String name, final String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void an_import_that_nothing_is_bound_to_is_bad_input_and_says_what_would_bind_it() {
    final CommandRun run = CommandRun.of("compile", MIXED, "-o", folder.resolve("mixed.jam"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "import \"env\" \"log\" (func (param i32)): nothing is bound to it",
            "\"env.log = trap | nop | const N | ecalli N | wasi\"");
  }

  @Test
  void an_imports_file_that_cannot_be_read_is_named_with_the_line() throws IOException {
    final Path imports = file("bad.imports", "env.log = nop\nenv.log = nothing\n");
    final CommandRun run =
        CommandRun.of("compile", MIXED, "-o", folder.resolve("a.jam"), "--imports", imports);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "parallax: error: "
                + imports
                + ": imports: line 2: a binding is trap, nop, const N, ecalli N or wasi, not"
                + " nothing\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fd_wright (func (param i32)) | [i32] -> []: WASI preview 1 has no such function",
        "fd_close (func (param i64) (result i32)) | [i64] -> [i32]: WASI preview 1 has it as [i32] ->"
            + " [i32]"
      })
  void a_function_that_wasi_lacks_is_bad_input(final String declared, final String message)
      throws IOException {
    final int blank = declared.indexOf(' ');
    final Path wat =
        file(
            "wasi.wat",
            "(module (import \"env\" \""
                + declared.substring(0, blank)
                + "\""
                + declared.substring(blank)
                + "))");
    final Path imports = file("wasi.imports", "env.* = wasi\n");
    final Path jam = folder.resolve("wasi.jam");
    final CommandRun run = CommandRun.of("compile", wat, "-o", jam, "--imports", imports);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("import \"" + declared.substring(0, blank) + "\" " + message);
    assertThat(jam).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(memory 1)", "(table 1 funcref)", "(global (mut i64))"})
  void what_is_no_function_needs_an_adapter(final String declared) throws IOException {
    final Path wat = file("needs.wat", "(module (import \"env\" \"x\" " + declared + "))");
    final CommandRun run = CommandRun.of("compile", wat, "-o", folder.resolve("needs.jam"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("\"env\" \"x\" " + declared, "an adapter that exports it", "would satisfy it");
  }

  @Test
  void an_adapter_satisfies_imports_by_name() throws IOException {
    final Path adapter =
        file("adapter.wat", "(module (func (export \"log\") (param i32) (unreachable)))");
    final Path jam = folder.resolve("mixed.jam");
    final CommandRun run =
        CommandRun.of("compile", MIXED, "-o", jam, "--adapter", adapter, "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.json().get("hostCalls")).isEmpty();
  }

  private static final String ECHO =
      "(module (memory 1) (func (export \"echo\") (param i32 i32) (result i64) (i64.or"
          + " (i64.extend_i32_u (local.get 0)) (i64.shl (i64.extend_i32_u (local.get 1))"
          + " (i64.const 32)))))";

  @Test
  void a_service_has_its_name_and_version_in_front_and_runs_on_bytes() throws Exception {
    final Path wat = file("echo.wat", ECHO);
    final Path jam = folder.resolve("echo.jam");
    final CommandRun run =
        CommandRun.of("compile", wat, "-o", jam, "--refine", "echo", "--program-version", "1.0");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("function echo (i32, i32) -> (i64)  (refine, position 0)");
    assertThat(
            BlobReader.readStandardWithMetadata(Files.readAllBytes(jam)).metadata().orElseThrow())
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo("\0\4echo\0031.0\0\0");
    assertThat(CommandRun.of("run", jam, "--args-hex", "010203").out())
        .contains("output: 010203\n");
    CommandRun.of("compile", wat, "-o", jam, "--refine", "echo", "--no-metadata");
    assertThat(BlobReader.readStandard(Files.readAllBytes(jam)).metadata()).isEmpty();
  }

  @Test
  void options_of_services_do_not_go_with_what_they_contradict() throws IOException {
    final Path wat = file("echo.wat", ECHO);
    final Path jam = folder.resolve("echo.jam");
    for (final String[] wrong :
        new String[][] {
          {"--refine", "echo", "--is-authorized", "echo"},
          {"--refine", "echo", "--entry", "echo"},
          {"--alloc", "malloc"},
          {"--refine", "echo", "--no-metadata", "--name", "x"}
        }) {
      final List<String> args = new ArrayList<>(List.of("compile", wat.toString(), "-o"));
      args.add(jam.toString());
      args.addAll(List.of(wrong));
      assertThat(CommandRun.of(args.toArray()).code()).as("%s", args).isEqualTo(2);
    }
    assertThat(jam).doesNotExist();
  }

  @Test
  void json_says_what_was_written() throws IOException {
    final Path jam = folder.resolve("mixed.jam");
    final CommandRun run =
        CommandRun.of("compile", MIXED, "-o", jam, "--imports", imports(), "--json");
    assertThat(run.code()).isZero();
    final JsonNode json = run.json();
    assertThat(json.get("bytes").longValue()).isEqualTo(Files.size(jam));
    assertThat(json.get("program").textValue()).isEqualTo(jam.toString());
    assertThat(json.get("functions").intValue()).isEqualTo(6);
    assertThat(json.at("/exports/2/params").toString()).isEqualTo("[\"i32\",\"i32\"]");
    assertThat(json.at("/hostCalls/0/name").textValue()).isEqualTo("log");
  }

  @Test
  void the_same_input_gives_the_same_bytes() throws IOException {
    final Path one = folder.resolve("one.jam");
    final Path two = folder.resolve("two.jam");
    CommandRun.of("compile", MIXED, "-o", one, "--imports", imports());
    CommandRun.of("compile", MIXED, "-o", two, "--imports", imports());
    assertThat(two).hasSameBinaryContentAs(one);
    assertThat(folder.resolve("two.map")).hasSameBinaryContentAs(folder.resolve("one.map"));
  }

  @Test
  void an_entry_that_is_not_exported_is_bad_input() {
    final Path jam = folder.resolve("fib.jam");
    final CommandRun run = CommandRun.of("compile", FIB, "-o", jam, "--entry", "main");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(FIB.toString(), "no exported function is called main");
    assertThat(jam).doesNotExist();
  }

  @Test
  void a_missing_file_is_bad_input() {
    final CommandRun run = CommandRun.of("compile", "nothing.wasm", "-o", folder.resolve("a.jam"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("parallax: error: nothing.wasm: no such file\n");
  }

  @Test
  void a_folder_that_does_not_exist_cannot_be_written_to() {
    final CommandRun run =
        CommandRun.of("compile", FIB, "-o", folder.resolve("none").resolve("a.jam"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("a.jam", "cannot be written");
  }

  @Test
  void the_input_is_never_overwritten() throws IOException {
    final Path module = folder.resolve("module.map");
    Files.copy(FIB, module);
    for (final String output : new String[] {"module.map", "module.jam"}) {
      final CommandRun run = CommandRun.of("compile", module, "-o", folder.resolve(output));
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("overwrite", module.toString());
      assertThat(module).hasSameBinaryContentAs(FIB);
    }
  }

  @Test
  void what_is_not_supported_is_named_with_its_place() throws IOException {
    final Path floats = CommandRun.module("floats.wat");
    final CommandRun run =
        CommandRun.of(
            "compile", floats, "-o", folder.resolve("a.jam"), "--floats", "reject", "--json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(floats.toString(), "is not supported").doesNotContain("\tat ");
    final JsonNode error = run.json().get("error");
    assertThat(error.get("file").textValue()).isEqualTo(floats.toString());
    assertThat(error.get("unsupported").textValue()).isEqualTo("floating point");
    assertThat(error.get("stage").textValue()).isEqualTo("frontend");
  }

  @Test
  void floats_are_compiled_unless_they_are_to_be_rejected() throws IOException {
    final Path floats = CommandRun.module("floats.wat");
    final Path program = folder.resolve("floats.jam");
    assertThat(CommandRun.of("compile", floats, "-o", program).code()).isZero();
    final CommandRun rejected =
        CommandRun.of("compile", floats, "-o", program, "--floats", "reject");
    assertThat(rejected.code()).isEqualTo(2);
    assertThat(rejected.err()).contains("function 0: offset 0x", "floating point");
    final CommandRun unknown = CommandRun.of("compile", floats, "-o", program, "--floats", "hard");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("hard is neither soft nor reject");
  }
}
