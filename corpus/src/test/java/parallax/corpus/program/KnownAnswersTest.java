package parallax.corpus.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.corpus.SharedData;

final class KnownAnswersTest {
  private Path file;

  @BeforeEach
  void find_the_file() {
    final Optional<Path> found = SharedData.find("real/kats.json");
    if (found.isEmpty()) {
      System.err.println(SharedData.absent("real/kats.json", "reading of known answers"));
    }
    assumeTrue(found.isPresent(), "no shared test data");
    file = found.orElseThrow();
  }

  @Test
  void the_known_answers_of_real_modules_are_read() throws Exception {
    final List<Program> programs = ProgramReader.read(file);

    assertThat(programs).hasSize(12);
    assertThat(count(programs, Step.class)).isEqualTo(74);
    assertThat(count(programs, Step.Call.class)).isEqualTo(47);
    assertThat(count(programs, Step.WriteMemory.class)).isEqualTo(15);
    assertThat(count(programs, Step.ExpectMemory.class)).isEqualTo(12);
    assertThat(programs.get(0).module()).contains("hw-crc32");
    assertThat(programs.get(0).steps())
        .startsWith(
            new Step.Call("Hash_GetBuffer", false, List.of(), Optional.of("buf")),
            new Step.Call(
                "Hash_Init", false, List.of(new Operand.Literal(-306674912)), Optional.empty()))
        .endsWith(
            new Step.ExpectMemory(
                new Operand.Variable("buf"), new byte[] {0x35, 0x24, 0x41, (byte) 0xc2}));
  }

  @Test
  void they_are_written_as_the_same_json() throws Exception {
    final ObjectMapper json = new ObjectMapper();

    final String written = ProgramWriter.write(ProgramReader.read(file));

    assertThat(json.readTree(written)).isEqualTo(json.readTree(file.toFile()));
  }

  private static long count(final List<Program> programs, final Class<? extends Step> kind) {
    return programs.stream()
        .flatMap(program -> program.steps().stream())
        .filter(kind::isInstance)
        .count();
  }
}
