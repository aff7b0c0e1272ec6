package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

/** Wrong command lines. */
final class UsageTest {
  @Test
  void no_command_is_wrong_usage() {
    final CommandRun run = CommandRun.of();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("a command is missing", "Usage: parallax ", "parallax --help");
  }

  @Test
  void an_unknown_command_gets_a_suggestion() {
    final CommandRun run = CommandRun.of("compil");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("'compil'", "Did you mean", "compile");
  }

  @Test
  void an_unknown_option_is_named() {
    final CommandRun run = CommandRun.of("validate", "--fast", "a.wasm");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--fast", "parallax validate --help");
  }

  @Test
  void a_missing_parameter_is_named() {
    final CommandRun run = CommandRun.of("compile", "-o", "a.jam");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("MODULE", "Usage: parallax compile");
  }

  @Test
  void wrong_usage_is_json_too_when_asked_for() throws JsonProcessingException {
    final CommandRun run = CommandRun.of("validate", "--json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.json().at("/error/stage").textValue()).isEqualTo("arguments");
    assertThat(run.json().at("/error/text").textValue()).contains("FILE");
  }

  @Test
  void no_option_value_ends_in_a_stack_trace() {
    for (final String option :
        new String[] {"--profile=gp-9", "-O7", "--stack-size=big", "--stack-size=1"}) {
      final CommandRun run =
          CommandRun.of("compile", CommandRun.module("fib.wat"), "-o", "unused.jam", option);
      assertThat(run.code()).as(option).isEqualTo(2);
      assertThat(run.err()).as(option).startsWith("parallax: error: ").doesNotContain("\tat ");
    }
  }
}
