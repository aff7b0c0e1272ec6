package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar and the script that starts it, as processes. */
final class ParallaxJarIT {
  private static final Path ROOT = Path.of(System.getProperty("parallax.root"));
  private static final Path JAR = ROOT.resolve("cli/target/parallax.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path folder;

  private record Run(int code, String out, String err) {}

  private Run run(final String... command) throws IOException, InterruptedException {
    final Path out = folder.resolve("out");
    final Path err = folder.resolve("err");
    Files.write(folder.resolve("in"), new byte[0]);
    final Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(folder.resolve("in").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(900, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + String.join(" ", command));
    }
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private Run jar(final String... args) throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-jar", JAR.toString()));
    command.addAll(List.of(args));
    return run(command.toArray(new String[0]));
  }

  @Test
  void the_jar_compiles_and_runs_and_compares() throws Exception {
    Files.copy(CommandRun.module("fib.wat"), folder.resolve("fib.wat"));
    assertThat(jar("compile", "fib.wat", "-o", "fib.jam", "--entry", "run").code()).isZero();
    final Run program = jar("run", "fib.jam", "--invoke", "run", "15");
    assertThat(program.out()).contains("610");
    assertThat(program.err()).isEmpty();
    assertThat(jar("run", "fib.jam", "15").out()).contains("610");
    assertThat(jar("diff", "fib.wat", "--invoke", "run", "15").code()).isZero();
  }

  /** JMH finds its benchmarks in the jar and forks JVMs with it. */
  @Test
  void the_jar_measures() throws Exception {
    final List<String> command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                // Another measurement on this machine is no reason to fail.
                "-Djmh.ignoreLock=true",
                "-jar",
                JAR.toString()));
    // A kernel, which is not there without test data, and assembly.
    command.addAll(List.of("bench", "vm", "--quick", "--out", "report", "--json"));
    command.addAll(List.of("--workload", "fib", "--workload", "memory_loop"));
    final Run run = run(command.toArray(new String[0]));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("NOT FOUND: shared test data kernels");
    final JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("measurements").findValuesAsText("workload"))
        .contains("memory loop 1000", "loops")
        .noneMatch(workload -> workload.contains("(C, O0)"));
    assertThat(Files.readString(folder.resolve("report/vm.md")))
        .contains("| memory loop 1000 | 20,484,007 |");
  }

  @Test
  void exit_codes_reach_the_shell() throws Exception {
    Files.copy(CommandRun.module("mixed.wat"), folder.resolve("mixed.wat"));
    assertThat(jar("run", "mixed.wat", "--invoke", "divide", "1", "0").code()).isEqualTo(1);
    final Run missing = jar("validate", "missing.wasm");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).isEqualTo("parallax: error: missing.wasm: no such file\n");
  }

  @Test
  void the_script_works_through_a_symbolic_link_from_another_folder() throws Exception {
    final Path link = folder.resolve("parallax");
    Files.createSymbolicLink(link, ROOT.resolve("parallax"));
    final Run version = run(link.toString(), "--version");
    assertThat(version.err()).isEmpty();
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("parallax ");
    Files.delete(link);
  }

  @Test
  void nothing_is_in_the_jar_twice_and_nothing_is_signed() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      final Set<String> names = new HashSet<>();
      jar.stream()
          .forEach(
              entry -> {
                assertThat(names.add(entry.getName())).as(entry.getName()).isTrue();
                assertThat(entry.getName()).doesNotMatch("META-INF/[^/]*\\.(SF|RSA|DSA)");
              });
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("parallax.cli.Main");
    }
  }
}
