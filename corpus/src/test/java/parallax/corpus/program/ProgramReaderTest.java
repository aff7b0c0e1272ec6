package parallax.corpus.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgramReaderTest {
  private static final String EVERY_KIND =
      """
      [{"module": "m", "name": "a\\"b\\u0001\u00e9", "ref": "by hand", "steps": [
        ["call", "f?", [1, -1, "$x", "@g", "0xFFffffffFFFFFFFF", 18446744073709551615]],
        ["write", 4294967295, "00ff"],
        ["write", "@g", ""],
        ["expectRet", -9223372036854775808, "$x", 9223372036854775808],
        ["expectRet"],
        ["expectTrap", "integer divide by zero"],
        ["expectRead", "$x", 2, "Ab01"],
        ["expectGlobal", "g", -1]
      ]}]
      """
          .replace("[\n  [\"call\"", "[\n  [\"call\", \"\", [], \"x\"],\n  [\"call\"");

  @Test
  void every_kind_of_step_is_read() throws Exception {
    final Program program = ProgramReader.read(EVERY_KIND, "text").get(0);

    assertThat(program.module()).contains("m");
    assertThat(program.name()).isEqualTo("a\"b\u0001\u00e9");
    assertThat(program.reference()).contains("by hand");
    assertThat(program.steps())
        .containsExactly(
            new Step.Call("", false, List.of(), Optional.of("x")),
            new Step.Call(
                "f",
                true,
                List.of(
                    new Operand.Literal(1),
                    new Operand.Literal(-1),
                    new Operand.Variable("x"),
                    new Operand.ExportedGlobal("g"),
                    new Operand.Literal(-1),
                    new Operand.Literal(-1)),
                Optional.empty()),
            new Step.WriteMemory(new Operand.Literal(0xFFFF_FFFFL), new byte[] {0, -1}),
            new Step.WriteMemory(new Operand.ExportedGlobal("g"), new byte[0]),
            new Step.ExpectReturn(
                List.of(
                    new Operand.Literal(Long.MIN_VALUE),
                    new Operand.Variable("x"),
                    new Operand.Literal(Long.MIN_VALUE))),
            new Step.ExpectReturn(List.of()),
            new Step.ExpectTrap("integer divide by zero"),
            new Step.ExpectMemory(new Operand.Variable("x"), new byte[] {(byte) 0xab, 1}),
            new Step.ExpectGlobal("g", -1));
  }

  @Test
  void what_is_written_is_read_back_equal() throws Exception {
    final List<Program> programs = ProgramReader.read(EVERY_KIND, "text");

    final String written = ProgramWriter.write(programs);

    assertThat(ProgramReader.read(written, "written")).isEqualTo(programs);
    assertThat(ProgramWriter.write(ProgramReader.read(written, "written"))).isEqualTo(written);
  }

  @Test
  void one_object_is_one_program_and_the_module_may_be_left_out() throws Exception {
    assertThat(ProgramReader.read("{\"name\": \"n\", \"steps\": []}", "text"))
        .containsExactly(Program.of("n", List.of()));
  }

  @Test
  void an_empty_list_of_programs_is_one() throws Exception {
    assertThat(ProgramReader.read(ProgramWriter.write(List.of()), "text")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|begins with its kind",
        "7|begins with its kind",
        "[7]|kind of a step",
        "[\"jump\", 1]|unknown kind of step",
        "[\"call\", \"f\"]|has 2 elements, not 3 to 4",
        "[\"call\", \"f\", [], \"x\", 1]|has 5 elements",
        "[\"call\", 1, []]|name of a function",
        "[\"call\", \"f\", 1]|arguments must be an array",
        "[\"call\", \"f\", [], \"\"]|must not be empty",
        "[\"call\", \"f\", [1.0]]|is no integer",
        "[\"call\", \"f\", [null]]|is no integer",
        "[\"call\", \"f\", [true]]|is no integer",
        "[\"call\", \"f\", [18446744073709551616]]|out of range",
        "[\"call\", \"f\", [-9223372036854775809]]|out of range",
        "[\"call\", \"f\", [\"0x10000000000000000\"]]|is no integer",
        "[\"call\", \"f\", [\"0x\"]]|is no integer",
        "[\"call\", \"f\", [\"12\"]]|is no number",
        "[\"call\", \"f\", [\"$\"]]|is no number",
        "[\"call\", \"f\", [\"@\"]]|is no number",
        "[\"call\", \"f\", [\"$y\"]]|no call before stores $y",
        "[\"call\", \"f\", [\"$y\"], \"y\"]|no call before stores $y",
        "[\"write\", 0]|has 2 elements, not 3",
        "[\"write\", -1, \"00\"]|address -1 is out of range",
        "[\"write\", 4294967296, \"00\"]|out of range",
        "[\"write\", 0, \"0\"]|not bytes in hex",
        "[\"write\", 0, \"0x00\"]|not bytes in hex",
        "[\"write\", 0, 0]|not bytes in hex",
        "[\"expectTrap\"]|has 1 elements, not 2",
        "[\"expectTrap\", \"\"]|must not be empty",
        "[\"expectTrap\", 3]|must be a string",
        "[\"expectRead\", 0, 1]|has 3 elements",
        "[\"expectRead\", 0, 2, \"00\"]|does not fit 1 bytes",
        "[\"expectRead\", 0, -1, \"\"]|does not fit",
        "[\"expectGlobal\", \"g\"]|has 2 elements",
        "[\"expectGlobal\", \"g\", \"@h\"]|is no integer",
        "[\"expectGlobal\", 1, 1]|name of a global",
      })
  void a_wrong_step_is_an_error_with_file_program_and_step(final String step, final String message)
      throws Exception {
    final String text =
        """
        [{"name": "first", "steps": []},
         {"name": "second", "steps": [["call", "g", [], "x"], %s]}]
        """
            .formatted(step);

    final ProgramFormatException error =
        catchThrowableOfType(
            ProgramFormatException.class, () -> ProgramReader.read(text, "a/calls.json"));

    assertThat(error)
        .hasMessageStartingWith("a/calls.json: program 1: step 1: ")
        .hasMessageContaining(message);
    assertThat(error.source()).isEqualTo("a/calls.json");
    assertThat(error.program()).isEqualTo(1);
    assertThat(error.step()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[7]|f: program 0: a program is an object",
        "[{\"steps\": []}]|f: program 0: a program needs a name",
        "[{\"name\": \"n\"}]|f: program 0: a program needs an array of steps",
        "[{\"name\": \"n\", \"steps\": 1}]|f: program 0: a program needs an array of steps",
        "[{\"name\": 1, \"steps\": []}]|f: program 0: \"name\" must be a string",
        "[{\"name\": \"n\", \"module\": 1, \"steps\": []}]|f: program 0: \"module\" must be",
        "[{\"name\": \"n\", \"step\": []}]|f: program 0: unknown field \"step\"",
        "``|f: neither an array of programs",
        "3|f: neither an array of programs",
        "[|f: not JSON: line 1, column",
        "[] []|f: not JSON",
        "{\"name\": \"n\", \"name\": \"n\", \"steps\": []}|f: not JSON",
        "[[[[[[|f: not JSON",
      })
  void a_wrong_file_is_an_error_with_the_place_as_far_as_it_is_known(
      final String text, final String message) {
    assertThatThrownBy(() -> ProgramReader.read(text, "f"))
        .isInstanceOf(ProgramFormatException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void deep_nesting_is_an_error() {
    assertThatThrownBy(() -> ProgramReader.read("[".repeat(1_000_000), "f"))
        .isInstanceOf(ProgramFormatException.class)
        .hasMessageContaining("not JSON");
  }

  @Test
  void a_file_that_is_not_utf_8_is_an_error(@TempDir final Path folder) throws IOException {
    final Path file = folder.resolve("calls.json");
    Files.write(file, new byte[] {'"', (byte) 0xff, '"'});

    assertThatThrownBy(() -> ProgramReader.read(file)).hasMessage(file + ": not UTF-8");
  }

  @Test
  void a_call_that_json_would_make_optional_is_not_written() {
    final Program program =
        Program.of("n", List.of(new Step.Call("f?", false, List.of(), Optional.empty())));

    assertThatIllegalArgumentException().isThrownBy(() -> ProgramWriter.write(List.of(program)));
  }
}
