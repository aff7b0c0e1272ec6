package parallax.corpus.wast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class OwnScriptsTest {
  @Test
  void every_script_of_the_folder_is_one_of_ours_and_can_be_read() throws Exception {
    final Path folder =
        Path.of(System.getProperty("parallax.root"), "corpus/src/main/resources/corpus/scripts");
    assertThat(OwnScripts.all().keySet()).containsExactlyElementsOf(SuiteFolder.scripts(folder));
    for (final String source : OwnScripts.all().values()) {
      assertThat(ScriptReader.read(source)).isNotEmpty();
    }
  }
}
