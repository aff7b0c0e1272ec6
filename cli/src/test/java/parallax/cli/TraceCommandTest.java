package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceCommandTest {
  private static final Path FIB = CommandRun.module("fib.wat");
  private static final Path MIXED = CommandRun.module("mixed.wat");

  @TempDir private Path folder;

  private static List<JsonNode> lines(final CommandRun run) throws IOException {
    final List<JsonNode> lines = new ArrayList<>();
    for (final String line : run.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void every_instruction_of_the_call_is_a_line_and_costs_one() {
    final CommandRun run = CommandRun.of("trace", FIB, "--invoke", "run", "2");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    final List<String> steps = run.out().lines().filter(l -> l.startsWith(" ")).toList();
    assertThat(run.out())
        .contains("result: i32:1\n", "gas: " + steps.size() + " (", "steps: " + steps.size());
    assertThat(steps.get(0)).matches(" {7}1 .*add_imm_64 sp, sp, -\\d+ +sp = 0xfefd[0-9a-f]{4}");
    assertThat(steps).anyMatch(line -> line.matches(".*load_imm_jump ra, .*ra = 0x[0-9a-f]+"));
    assertThat(steps).anyMatch(line -> line.matches(".*store_ind_u64 .*\\] = 0x2 \\(8 bytes\\)"));
    assertThat(steps.get(steps.size() - 1)).contains("jump_ind", "ends: ");
  }

  @Test
  void a_range_of_steps_is_cut_out_of_the_whole() {
    final List<String> all =
        CommandRun.of("trace", FIB, "--invoke", "run", "3").out().lines().toList();
    final CommandRun some =
        CommandRun.of("trace", FIB, "--invoke", "run", "3", "--from", "5", "--to", "9");
    assertThat(some.out().lines().limit(5).toList()).isEqualTo(all.subList(4, 9));
    assertThat(some.out().lines().skip(5).toList()).containsSubsequence(all.get(all.size() - 1));
  }

  @Test
  void only_one_function_is_printed_when_asked_for() {
    final CommandRun run =
        CommandRun.of("trace", MIXED, "--invoke", "divide", "7", "2", "--function", "divide");
    final List<String> steps = run.out().lines().filter(l -> l.startsWith(" ")).toList();
    assertThat(steps).isNotEmpty().allMatch(line -> line.contains(" divide"));
    assertThat(run.out()).contains("result: i32:3\n");
    final CommandRun unknown =
        CommandRun.of("trace", MIXED, "--invoke", "divide", "7", "2", "--function", "none");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no function is called none");
  }

  @Test
  void json_is_an_object_on_each_line_and_the_result_last() throws IOException {
    final List<JsonNode> lines =
        lines(CommandRun.of("trace", FIB, "--invoke", "run", "2", "--json"));
    final JsonNode result = lines.get(lines.size() - 1);
    assertThat(result.get("steps").intValue()).isEqualTo(lines.size() - 1);
    assertThat(result.at("/results/0/value").intValue()).isEqualTo(1);
    for (int i = 0; i < lines.size() - 1; i++) {
      assertThat(lines.get(i).get("step").intValue()).isEqualTo(i + 1);
      assertThat(lines.get(i).get("gas").intValue()).isEqualTo(1);
    }
    assertThat(lines.get(0).at("/register/name").textValue()).isEqualTo("sp");
    assertThat(lines.get(1).at("/write/bytes").intValue()).isEqualTo(8);
  }

  @Test
  void a_trap_is_where_the_trace_ends() {
    final CommandRun run = CommandRun.of("trace", MIXED, "--invoke", "divide", "7", "0");
    assertThat(run.code()).isEqualTo(1);
    final List<String> steps = run.out().lines().filter(l -> l.startsWith(" ")).toList();
    assertThat(steps.get(steps.size() - 1)).contains("trap", "ends: ");
    assertThat(run.out()).contains("exit: ");
  }

  @Test
  void a_program_is_traced_as_its_module_is() {
    final Path jam = folder.resolve("fib.jam");
    assertThat(CommandRun.of("compile", FIB, "-o", jam).code()).isZero();
    assertThat(CommandRun.of("trace", jam, "--invoke", "run", "3").out())
        .isEqualTo(CommandRun.of("trace", FIB, "--invoke", "run", "3").out());
  }

  @Test
  void wrong_ranges_and_a_missing_export_are_refused() {
    assertThat(CommandRun.of("trace", FIB, "--invoke", "run", "1", "--from", "0").code())
        .isEqualTo(2);
    assertThat(
            CommandRun.of("trace", FIB, "--invoke", "run", "1", "--from", "3", "--to", "2").code())
        .isEqualTo(2);
    assertThat(CommandRun.of("trace", FIB, "--invoke", "run", "1", "--gas", "-1").code())
        .isEqualTo(2);
    final CommandRun none = CommandRun.of("trace", FIB);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--invoke");
  }
}
