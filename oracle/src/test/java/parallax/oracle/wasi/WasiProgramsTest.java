package parallax.oracle.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.compiler.CompilerOptions;
import parallax.compiler.abi.ImportsFormatException;
import parallax.compiler.abi.ImportsReader;
import parallax.compiler.abi.TrapKind;
import parallax.corpus.SharedData;
import parallax.corpus.WasiPrograms;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.ChicoryEngine;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.wasi.WasiInput.GuestFolder;
import parallax.pvm.host.wasi.FolderImage;

/**
 * The C programs of the corpus on Chicory with its WASI, and on Chicory, the IR and the machines of
 * both profiles with ours: outcome, host calls, memory, output and files are equal, and are what
 * the program is to do.
 */
final class WasiProgramsTest {
  private static final long FUEL = 50_000_000;
  private static final String HELLO = "real/c-hello-wasi.wasm";

  private static final FolderImage DATA =
      FolderImage.empty()
          .with("text", file("some text\n".repeat(321)))
          .with("empty", file(""))
          .with("sub", new FolderImage.FolderEntry())
          .with("sub/inner", file("inside"))
          .with("sub/deep", new FolderImage.FolderEntry())
          .with("sub/deep/z", file("z"))
          .with("sub/deep/a", file("a"))
          .with("hello.bf", file("++++++++[>+++++++++<-]>.+++++++..<,[.,]"))
          .with("wrong.bf", file("[[]"));

  /** What a run is to come to. */
  private record Case(String program, WasiInput input, Outcome outcome, String output) {
    String name() {
      return program + String.join(" ", input.args().subList(1, input.args().size()));
    }
  }

  private static FolderImage.FileEntry file(final String text) {
    return new FolderImage.FileEntry(text.getBytes(StandardCharsets.UTF_8));
  }

  private static WasiInput input(final String... args) {
    return WasiInput.of(args).withFolders(new GuestFolder("/data", DATA));
  }

