package parallax.corpus.wast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SuiteFolderTest {
  @TempDir private Path folder;

  @Test
  void the_commit_is_what_the_folder_or_its_git_says() throws IOException {
    assertThat(SuiteFolder.commit(folder)).isEmpty();
    assertThat(SuiteFolder.isPinned(folder)).isFalse();
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    assertThat(SuiteFolder.commit(folder)).isEmpty();
    Files.writeString(folder.resolve(".git/HEAD"), SuiteFolder.COMMIT + "0123456789\n");
    assertThat(SuiteFolder.isPinned(folder)).isTrue();
    Files.writeString(folder.resolve("COMMIT"), "testsuite, commit 0123456789abc (later)\n");
    assertThat(SuiteFolder.commit(folder)).contains("0123456789abc");
    assertThat(SuiteFolder.isPinned(folder)).isFalse();
  }

  @Test
  void scripts_are_named_by_their_path_in_the_folder() throws IOException {
    Files.createDirectories(folder.resolve("custom"));
    Files.writeString(folder.resolve("custom/b.wast"), "");
    Files.writeString(folder.resolve("a.wast"), "");
    Files.writeString(folder.resolve("a.txt"), "");
    assertThat(SuiteFolder.scripts(folder)).containsExactly("a.wast", "custom/b.wast");
  }

  @Test
  void an_absent_suite_is_said_with_every_place_and_what_is_left_out() {
    assertThat(SuiteFolder.absent("this and that"))
        .contains("NOT FOUND", "this and that", "-Dparallax.testsuite", "--fetch")
        .contains(SuiteFolder.cache().toString());
  }
}
