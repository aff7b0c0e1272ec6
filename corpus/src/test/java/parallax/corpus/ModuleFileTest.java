package parallax.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

final class ModuleFileTest {
  @TempDir private Path folder;

  @Test
  void what_is_in_a_file_is_told_by_its_first_bytes() throws Exception {
    final byte[] module = WatParser.parse("(module (func))");
    final Path binary = Files.write(folder.resolve("binary.wat"), module);
    final Path text = Files.writeString(folder.resolve("text.wasm"), "(module (func))");

    assertThat(ModuleFile.load(binary)).isEqualTo(module);
    assertThat(ModuleFile.load(text)).isEqualTo(module);
  }

  @Test
  void a_binary_module_is_not_looked_into() throws Exception {
    final byte[] bytes = "\0asmnonsense".getBytes(StandardCharsets.UTF_8);

    assertThat(ModuleFile.load(Files.write(folder.resolve("m.wasm"), bytes))).isEqualTo(bytes);
  }

  @Test
  void bytes_that_are_neither_are_an_error() throws Exception {
    final Path file = Files.write(folder.resolve("m.wasm"), new byte[] {0, 'a', 's', (byte) 0xff});

    assertThatThrownBy(() -> ModuleFile.load(file))
        .isInstanceOf(WatException.class)
        .hasMessage("neither a binary module nor text in UTF-8");
  }

  @Test
  void an_absent_file_is_an_error_of_its_own() {
    assertThatThrownBy(() -> ModuleFile.load(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