  private static WasiInput sorting(final String text, final String... args) {
    return WasiInput.of(args).withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Case returns(final String program, final WasiInput input, final String output) {
    return new Case(program, input, new Outcome.Returned(List.of()), output);
  }

  private static Case exits(
      final String program, final WasiInput input, final int code, final String output) {
    return new Case(program, input, new Outcome.Exited(code), output);
  }

  private static List<Case> cases() {
    return List.of(
        returns(
            "copy",
            input("copy", "/data/text", "/data/sub/new"),
            "bytes 3210\nsame size 1\nsame file 0\n"),
        returns(
            "copy",
            input("copy", "/data/sub/inner", "/data/empty"),
            "bytes 6\nsame size 1\nsame file 0\n"),
        exits("copy", input("copy", "/data/none", "/data/x"), 1, ""),
        exits("copy", input("copy", "/data/text", "/elsewhere/x"), 1, ""),
        exits("copy", input("copy", "/data/text", "/data/sub"), 1, ""),
        exits("copy", input("copy"), 64, ""),
        returns(
            "list",
            input("list", "/data", "/none"),
            "/data\n  empty 0\n  hello.bf 39\n  sub/\n    deep/\n      a 1\n      z 1\n"
                + "    inner 6\n  text 3210\n  wrong.bf 3\n/none\n/none: errno 76\n"),
        returns("sort", sorting("b\na\n\nc\na", "sort"), "\na\na\nb\nc\n"),
        returns("sort", sorting("b\na\nc\na", "sort", "-r", "-u"), "c\nb\na\n"),
        returns("sort", sorting("", "sort"), ""),
        returns(
            "sort",
            sorting(numbers(700), "sort"),
            String.join("", new TreeSet<>(numbers(700).lines().map(l -> l + "\n").toList()))),
        returns(
            "env",
            WasiInput.of("env", "a", "", "ü").withEnvironment("HOME=/home", "LANG=C", "E="),
            "argument 0: env\nargument 1: a\nargument 2: \nargument 3: ü\nHOME=/home\nLANG=C\nE=\n"
                + "HOME is /home\nHOME is now /elsewhere\nLANG is set 0\n"),
        returns("env", WasiInput.of("env"), null),
        returns("clock", WasiInput.of("clock"), null),
        returns(
            "brainfuck",
            input("brainfuck", "/data/hello.bf").withInput(new byte[] {'i', 'n'}),
            "HOOin"),
        exits("brainfuck", input("brainfuck", "/data/wrong.bf"), 65, ""),
        exits("brainfuck", input("brainfuck", "/data/none.bf"), 66, ""),
        returns("exit", WasiInput.of("exit"), "return\n"),
        exits("exit", WasiInput.of("exit", "3"), 3, "return\n"),
        exits("exit", WasiInput.of("exit", "-1"), -1, "return\n"),
        exits("exit", WasiInput.of("exit", "0", "deep"), 0, "deep\ngoodbye\n"),
        exits("exit", WasiInput.of("exit", "70000", "deep"), 70_000, "deep\ngoodbye\n"),
        exits("exit", WasiInput.of("exit", "9", "quick"), 9, "quick\n"),
        new Case(
            "exit",
            WasiInput.of("exit", "0", "trap"),
            new Outcome.Trapped(TrapKind.UNREACHABLE, ""),
            "trap\n"),
        new Case(
            "exit",
            WasiInput.of("exit", "0", "abort"),
            new Outcome.Trapped(TrapKind.UNREACHABLE, ""),
            "abort\n"),
        returns("large", WasiInput.of("large", "1"), "00000000 00000001 even\n"),
        returns("large", WasiInput.of("large", "3000"), null),
        returns("files", input("files", "/data"), null),
        exits("files", input("files", "/none"), 64, ""));
  }

  private static String numbers(final int count) {
    final StringBuilder text = new StringBuilder();
    IntStream.range(0, count).forEach(i -> text.append(i * 7919 % count).append('\n'));
    return text.toString();
  }

  private static WasiComparison run(final byte[] wasm, final WasiInput input) throws IOException {
    return WasiDifferential.run(wasm, input, Differential.profiles(CompilerOptions.DEFAULT), FUEL);
  }

  @TestFactory
  Stream<DynamicTest> both_sides_do_the_same_and_what_the_program_is_to_do() {
    return cases().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(final Case expected) throws IOException {
    final WasiComparison result = run(WasiPrograms.module(expected.program()), expected.input());
    final Verdict verdict =
        expected.outcome() instanceof Outcome.Trapped trap
            ? new Verdict.AgreeTrap(trap.kind())
            : new Verdict.Agree(expected.outcome());
    assertThat(result.verdict())
        .as(() -> result.tape() + "\n" + text(result.outputs().get(0).output()))
        .isEqualTo(verdict);
    assertThat(result.outputs()).hasSize(8);
    if (expected.output() != null) {
      assertThat(text(result.outputs().get(0).output())).isEqualTo(expected.output());
    }
  }

  private static String text(final byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void every_program_has_a_case_and_its_source_beside_it() {
    final Set<String> programs = new TreeSet<>();
    cases().forEach(c -> programs.add(c.program()));
    assertThat(programs).hasSize(9);
    programs.add("links");
    assertThat(programs).containsExactlyElementsOf(WasiPrograms.names());
    assertThat(programs)
        .allSatisfy(
            name ->
                assertThat(WasiPrograms.class.getResource("/corpus/wasi/" + name + ".c"))
                    .isNotNull());
  }

  @Test
  void the_clock_is_the_same_in_every_run_and_sleeping_takes_no_time() throws IOException {
    final WasiComparison result = run(WasiPrograms.module("clock"), WasiInput.of("clock"));
    assertThat(text(result.outputs().get(5).output()))
        .startsWith("realtime 1577836800001000000\nmonotonic 2000000\nresolution 1\nslept 0\n")
        .contains("at least 2.5 s 1\npassed 2501000000\nyear 2020\nmonth 1\nday 1\nrandom 0\n");
  }

  @Test
  void much_output_arrives_whole() throws IOException {
    final WasiComparison result = run(WasiPrograms.module("large"), WasiInput.of("large", "3000"));
    assertThat(result.outputs()).allSatisfy(o -> assertThat(o.output()).hasSize(67_500));
  }

  @Test
  void operations_on_files_fail_as_posix_says() throws IOException {
    final WasiComparison result = run(WasiPrograms.module("files"), input("files", "/data"));
    assertThat(text(result.outputs().get(0).output()))
        .contains("mkdir: 0", "mkdir again: errno 20", "open missing: errno 44", "read: 4")
        .contains("seek before: errno 28", "close again: errno 8", "size 12", "links 2")
        .contains("rmdir full: errno 55", "unlink folder: errno 31", "rmdir file: errno 54")
        .contains("accessed 1000", "modified 2000", "modified ns 7000", "outside: errno");
    assertThat(result.outputs().get(5).folders().get(0).image().entries())
        .containsKey("third")
        .doesNotContainKey("new");
  }

  @Test
  void what_chicory_cannot_do_is_compared_between_engines_with_our_wasi() throws IOException {
    final WasiComparison result = run(WasiPrograms.module("links"), input("links", "/data"));
    assertThat(result.verdict())
        .isEqualTo(
            new Verdict.Inconclusive(
                Verdict.Reason.REFERENCE, "DESCRIPTOR_CHANGES; with our WASI all engines agree"));
    assertThat(result.outputs()).hasSize(7);
    assertThat(text(result.outputs().get(0).output()))
        .contains("rename: 0", "rename missing: errno 44", "rename folder: 0")
        .contains("rename into itself: errno 28", "symlink: 0", "symlink absolute: errno 63")
        .contains("readlink: 3\ne/b\n", "is link 1", "read: 9", "not followed: errno 32")
        .contains("open loop: errno 32", "open out: errno 63", "unlink: 0");
  }

  @Test
  void a_folder_with_links_is_not_compared() throws IOException {
    final WasiInput input =
        WasiInput.of("list", "/d")
            .withFolders(
                new GuestFolder(
                    "/d", FolderImage.empty().with("l", new FolderImage.LinkEntry("x"))));
    assertThat(run(WasiPrograms.module("list"), input).verdict())
        .isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void the_program_that_others_made_prints_the_same() throws IOException {
    final Optional<Path> hello = SharedData.find(HELLO);
    final String absent = SharedData.absent(HELLO, "the WASI program that others made");
    if (hello.isEmpty()) {
      System.err.println(absent);
    }
    assumeTrue(hello.isPresent(), absent);
    final byte[] wasm = Files.readAllBytes(hello.orElseThrow());
    final WasiInput input = WasiInput.of("hello", "world");
    final WasiComparison hosts = WasiDifferential.run(wasm, input, List.of(), FUEL);
    assertThat(hosts.verdict()).isEqualTo(new Verdict.Agree(new Outcome.Exited(7)));
    assertThat(text(hosts.outputs().get(1).output())).isNotEmpty();
    assertThat(run(wasm, input).verdict()).isEqualTo(new Verdict.Agree(new Outcome.Exited(7)));
  }

  @Test
  void functions_of_wasi_may_be_imported_from_another_module()
      throws IOException, WatException, ImportsFormatException {
    final byte[] wasm =
        WatParser.parse(
            """
            (module
              (import "env" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "env" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\08\\00\\00\\00\\03\\00\\00\\00hi\\0a")
              (func (export "_start")
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
                (call $exit (i32.const 5))))
            """);
    final CompilerOptions options =
        CompilerOptions.DEFAULT.withImports(ImportsReader.read("env.* = wasi"));
    final WasiComparison result =
        WasiDifferential.run(
            wasm,
            WasiInput.of("hi"),
            new ChicoryEngine(options),
            Differential.ladder(options),
            FUEL);
    assertThat(result.verdict()).isInstanceOf(Verdict.Agree.class);
    assertThat(result.outcomes())
        .allSatisfy(each -> assertThat(each.outcome()).isEqualTo(new Outcome.Exited(5)));
    assertThat(result.outputs())
        .hasSize(6)
        .allSatisfy(
            each ->
                assertThat(new String(each.output(), StandardCharsets.UTF_8)).isEqualTo("hi\n"));
  }
}
