package parallax.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Clones the official suite at one commit, with git. A folder that is there already is never
 * changed, and one that is half made is never left.
 *
 * @param repository where to clone from, as git takes it
 * @param commit its name, or the beginning of it
 * @param folder what is to be made
 */
record SuiteFetch(String repository, String commit, Path folder) {
  /** The official repository. */
  static final String OFFICIAL = "https://github.com/WebAssembly/testsuite.git";

  /**
   * Makes the folder.
   *
   * @throws BadInput when the folder is there already, or git cannot do it
   */
  void run() throws BadInput {
    if (Files.exists(folder)) {
      throw BadInput.of(folder, "is there already, and not at commit " + commit);
    }
    try {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      final Path fresh =
          Files.createTempDirectory(folder.toAbsolutePath().getParent(), "testsuite");
      try {
        // Only what the commit needs, where the other side can leave things out.
        git(
            "clone",
            "--quiet",
            "--no-checkout",
            "--filter=blob:none",
            repository,
            fresh.toString());
        final String found = git("-C", fresh.toString(), "rev-list", "--all");
        final Optional<String> hash = found.lines().filter(h -> h.startsWith(commit)).findFirst();
        if (hash.isEmpty()) {
          throw BadInput.usage(repository + " has no commit " + commit);
        }
        git("-C", fresh.toString(), "checkout", "--quiet", "--detach", hash.get());
        Files.move(fresh, folder);
      } finally {
        delete(fresh);
      }
    } catch (final IOException e) {
      throw BadInput.of(folder, "cannot be made: " + e.getMessage());
    }
  }

  /** Runs git, without questions, and gives its output. */
  private static String git(final String... arguments) throws IOException, BadInput {
    final List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    final Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (final IOException e) {
      throw BadInput.usage("git cannot be run: " + e.getMessage());
    }
    process.getOutputStream().close();
    final String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw BadInput.usage("git " + String.join(" ", arguments) + ": " + output.strip());
      }
    } catch (final InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return output;
  }

  private static void delete(final Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
