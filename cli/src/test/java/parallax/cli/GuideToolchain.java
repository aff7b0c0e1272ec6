package parallax.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The compilers that the guides call. What is not installed is left out, loudly. */
enum GuideToolchain {
  /** C, with the library for WASI. */
  CLANG(
      "clang-19",
      "Debian's packages clang-19, lld-19, wasi-libc and libclang-rt-19-dev-wasm32",
      new Form("clang-19", "--target=wasm32-wasi probe.c -o probe.wasm")),
  /** Rust: the first compiler on the path may lack the libraries, and old ones name a target so. */
  RUSTC(
      "rustc",
      "Debian's packages rustc, libstd-rust-dev-wasm32 and lld-14, or rustup's targets"
          + " wasm32-unknown-unknown and wasm32-wasip1",
      new Form("rustc", Form.RUST_PROBE),
      new Form("/usr/bin/rustc", Form.RUST_PROBE),
      new Form("rustc", Form.RUST_PROBE, "wasm32-wasip1", "wasm32-wasi"),
      new Form("/usr/bin/rustc", Form.RUST_PROBE, "wasm32-wasip1", "wasm32-wasi")),
  /** AssemblyScript, as the build's script gets it. */
  ASC(
      "npx asc",
      "it with node tools/get-packages.mjs ~/.cache/parallax tools/assemblyscript.json",
      new Form("node " + asc(), "--version"));

  /**
   * A way to call it.
   *
   * @param executable instead of the command
   * @param probe arguments that need all of it
   * @param from a word of the guides
   * @param to what is to stand there
   */
  record Form(String executable, String probe, String from, String to) {
    private static final String RUST_PROBE =
        "--target wasm32-wasip1 probe.rs && rustc --target wasm32-unknown-unknown"
            + " --crate-type cdylib probe.rs";

    Form(final String executable, final String probe) {
      this(executable, probe, "", "");
    }

    /** The line of a shell for a call in a guide. */
    String line(final String command, final String text) {
      final String called = text.replace(command + " ", executable + " ");
      return from.isEmpty() ? called : called.replace(from, to);
    }
  }

  private final String command;
  private final String wanted;
  private final List<Form> forms;

  /**
   * @param command how it is called in a guide
   * @param wanted what to get
   * @param forms the first that works is taken
   */
  GuideToolchain(final String command, final String wanted, final Form... forms) {
    this.command = command;
    this.wanted = wanted;
    this.forms = List.of(forms);
  }

  private static Path asc() {
    return Path.of(System.getProperty("user.home"), ".cache", "parallax")
        .resolve("assemblyscript-0.28.20/node_modules/assemblyscript/bin/asc.js");
  }

  /** The one that a command calls, if it calls one. */
  static Optional<GuideToolchain> of(final String text) {
    for (final GuideToolchain each : values()) {
      if (text.startsWith(each.command + " ")) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Finds out how to call it; without it the test is left out. */
  Form find(final Path folder, final String leftOut) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("probe.c"), "int main(void) { return 0; }\n");
    Files.writeString(folder.resolve("probe.rs"), "fn main() {}\n");
    for (final Form form : forms) {
      if (shell(folder, line(form, command + " " + form.probe())).code() == 0) {
        return form;
      }
    }
    final String message = "NOT FOUND: " + command + "; LEFT OUT: " + leftOut + "; get " + wanted;
    System.err.println(message);
    assumeTrue(false, message);
    throw new IllegalStateException(message);
  }

  /** The line of a shell for a call in a guide. */
  String line(final Form form, final String text) {
    return form.line(command, text);
  }

  /** Runs a line of a shell. */
  static CommandRun shell(final Path folder, final String line)
      throws IOException, InterruptedException {
    final Path out = Files.createTempFile("guide", "out");
    final Path err = Files.createTempFile("guide", "err");
    final Process process =
        new ProcessBuilder("sh", "-c", line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("does not end: " + line);
    }
    final CommandRun run =
        new CommandRun(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    return run;
  }
}
