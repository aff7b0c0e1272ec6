package parallax.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script in {@code tools}, with an npm that brings a tarball made here. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the npm of this test is a shell script")
final class ToolsScriptTest {
  private static final String CONTENTS = "what the tool is";

  @TempDir private Path folder;

  private record Run(int exit, String output) {}

  @BeforeEach
  void lay_out_script_package_and_npm() throws Exception {
    final Path script = Path.of(System.getProperty("parallax.root"), "tools/get-packages.mjs");
    Files.copy(script, folder.resolve("get-packages.mjs"));
    final byte[] tarball = tarball("package/bin/tool", CONTENTS, "package/other", "not wanted");
    Files.write(folder.resolve("brought.tgz"), tarball);
    pin(tarball);
    final Path npm = Files.createDirectories(folder.resolve("bin")).resolve("npm");
    Files.writeString(npm, "#!/bin/sh\n/bin/cp '" + folder.resolve("brought.tgz") + "' tool.tgz\n");
    assertThat(npm.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void the_named_files_are_unpacked_and_a_second_run_is_silent_and_needs_no_npm() throws Exception {
    final Run first = run();
    assertThat(first.output()).contains("getting @some/tool 1.0.0");
    assertThat(first.exit()).isZero();
    assertThat(folder.resolve("cache/tool-1.0.0/bin/tool")).hasContent(CONTENTS);
    assertThat(folder.resolve("cache/tool-1.0.0/other")).doesNotExist();

    Files.delete(folder.resolve("bin/npm"));
    assertThat(run()).isEqualTo(new Run(0, ""));
    assertThat(cached()).containsExactly("tool-1.0.0");
  }

  @Test
  void a_damaged_file_is_got_again() throws Exception {
    run();
    Files.writeString(folder.resolve("cache/tool-1.0.0/bin/tool"), "damaged");

    assertThat(run().exit()).isZero();
    assertThat(folder.resolve("cache/tool-1.0.0/bin/tool")).hasContent(CONTENTS);
    assertThat(cached()).containsExactly("tool-1.0.0");
  }

  @Test
  void another_tarball_than_the_pinned_one_is_refused_and_nothing_is_left() throws Exception {
    Files.write(folder.resolve("brought.tgz"), tarball("package/bin/tool", "changed"));

    final Run run = run();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .contains("could not get @some/tool 1.0.0 (a test)", "not the pinned one", "To do");
    assertThat(cached()).isEmpty();
  }

  @Test
  void a_tarball_without_a_named_file_is_refused() throws Exception {
    final byte[] tarball = tarball("package/other", CONTENTS);
    Files.write(folder.resolve("brought.tgz"), tarball);
    pin(tarball);

    final Run run = run();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("it has no file bin/tool");
    assertThat(cached()).isEmpty();
  }

  @Test
  void without_npm_the_message_says_what_to_do() throws Exception {
    Files.delete(folder.resolve("bin/npm"));

    final Run run = run();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("npm was not found; install Node with npm");
  }

  @Test
  void what_npm_says_when_it_fails_is_passed_on() throws Exception {
    Files.writeString(folder.resolve("bin/npm"), "#!/bin/sh\necho 'no network' >&2\nexit 3\n");

    final Run run = run();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("npm pack failed: no network", "npm pack @some/tool@1.0.0");
  }

  @Test
  void several_runs_at_once_end_with_one_complete_copy() throws Exception {
    final List<Process> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(start());
    }
    for (final Process run : runs) {
      final Run finished = finish(run);
      assertThat(finished.exit()).as(finished.output()).isZero();
    }

    assertThat(folder.resolve("cache/tool-1.0.0/bin/tool")).hasContent(CONTENTS);
    assertThat(cached()).containsExactly("tool-1.0.0");
  }

  private Run run() throws IOException, InterruptedException {
    return finish(start());
  }

  private Process start() throws IOException {
    final ProcessBuilder builder =
        new ProcessBuilder(
            node(),
            folder.resolve("get-packages.mjs").toString(),
            folder.resolve("cache").toString());
    builder.environment().put("PATH", folder.resolve("bin").toString());
    return builder.redirectErrorStream(true).start();
  }

  private static Run finish(final Process process) throws IOException, InterruptedException {
    final String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  /** The program, since the runs have another PATH. */
  private static String node() {
    final String path = new ProcessBuilder().environment().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(directory -> new File(directory, "node"))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no node on PATH, which the build needs"))
        .getPath();
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void pin(final byte[] tarball) throws Exception {
    final byte[] digest = MessageDigest.getInstance("SHA-512").digest(tarball);
    Files.writeString(
        folder.resolve("packages.json"),
        """
        [{"name": "@some/tool", "version": "1.0.0", "integrity": "sha512-%s",
          "purpose": "a test", "folder": "tool-1.0.0", "files": ["bin/tool"]}]
        """
            .formatted(Base64.getEncoder().encodeToString(digest)));
  }

  /** A tar archive, compressed, of names and contents in turn. */
  private static byte[] tarball(final String... namesAndContents) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        final byte[] contents = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
        final byte[] header = new byte[512];
        put(header, 0, namesAndContents[i]);
        put(header, 124, "%011o".formatted(contents.length));
        put(header, 156, "0");
        out.write(header);
        out.write(Arrays.copyOf(contents, (contents.length + 511) / 512 * 512));
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static void put(final byte[] header, final int at, final String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
