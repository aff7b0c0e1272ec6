package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BenchCommandTest {
  @Test
  void what_to_measure_has_to_be_said() {
    final CommandRun run = CommandRun.of("bench");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("what to measure is missing", "parallax bench --help");
    assertThat(CommandRun.of("bench", "compiler").code()).isEqualTo(2);
  }

  @Test
  void a_workload_that_does_not_exist_is_named() {
    final CommandRun run = CommandRun.of("bench", "vm", "--quick", "--workload", "pi");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no workload is called pi");
  }

  @Test
  void test_data_that_is_not_there_is_named() {
    final Path nowhere = Path.of("no", "such", "folder");
    final CommandRun run = CommandRun.of("bench", "vm", "--quick", "--shared", nowhere);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(nowhere.toString(), "no such folder");
  }
}
