package parallax.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parallax.compiler.CompilerOptions;
import parallax.corpus.CorpusModule;
import parallax.corpus.Regressions;
import parallax.corpus.program.Program;
import parallax.corpus.program.Step;
import parallax.corpus.wat.WatException;
import parallax.oracle.compare.Differential;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.program.ProgramResult;
import parallax.oracle.program.ProgramRunner;

/**
 * Whatever once showed a difference agrees on every rung, for every profile and every host that it
 * may have had.
 */
final class RegressionsTest {
  private static final long FUEL = 200_000_000;

  @TestFactory
  List<DynamicTest> regressions() throws IOException, WatException {
    final List<DynamicTest> tests = new ArrayList<>();
    // One test at least, so that an empty folder is no error and an unreadable one is.
    tests.add(DynamicTest.dynamicTest("the folder can be read", Regressions::all));
    for (final CorpusModule module : Regressions.all()) {
      for (final Program program : module.programs()) {
        tests.add(test(module, program, "zero host", HostFunctions.ZERO));
        // Expectations are those for the host that gives zeros.
        if (program.steps().stream().noneMatch(RegressionsTest::expects)) {
          tests.add(test(module, program, "mixing host", HostFunctions.MIXING));
        }
      }
    }
    return tests;
  }

  private static boolean expects(final Step step) {
    return !(step instanceof Step.Call || step instanceof Step.WriteMemory);
  }

  /** A finding may stand for a call that nothing can be said about; only a failure is one. */
  private static DynamicTest test(
      final CorpusModule module,
      final Program program,
      final String label,
      final HostFunctions host) {
    return DynamicTest.dynamicTest(
        module.name() + ": " + program.name() + ", " + label,
        () ->
            assertThat(
                    ProgramRunner.run(
                        module.wasm(),
                        program,
                        Differential.profiles(CompilerOptions.DEFAULT),
                        host,
                        FUEL))
                .isNotInstanceOf(ProgramResult.Failed.class));
  }
}
