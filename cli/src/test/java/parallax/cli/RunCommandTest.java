package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  private static final Path FIB = CommandRun.module("fib.wat");
  private static final Path MIXED = CommandRun.module("mixed.wat");
  private static final String IMPORTS = CommandRun.module("mixed.imports").toString();

  @TempDir private Path folder;

  private Path compiled(final Path module, final String... more) {
    final Path jam = folder.resolve("program.jam");
    final Object[] args = new Object[4 + more.length];
    args[0] = "compile";
    args[1] = module;
    args[2] = "-o";
    args[3] = jam;
    System.arraycopy(more, 0, args, 4, more.length);
    assertThat(CommandRun.of(args).code()).isZero();
    return jam;
  }

  @Test
  void a_module_is_compiled_and_called() {
    final CommandRun run = CommandRun.of("run", FIB, "--invoke", "run", "15");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("result: i32:610\nexit: halt\ngas: ")
        .containsPattern("gas: \\d+ \\(instantiation \\d+\\)");
  }

  @Test
  void every_machine_says_the_same() {
    final Path jam = compiled(FIB, "--entry", "run");
    final String called = CommandRun.of("run", FIB, "--invoke", "run", "15").out();
    final String entered = CommandRun.of("run", jam, "15").out();
    for (final String engine : new String[] {"interpreter", "translator", "auto"}) {
      assertThat(CommandRun.of("run", FIB, "--invoke", "run", "--engine", engine, "15").out())
          .isEqualTo(called);
      assertThat(CommandRun.of("run", jam, "--engine", engine, "15").out()).isEqualTo(entered);
    }
    final CommandRun none = CommandRun.of("run", jam, "--engine", "steam", "15");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .contains("no engine is called steam; there are interpreter, translator, auto");
  }

  @Test
  void a_program_with_its_map_is_called_by_name() {
    final CommandRun direct = CommandRun.of("run", MIXED, "--invoke", "wide", "-2");
    final CommandRun read =
        CommandRun.of("run", compiled(MIXED, "--imports", IMPORTS), "--invoke", "wide", "-2");
    assertThat(read.out()).startsWith("result: i64:-2, i32:-2\n").isEqualTo(direct.out());
  }

  @Test
  void an_export_without_a_map_cannot_be_found() throws IOException {
    final Path jam = compiled(FIB);
    Files.delete(folder.resolve("program.map"));
    final CommandRun run = CommandRun.of("run", jam, "--invoke", "run", "15");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(jam.toString(), "program.map");
  }

  @Test
  void an_entry_program_runs_from_bytes_to_bytes() throws IOException {
    final Path jam = compiled(FIB, "--entry", "run");
    Files.delete(folder.resolve("program.map"));
    final CommandRun run = CommandRun.of("run", jam, "15");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("output: 6202000000000000\nas values: 610\nexit: halt\n");
    final CommandRun hex = CommandRun.of("run", jam, "--args-hex", "0f00000000000000");
    assertThat(hex.out()).isEqualTo(run.out());
    final JsonNode json = CommandRun.of("run", jam, "15", "--json").json();
    assertThat(json.get("outcome").textValue()).isEqualTo("halt");
    assertThat(json.get("values").toString()).isEqualTo("[610]");
  }

  @Test
  void an_entry_program_checks_its_arguments() throws IOException {
    final CommandRun run =
        CommandRun.of("run", compiled(FIB, "--entry", "run"), "1", "2", "--json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().at("/trap/text").textValue()).isEqualTo("bad arguments");
    assertThat(run.json().get("outcome").textValue()).isEqualTo("panic");
  }

  @Test
  void a_trap_has_kind_and_place() throws IOException {
    final CommandRun run = CommandRun.of("run", MIXED, "--invoke", "divide", "1", "0");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("exit: trap: integer divide by zero (", "offsets [0x");
    final JsonNode json =
        CommandRun.of("run", MIXED, "--invoke", "divide", "1", "0", "--json").json();
    assertThat(json.get("outcome").textValue()).isEqualTo("trapped");
    assertThat(json.at("/trap/kind").textValue()).isEqualTo("integer_divide_by_zero");
  }

  @Test
  void without_gas_left_it_says_so() throws IOException {
    final CommandRun run = CommandRun.of("run", MIXED, "--invoke", "forever", "--gas", "5000");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("out of gas", "gas: 5000");
    final CommandRun json =
        CommandRun.of("run", MIXED, "--invoke", "forever", "--gas", "5000", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.json().get("limit").textValue()).isEqualTo("gas");
  }

  @Test
  void host_calls_are_counted() throws IOException {
    final JsonNode json = CommandRun.of("run", MIXED, "--invoke", "step", "--json").json();
    assertThat(json.at("/results/0/value").intValue()).isEqualTo(1);
    assertThat(json.get("hostCalls").intValue()).isEqualTo(1);
  }

  @Test
  void a_wrong_number_or_type_of_arguments_shows_the_signature() {
    for (final String[] args :
        new String[][] {{"1"}, {"1", "2", "3"}, {"1", "x"}, {"1", "4294967296"}, {"1.0", "1"}}) {
      final Object[] line = new Object[4 + args.length];
      line[0] = "run";
      line[1] = MIXED;
      line[2] = "--invoke";
      line[3] = "divide";
      System.arraycopy(args, 0, line, 4, args.length);
      final CommandRun run = CommandRun.of(line);
      assertThat(run.code()).as(String.join(" ", args)).isEqualTo(2);
      assertThat(run.err()).contains("divide(i32, i32) -> (i32)");
    }
  }

  @Test
  void an_unknown_export_is_answered_with_those_there_are() {
    final CommandRun unknown = CommandRun.of("run", FIB, "--invoke", "main");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no exported function is called main", "run(i32) -> (i32)");
    final CommandRun none = CommandRun.of("run", FIB);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--invoke", "run(i32) -> (i32)");
  }

  @Test
  void hex_that_is_none_is_refused() {
    final Path jam = compiled(FIB);
    assertThat(CommandRun.of("run", jam, "--args-hex", "0g").code()).isEqualTo(2);
    assertThat(CommandRun.of("run", jam, "--args-hex", "00", "1").code()).isEqualTo(2);
    assertThat(CommandRun.of("run", jam, "--gas", "-1").code()).isEqualTo(2);
  }

  @Test
  void a_truncated_program_is_bad_input() throws IOException {
    final Path jam = compiled(FIB);
    final byte[] bytes = Files.readAllBytes(jam);
    Files.write(jam, Arrays.copyOf(bytes, bytes.length - 1));
    final CommandRun run = CommandRun.of("run", jam, "15");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("program.jam: program: offset 0x");
  }

  private static Path service(final Path folder) throws Exception {
    final Path wat =
        Path.of(
            System.getProperty("parallax.root"),
            "corpus/src/main/resources/corpus/services/counter.wat");
    final Path jam = folder.resolve("counter.jam");
    final CommandRun run =
        CommandRun.of(
            "compile", wat, "-o", jam, "--refine", "refine", "--accumulate", "accumulate");
    assertThat(run.err()).isEmpty();
    return jam;
  }

  @Test
  void a_service_accumulates_on_a_host_with_storage(@TempDir final Path folder) throws Exception {
    final CommandRun run =
        CommandRun.of(
            "run",
            service(folder),
            "--accumulate",
            "--args-hex",
            "0203",
            "--storage",
            "636f756e746572=0100000000000000");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("output: 0600000000000000\nas values: 6\nexit: halt\n")
        .contains(
            "host calls: 3\n",
            "log: 2 counter: counted\n",
            "storage: 636f756e746572=0600000000000000\n");
  }

  @Test
  void host_calls_are_recorded_and_replayed(@TempDir final Path folder) throws Exception {
    final Path jam = service(folder);
    final Path tape = folder.resolve("tape.json");
    final CommandRun recorded =
        CommandRun.of("run", jam, "--accumulate", "--args-hex", "05", "--record", tape, "--json");
    assertThat(recorded.json().get("hostCalls").intValue()).isEqualTo(3);
    final CommandRun replayed =
        CommandRun.of("run", jam, "--accumulate", "--args-hex", "05", "--replay", tape, "--json");
    assertThat(replayed.code()).isZero();
    assertThat(replayed.json().get("outputHex")).isEqualTo(recorded.json().get("outputHex"));
    assertThat(replayed.json().get("gas")).isEqualTo(recorded.json().get("gas"));
    final CommandRun none = CommandRun.of("run", jam, "--args-hex", "05", "--replay", tape);
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).contains("tape: 3 recorded calls were not made\n");
    final CommandRun other = CommandRun.of("run", jam, "--replay", tape, "--record", tape);
    assertThat(other.code()).isEqualTo(2);
  }

  private static Path compiledService(final Path folder, final String text, final String... entry)
      throws Exception {
    final Path wat = Files.writeString(folder.resolve("service.wat"), text);
    final Path jam = folder.resolve("service.jam");
    final List<Object> args = new ArrayList<>(List.of("compile", wat, "-o", jam));
    args.addAll(List.of(entry));
    assertThat(CommandRun.of(args.toArray()).err()).isEmpty();
    return jam;
  }

  @Test
  void a_service_that_does_not_halt_leaves_what_it_had_at_its_checkpoint(@TempDir final Path folder)
      throws Exception {
    final Path jam =
        compiledService(
            folder,
            """
            (module
              (import "jam" "write" (func $write (param i32 i32 i32 i32) (result i64)))
              (import "jam" "checkpoint" (func $checkpoint (result i64)))
              (memory 1)
              (data (i32.const 0) "abc")
              (func (export "run") (param i32 i32) (result i64)
                (drop (call $write (i32.const 0) (i32.const 1) (i32.const 1) (i32.const 1)))
                (drop (call $checkpoint))
                (drop (call $write (i32.const 0) (i32.const 1) (i32.const 2) (i32.const 1)))
                (unreachable)))
            """,
            "--accumulate",
            "run");
    final CommandRun run = CommandRun.of("run", jam, "--accumulate");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("exit: panic", "unreachable", "storage: 61=62\n");
  }

  @Test
  void a_refinement_fetches_what_it_is_given(@TempDir final Path folder) throws Exception {
    final Path jam =
        compiledService(
            folder,
            """
            (module
              (import "jam" "fetch" (func $fetch (param i32 i32 i32 i32 i32 i32) (result i64)))
              (memory 1)
              (func (export "run") (param i32 i32) (result i64)
                (i64.shl
                  (call $fetch (i32.const 0) (i32.const 0) (i32.const 99) (i32.const 3)
                    (i32.const 1) (i32.const 2))
                  (i64.const 32))))
            """,
            "--refine",
            "run");
    assertThat(CommandRun.of("run", jam, "--fetch", "3.1.2=beef", "--fetch", "3.1.1=00").out())
        .startsWith("output: beef\n");
    final CommandRun wrong = CommandRun.of("run", jam, "--fetch", "3.x=00");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--fetch KIND[.I[.J]]=VALUE: 3.x=00");
  }
}
