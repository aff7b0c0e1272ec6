package parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cloning, from a repository in a folder: there is no network here. */
final class SuiteFetchTest {
  @TempDir private Path folder;
  private Path repository;
  private String first;

  @BeforeEach
  void a_repository_with_two_commits() throws Exception {
    repository = Files.createDirectories(folder.resolve("repository"));
    git("init", "--quiet");
    first = commit("(module)");
    commit("(module (func))");
  }

  private String commit(final String script) throws Exception {
    Files.writeString(repository.resolve("a.wast"), script);
    git("add", "a.wast");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "one");
    return git("rev-parse", "HEAD").strip();
  }

  private String git(final String... arguments) throws Exception {
    final List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(arguments));
    final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    final String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void the_pinned_commit_is_cloned_and_not_the_newest() throws Exception {
    final Path target = folder.resolve("suite");
    new SuiteFetch(repository.toString(), first.substring(0, 12), target).run();
    assertThat(target.resolve("a.wast")).hasContent("(module)");
    assertThat(target.resolve(".git/HEAD")).content().contains(first);
    assertThat(names()).containsExactly("repository", "suite");
  }

  @Test
  void a_folder_that_is_there_is_left_alone() throws IOException {
    final Path target = Files.createDirectories(folder.resolve("suite"));
    assertThatThrownBy(() -> new SuiteFetch(repository.toString(), first, target).run())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("already");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void nothing_is_left_of_what_cannot_be_cloned() throws IOException {
    final Path target = folder.resolve("suite");
    assertThatThrownBy(() -> new SuiteFetch(repository.toString(), "0123456789ab", target).run())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("has no commit 0123456789ab");
    assertThatThrownBy(() -> new SuiteFetch(folder.resolve("none").toString(), first, target).run())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("git clone");
    assertThat(names()).containsExactly("repository");
  }
}
