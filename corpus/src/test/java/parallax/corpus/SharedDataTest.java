package parallax.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedDataTest {
  @TempDir private Path folder;
  private String before;

  @BeforeEach
  void remember() {
    before = System.getProperty(SharedData.PROPERTY);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(SharedData.PROPERTY);
    } else {
      System.setProperty(SharedData.PROPERTY, before);
    }
  }

  @Test
  void the_property_names_the_folder() throws Exception {
    System.setProperty(SharedData.PROPERTY, folder.toString());
    Files.createFile(folder.resolve("kats.json"));

    assertThat(SharedData.root()).contains(folder.toAbsolutePath());
    assertThat(SharedData.find("kats.json")).contains(folder.resolve("kats.json"));
    assertThat(SharedData.find("absent.json")).isEmpty();
  }

  @Test
  void an_absent_folder_is_none_and_the_message_says_where_it_was_looked_for() {
    System.setProperty(SharedData.PROPERTY, folder.resolve("absent").toString());

    assertThat(SharedData.root()).isEmpty();
    assertThat(SharedData.find("kats.json")).isEmpty();
    assertThat(SharedData.absent("kats.json", "known answers"))
        .contains("NOT FOUND", "kats.json", folder.resolve("absent").toString(), "LEFT OUT")
        .contains("known answers", "-Dparallax.shared=DIR");
    System.clearProperty(SharedData.PROPERTY);
    assertThat(SharedData.root()).isEmpty();
  }
}
