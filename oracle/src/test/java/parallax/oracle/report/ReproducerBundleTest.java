package parallax.oracle.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.compiler.CompilerOptions;
import parallax.corpus.ModuleFile;
import parallax.corpus.program.Operand;
import parallax.corpus.program.ProgramReader;
import parallax.corpus.program.Step;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;
import parallax.oracle.SmallModules;
import parallax.oracle.compare.Differential;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.program.ProgramResult;
import parallax.oracle.program.ProgramRunner;

final class ReproducerBundleTest {
  private static final long FUEL = 100_000;

  private static List<Step> steps() {
    return List.of(
        new Step.Call("work", false, List.of(new Operand.Literal(5)), Optional.empty()),
        new Step.WriteMemory(new Operand.Literal(10), new byte[] {1, 2}),
        new Step.Call("trap", false, List.of(new Operand.Literal(6)), Optional.empty()));
  }

  private static ReproducerBundle bundle(final byte[] wasm, final List<Step> steps) {
    return ReproducerBundle.record(
        "finding",
        wasm,
        steps,
        Differential.ladder(CompilerOptions.DEFAULT),
        HostFunctions.MIXING,
        FUEL,
        Map.of("seed", "42", "host", "mixing"));
  }

  @Test
  void the_folder_is_read_back_and_runs_alike(@TempDir final Path folder)
      throws IOException, WatException {
    final ReproducerBundle bundle = bundle(SmallModules.stateful(), steps());
    assertThat(bundle.result()).isEqualTo(new ProgramResult.Passed(2));
    bundle.write(folder.resolve("new"));
    final Path written = folder.resolve("new");
    final byte[] wasm = ModuleFile.load(written.resolve("module.wasm"));
    assertThat(wasm).isEqualTo(SmallModules.stateful());
    final var programs = ProgramReader.read(written.resolve("calls.json"));
    assertThat(programs).hasSize(1);
    assertThat(programs.get(0).steps()).isEqualTo(steps());
    assertThat(
            ProgramRunner.run(
                wasm,
                programs.get(0),
                Differential.ladder(CompilerOptions.DEFAULT),
                HostFunctions.MIXING,
                FUEL))
        .isEqualTo(bundle.result());
    assertThat(WatParser.parse(Files.readString(written.resolve("module.wat")))).isNotEmpty();
  }

  @Test
  void outcomes_of_all_engines_are_written_with_the_facts(@TempDir final Path folder)
      throws IOException {
    bundle(SmallModules.stateful(), steps()).write(folder);
    final String text = Files.readString(folder.resolve("outcomes.txt"));
    assertThat(text)
        .contains("chicory", "ir-frontend", "ir-legalized", "pvm-o0", "pvm-o0-linear")
        .contains("work[i32:5]", "[i32:15]", "trap: unreachable", "seed = 42", "chicory = 1.7.5");
    final JsonNode json =
        JsonMapper.builder().build().readTree(folder.resolve("outcomes.json").toFile());
    assertThat(json.get("calls")).hasSize(3);
    assertThat(json.get("calls").get(1).get("outcomes")).hasSize(5);
    assertThat(json.get("calls").get(2).get("verdict").textValue()).contains("UNREACHABLE");
    assertThat(json.get("facts").get("seed").textValue()).isEqualTo("42");
    assertThat(json.get("facts").get("parallax").textValue()).doesNotContain("$");
  }

  @Test
  void recording_twice_writes_the_same() {
    final ReproducerBundle first = bundle(SmallModules.stateful(), steps());
    final ReproducerBundle second = bundle(SmallModules.stateful(), steps());
    assertThat(first.text()).isEqualTo(second.text());
    assertThat(first.json()).isEqualTo(second.json());
    assertThat(first.json()).isEqualTo(first.json());
  }

  @Test
  void a_module_that_cannot_be_printed_has_no_text(@TempDir final Path folder) throws IOException {
    bundle(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 99}, List.of()).write(folder);
    assertThat(folder.resolve("module.wasm")).exists();
    assertThat(folder.resolve("calls.json")).exists();
    assertThat(folder.resolve("module.wat")).doesNotExist();
  }
}
