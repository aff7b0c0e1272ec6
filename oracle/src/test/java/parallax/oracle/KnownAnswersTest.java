package parallax.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parallax.compiler.CompilerOptions;
import parallax.corpus.CorpusModule;
import parallax.corpus.Examples;
import parallax.corpus.SharedData;
import parallax.corpus.program.Operand;
import parallax.corpus.program.Program;
import parallax.corpus.program.ProgramReader;
import parallax.corpus.program.Step;
import parallax.corpus.wat.WatException;
import parallax.oracle.compare.Differential;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.program.ProgramResult;
import parallax.oracle.program.ProgramRunner;

/**
 * Programs with known answers, on the reference and on every rung, for every profile: the corpus's
 * examples, real modules, kernels.
 */
final class KnownAnswersTest {
  private static final long FUEL = 200_000_000;
  private static final Path KATS = Path.of("real", "kats.json");

  private static ProgramResult run(
      final byte[] wasm, final Program program, final HostFunctions host) {
    return ProgramRunner.run(
        wasm, program, Differential.profiles(CompilerOptions.DEFAULT), host, FUEL);
  }

  private static Stream<DynamicTest> passing(
      final String name,
      final byte[] wasm,
      final List<Program> programs,
      final HostFunctions host) {
    return programs.stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    name + ": " + program.name(),
                    () ->
                        assertThat(run(wasm, program, host))
                            .isInstanceOf(ProgramResult.Passed.class)));
  }

  @TestFactory
  Stream<DynamicTest> examples() throws IOException, WatException {
    final List<CorpusModule> all = Examples.all();
    assertThat(all).hasSizeGreaterThan(10);
    return all.stream().flatMap(m -> passing(m.name(), m.wasm(), m.programs(), HostFunctions.ZERO));
  }

  @TestFactory
  Stream<DynamicTest> real_modules() throws IOException {
    final Optional<Path> kats = SharedData.find(KATS.toString());
    if (kats.isEmpty()) {
      return absent(KATS.toString(), "known answers of real modules");
    }
    final List<Program> programs = ProgramReader.read(kats.get());
    assertThat(programs).isNotEmpty();
    final List<DynamicTest> tests = new ArrayList<>();
    for (final Program program : programs) {
      final String module = program.module().orElseThrow();
      final byte[] wasm = Files.readAllBytes(kats.get().resolveSibling(module + ".wasm"));
      passing(module, wasm, List.of(program), HostFunctions.ZERO).forEach(tests::add);
    }
    return tests.stream();
  }

  /** Says so on the console and passes. */
  private static Stream<DynamicTest> absent(final String path, final String leftOut) {
    final String message = SharedData.absent(path, leftOut);
    System.err.println(message);
    return Stream.of(DynamicTest.dynamicTest(message, () -> assertThat(message).isNotEmpty()));
  }

  private record Kernel(String name, int n, long result) {}

  @TestFactory
  Stream<DynamicTest> kernels() throws IOException {
    final List<Kernel> kernels =
        List.of(
            new Kernel("fib", 15, 610),
            new Kernel("fib", 20, 6765),
            new Kernel("sieve", 1_000, 168),
            new Kernel("sieve", 20_000, 2262),
            new Kernel("matmul", 8, -1),
            new Kernel("crc32", 1, -1),
            // In full, with the results of polkatool's programs from the same source.
            new Kernel("fib", 32, 2_178_309),
            new Kernel("sieve", 1_000_000, 78_498),
            new Kernel("matmul", 128, 3_460_300_800L),
            new Kernel("crc32", 100, 1_779_257_117));
    final List<DynamicTest> tests = new ArrayList<>();
    for (final Kernel kernel : kernels) {
      final Optional<Path> file = SharedData.find("kernels/" + kernel.name() + ".wasm");
      if (file.isEmpty()) {
        return absent("kernels", "the kernels");
      }
      final List<Step> steps = new ArrayList<>();
      steps.add(
          new Step.Call("run", false, List.of(new Operand.Literal(kernel.n())), Optional.empty()));
      if (kernel.result() >= 0) {
        steps.add(new Step.ExpectReturn(List.of(new Operand.Literal(kernel.result()))));
      }
      passing(
              kernel.name(),
              Files.readAllBytes(file.get()),
              List.of(Program.of("run(" + kernel.n() + ")", steps)),
              HostFunctions.ZERO)
          .forEach(tests::add);
    }
    return tests.stream();
  }

  @Test
  void a_wrong_expectation_fails() throws IOException, WatException {
    final CorpusModule module = Examples.all().get(0);
    final List<Step> steps = new ArrayList<>(module.programs().get(0).steps());
    final int first =
        (int) steps.stream().takeWhile(s -> !(s instanceof Step.ExpectReturn)).count();
    final Operand.Literal right =
        (Operand.Literal) ((Step.ExpectReturn) steps.get(first)).values().get(0);
    steps.set(first, new Step.ExpectReturn(List.of(new Operand.Literal(right.bits() ^ 1))));
    assertThat(run(module.wasm(), Program.of("wrong", steps), HostFunctions.ZERO))
        .isInstanceOfSatisfying(
            ProgramResult.Failed.class,
            failed -> {
              assertThat(failed.step()).isEqualTo(first);
              assertThat(failed.rule()).isEqualTo("expectation");
            });
  }
}
