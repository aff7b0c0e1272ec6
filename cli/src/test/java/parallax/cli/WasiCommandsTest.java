package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.corpus.WasiPrograms;

/** {@code run --wasi} and {@code diff --wasi}. */
final class WasiCommandsTest {
  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void programs_and_a_folder() throws IOException {
    for (final String name : WasiPrograms.names()) {
      Files.write(program(name), WasiPrograms.module(name));
    }
    data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("from"), "contents");
    Files.writeString(folder.resolve("secret"), "secret");
  }

  private Path program(final String name) {
    return folder.resolve(name + ".wasm");
  }

  private static CommandRun reading(final String input, final Object... args) {
    return CommandRun.reading(input.getBytes(StandardCharsets.UTF_8), args);
  }

  @Test
  void a_program_reads_and_writes_the_streams_of_the_process() {
    final CommandRun run = reading("b\na\n", "run", "--wasi", program("sort"));
    assertThat(run).isEqualTo(new CommandRun(0, "a\nb\n", ""));
    final CommandRun large = CommandRun.of("run", "--wasi", program("large"), "2");
    assertThat(large.out()).isEqualTo("00000000 00000001 even\n00000001 daf19850 odd\n");
    assertThat(large.err()).matches("\\d+\n");
  }

  @Test
  void the_exit_code_is_that_of_the_program() {
    assertThat(CommandRun.of("run", "--wasi", program("exit"), "7").code()).isEqualTo(7);
    assertThat(CommandRun.of("run", "--wasi", program("exit"), "3", "deep"))
        .isEqualTo(new CommandRun(3, "deep\ngoodbye\n", ""));
    assertThat(CommandRun.of("run", "--wasi", program("exit"), "256").code()).isEqualTo(255);
    final CommandRun trap = CommandRun.of("run", "--wasi", program("exit"), "0", "trap");
    assertThat(trap.code()).isEqualTo(1);
    assertThat(trap.err()).contains("exit.wasm", "trap: unreachable");
    final CommandRun gas = CommandRun.of("run", "--wasi", program("exit"), "--gas", "10");
    assertThat(gas.code()).isEqualTo(1);
    assertThat(gas.err()).contains("out of gas");
  }

  @Test
  void json_tells_exit_and_trap_apart() throws Exception {
    final JsonNode exit = CommandRun.of("run", "--wasi", "--json", program("exit"), "1").json();
    assertThat(exit.get("outcome").asText()).isEqualTo("exited");
    assertThat(exit.get("code").asLong()).isEqualTo(1);
    assertThat(exit.get("stdout").asText()).isEqualTo("return\n");
    final JsonNode trap =
        CommandRun.of("run", "--wasi", "--json", program("exit"), "1", "trap").json();
    assertThat(trap.get("outcome").asText()).isEqualTo("trapped");
    assertThat(trap.get("exitCode").asInt()).isEqualTo(1);
  }

  @Test
  void arguments_and_environment_are_passed_on() {
    final CommandRun run =
        CommandRun.of(
            "run", "--wasi", "--env", "A=b=c", "--env", "HOME=", "--", program("env"), "-x", "--y");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("argument 0: env.wasm\nargument 1: -x\nargument 2: --y\nA=b=c\nHOME=\n");
  }

  @Test
  void a_folder_is_all_that_a_program_has() throws IOException {
    final String named = data + "::/data";
    final CommandRun copy =
        CommandRun.of("run", "--wasi", "--dir", named, program("copy"), "/data/from", "/data/to");
    assertThat(copy.code()).as(copy.err()).isZero();
    assertThat(Files.readString(data.resolve("to"))).isEqualTo("contents");
    final CommandRun out =
        CommandRun.of(
            "run", "--wasi", "--dir", named, program("copy"), "/data/../secret", "/data/stolen");
    assertThat(out.code()).isEqualTo(1);
    assertThat(out.err()).contains("errno");
    assertThat(data.resolve("stolen")).doesNotExist();
    Files.createSymbolicLink(data.resolve("link"), folder.resolve("secret"));
    final CommandRun link =
        CommandRun.of(
            "run", "--wasi", "--dir", named, program("copy"), "/data/link", "/data/stolen");
    assertThat(link.code()).isEqualTo(1);
    assertThat(data.resolve("stolen")).doesNotExist();
    assertThat(CommandRun.of("run", "--wasi", program("copy"), data.resolve("from"), "x").code())
        .isEqualTo(1);
  }

  @Test
  void both_sides_agree_and_the_folder_stays_as_it_is() throws Exception {
    final String named = data + "::/data";
    final CommandRun copy =
        CommandRun.of("diff", "--wasi", "--dir", named, program("copy"), "/data/from", "/data/to");
    assertThat(copy.code()).as(copy.out() + copy.err()).isZero();
    assertThat(copy.out()).contains("chicory-own-wasi", "\nagree\n", " host calls, ");
    assertThat(data.resolve("to")).doesNotExist();
    final JsonNode json =
        reading("b\na\n", "diff", "--wasi", "--json", program("sort"), "--dir", named).json();
    assertThat(json.get("verdict").asText()).isEqualTo("agree");
    assertThat(json.get("stdout").asText()).isEqualTo("a\nb\n");
    assertThat(json.get("hostCalls").toString()).contains("fd_write");
    assertThat(json.get("folders").get(0).get("files").toString()).isEqualTo("[\"from\"]");
    final CommandRun exit = CommandRun.of("diff", "--wasi", program("exit"), "7");
    assertThat(exit.code()).isZero();
    assertThat(exit.out()).contains("exit 7");
  }

  @Test
  void wrong_usage_is_bad_input() {
    final Path sort = program("sort");
    assertThat(CommandRun.of("run", "--wasi", CommandRun.module("fib.wat")).err())
        .contains("_start");
    assertThat(CommandRun.of("run", "--wasi", CommandRun.module("fib.wat")).code()).isEqualTo(2);
    assertThat(CommandRun.of("diff", "--wasi", CommandRun.module("fib.wat")).code()).isEqualTo(2);
    assertThat(CommandRun.of("run", "--wasi", sort, "--invoke", "x").code()).isEqualTo(2);
    assertThat(CommandRun.of("diff", "--wasi", sort, "--invoke", "x").code()).isEqualTo(2);
    assertThat(CommandRun.of("run", sort, "--env", "A=b", "--invoke", "x").code()).isEqualTo(2);
    assertThat(CommandRun.of("run", "--wasi", sort, "--env", "A").code()).isEqualTo(2);
    assertThat(CommandRun.of("run", "--wasi", sort, "--dir", data + "/none::/x").code())
        .isEqualTo(2);
    assertThat(CommandRun.of("run", "--wasi", sort, "--dir", data + "::").code()).isEqualTo(2);
  }
}
