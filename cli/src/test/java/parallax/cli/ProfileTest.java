package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program is for one PVM; its map says for which. */
final class ProfileTest {
  private static final Path GROW = CommandRun.module("grow.wat");
  private static final Path MIXED = CommandRun.module("mixed.wat");
  private static final String NEW = "gp-0.8.0";

  @TempDir private Path folder;

  private Path compiled(final Path module, final String profile, final String entry) {
    final Path jam = folder.resolve("program.jam");
    final CommandRun run =
        CommandRun.of("compile", module, "-o", jam, "--profile", profile, "--entry", entry);
    assertThat(run.code()).as(run.err()).isZero();
    return jam;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gp-0.7.2", NEW})
  void the_map_says_what_a_program_is_for(final String profile) throws IOException {
    final Path jam = compiled(GROW, profile, "grow");
    assertThat(Files.readString(folder.resolve("program.map")))
        .startsWith("parallax-map 1\nprogram " + profile + " ");
    assertThat(CommandRun.of("run", jam, "--invoke", "grow", "3").out())
        .startsWith("result: i32:5000\n");
    assertThat(CommandRun.of("run", jam, "4").out()).contains("as values: 4294967295\n");
    assertThat(CommandRun.of("validate", jam, "--json").json().get("profile").textValue())
        .isEqualTo(profile);
    assertThat(CommandRun.of("disasm", jam, "--json").json().get("profile").textValue())
        .isEqualTo(profile);
    final String listing = CommandRun.of("disasm", jam).out();
    if (profile.equals(NEW)) {
      assertThat(listing).contains("ecalli 1").doesNotContain("sbrk");
    } else {
      assertThat(listing).contains("sbrk").doesNotContain("ecalli");
    }
  }

  @Test
  void another_profile_than_the_maps_is_bad_input() {
    final Path jam = compiled(GROW, NEW, "grow");
    for (final Object[] line :
        new Object[][] {
          {"run", jam, "1"},
          {"run", jam, "--invoke", "grow", "1"},
          {"trace", jam, "--invoke", "grow", "1"},
          {"profile", jam, "--invoke", "grow", "1"},
          {"disasm", jam},
          {"validate", jam}
        }) {
      final Object[] more = new Object[line.length + 1];
      System.arraycopy(line, 0, more, 0, line.length);
      more[line.length] = "--profile=gp-0.7.2";
      final CommandRun run = CommandRun.of(more);
      assertThat(run.code()).as(String.valueOf(line[0])).isEqualTo(2);
      assertThat(run.err()).contains("by its map", "is for gp-0.8.0, not gp-0.7.2");
      more[line.length] = "--profile=gp-0.8.0";
      assertThat(CommandRun.of(more).code()).isZero();
    }
  }

  @Test
  void without_a_map_the_profile_has_to_be_named() throws IOException {
    final Path jam = compiled(GROW, NEW, "grow");
    Files.delete(folder.resolve("program.map"));
    assertThat(CommandRun.of("run", jam, "2", "--profile", NEW).out())
        .contains("as values: 5000\n");
    assertThat(CommandRun.of("disasm", jam, "--profile", NEW).out()).contains("ecalli 1");
    // As a program of the other profile the host call is an unknown one.
    assertThat(CommandRun.of("run", jam, "2").code()).isEqualTo(1);
  }

  @Test
  void modules_run_and_are_compared_on_either() throws IOException {
    assertThat(CommandRun.of("run", MIXED, "--invoke", "divide", "7", "-2", "--profile", NEW).out())
        .startsWith("result: i32:-3\n");
    final CommandRun diff =
        CommandRun.of("diff", GROW, "--invoke", "grow", "1", "--profile", NEW, "--json");
    assertThat(diff.json().at("/calls/0/verdict").textValue()).isEqualTo("inconclusive");
    final CommandRun divide =
        CommandRun.of("diff", MIXED, "--invoke", "divide", "1", "0", "--profile", NEW, "--json");
    assertThat(divide.code()).isZero();
    assertThat(divide.json().at("/calls/0/verdict").textValue()).isEqualTo("agreeTrap");
    assertThat(divide.json().at("/calls/0/outcomes").findValuesAsText("engine"))
        .endsWith("pvm-o0-gp-0.8.0", "pvm-o0-linear-gp-0.8.0");
  }
}
