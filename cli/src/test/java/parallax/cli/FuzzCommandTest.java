package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.fuzz.FuzzOptions;
import parallax.fuzz.FuzzRun;
import parallax.fuzz.entropy.SeededTapes;
import parallax.fuzz.generate.ModuleGenerator;
import parallax.fuzz.pvm.PvmFuzzRun;
import parallax.fuzz.stats.Group;

final class FuzzCommandTest {
  @TempDir private Path folder;

  @Test
  void a_short_run_finds_no_difference_and_says_what_it_did() {
    final Path findings = folder.resolve("findings");
    final CommandRun run =
        CommandRun.of("fuzz", "--seed", "1", "--runs", "25", "--findings", findings);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).startsWith("seed 1\n").contains("25 modules", "traps by kind");
    assertThat(findings).doesNotExist();
  }

  @Test
  void the_same_seed_does_the_same() throws IOException {
    final ObjectNode one = (ObjectNode) CommandRun.of("fuzz", "--runs", "10", "--json").json();
    final ObjectNode two = (ObjectNode) CommandRun.of("fuzz", "--runs", "10", "--json").json();
    final JsonNode other = CommandRun.of("fuzz", "--seed", "2", "--runs", "10", "--json").json();
    assertThat(one.remove("seconds").doubleValue()).isPositive();
    two.remove("seconds");
    assertThat(one).isEqualTo(two);
    assertThat(one.get("modules").intValue()).isEqualTo(10);
    assertThat(one.at("/counters/opcodes")).isNotEqualTo(other.at("/counters/opcodes"));
  }

  @Test
  void time_ends_a_run() throws IOException {
    final JsonNode json = CommandRun.of("fuzz", "--time", "200ms", "--json").json();
    assertThat(json.get("modules").intValue()).isPositive();
    assertThat(json.get("seconds").doubleValue()).isLessThan(30);
  }

  @Test
  void programs_of_the_pvm_are_a_target_whose_runs_can_be_divided() throws IOException {
    final CommandRun text =
        CommandRun.of("fuzz", "--target", "machine", "--seed", "3", "--runs", "30", "--no-peer");
    assertThat(text.err()).isEmpty();
    assertThat(text.code()).as(text.out()).isZero();
    assertThat(text.out()).startsWith("seed 3\n").contains("30 PVM programs", "PVM runs");

    final JsonNode whole = machine("0", "20");
    final JsonNode first = machine("0", "12");
    final JsonNode rest = machine("12", "8");
    assertThat(whole.at("/counters/runs").properties())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.getValue().longValue())
                    .isEqualTo(runs(first, each.getKey()) + runs(rest, each.getKey())));
    assertThat(whole.get("runs").intValue()).isEqualTo(20);
    assertThat(whole.get("differences")).isEmpty();
  }

  private static long runs(final JsonNode json, final String name) {
    return json.at("/counters/runs").path(name).longValue();
  }

  private static JsonNode machine(final String from, final String runs) throws IOException {
    return CommandRun.of(
            "fuzz", "--target", "machine", "--no-peer", "--from", from, "--runs", runs, "--json")
        .json();
  }

  @Test
  void the_compiler_is_a_target_that_starts_from_the_seeds_of_the_corpus() throws IOException {
    final DecoderTarget target =
        new DecoderTarget(
            List.of(ModuleGenerator.generate(SeededTapes.tape(1, 1)).wasm()), Optional.empty());
    final PvmFuzzRun.Result result =
        PvmFuzzRun.run(FuzzOptions.of(3, 200), FuzzRun.Progress.NONE, target);
    assertThat(result.runs()).isEqualTo(200);
    assertThat(result.found()).isEmpty();
    assertThat(result.counters().of(Group.INPUTS, "malformed")).isPositive();
    assertThat(result.counters().of(Group.INPUTS, "compiled")).isPositive();
  }

  @Test
  void readers_of_programs_are_a_target() throws IOException {
    final JsonNode json =
        CommandRun.of("fuzz", "--target", "blob", "--runs", "50", "--json").json();
    assertThat(json.at("/counters/blobs")).isNotEmpty();
    assertThat(json.get("differences")).isEmpty();
    assertThat(CommandRun.of("fuzz", "--target", "nothing").code()).isEqualTo(2);
    assertThat(CommandRun.of("fuzz", "--from", "-1").code()).isEqualTo(2);
  }

  @Test
  void durations_have_units() {
    final FuzzCommand.DurationConverter converter = new FuzzCommand.DurationConverter();
    assertThat(converter.convert("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(converter.convert("10m")).isEqualTo(Duration.ofMinutes(10));
    assertThat(converter.convert("1h")).isEqualTo(Duration.ofHours(1));
    assertThat(CommandRun.of("fuzz", "--time", "soon").code()).isEqualTo(2);
    assertThat(CommandRun.of("fuzz", "--runs", "-1").code()).isEqualTo(2);
  }
}
