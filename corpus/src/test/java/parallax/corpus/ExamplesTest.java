package parallax.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parallax.corpus.program.Program;
import parallax.corpus.program.ProgramReader;
import parallax.corpus.program.ProgramWriter;
import parallax.corpus.program.Step;

final class ExamplesTest {
  @Test
  void there_are_examples_and_each_expects_something() throws Exception {
    final List<CorpusModule> examples = Examples.all();

    assertThat(examples).hasSizeGreaterThanOrEqualTo(20);
    assertThat(examples).extracting(CorpusModule::name).isSorted();
    for (final CorpusModule example : examples) {
      assertThat(example.programs()).as(example.name()).isNotEmpty();
      for (final Program program : example.programs()) {
        assertThat(program.steps())
            .as(example.name())
            .anyMatch(step -> !(step instanceof Step.Call) && !(step instanceof Step.WriteMemory));
      }
    }
  }

  @Test
  void the_examples_expect_every_kind_of_trap_of_integer_code() throws Exception {
    final Set<String> kinds =
        Examples.all().stream()
            .flatMap(example -> example.programs().stream())
            .flatMap(program -> program.steps().stream())
            .filter(Step.ExpectTrap.class::isInstance)
            .map(step -> ((Step.ExpectTrap) step).text())
            .collect(Collectors.toSet());

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "unreachable",
            "integer divide by zero",
            "integer overflow",
            "out of bounds memory access",
            "out of bounds table access",
            "undefined element",
            "uninitialized element",
            "indirect call type mismatch");
  }

  @Test
  void the_calls_of_an_example_name_exports_or_are_optional() throws Exception {
    for (final CorpusModule example : Examples.all()) {
      final String wasm = new String(example.wasm(), StandardCharsets.ISO_8859_1);
      for (final Program program : example.programs()) {
        for (final Step step : program.steps()) {
          if (step instanceof Step.Call call && !call.optional()) {
            assertThat(wasm)
                .as(example.name())
                .contains((char) call.export().length() + call.export());
          }
        }
      }
    }
  }

  @Test
  void the_programs_come_back_from_their_json() throws Exception {
    for (final CorpusModule example : Examples.all()) {
      assertThat(ProgramReader.read(ProgramWriter.write(example.programs()), example.name()))
          .isEqualTo(example.programs());
    }
  }

  @Test
  void the_regressions_can_be_listed() throws Exception {
    assertThat(Regressions.all()).extracting(CorpusModule::name).isSorted();
  }
}
