package parallax.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.corpus.program.ProgramFormatException;
import parallax.corpus.program.Step;
import parallax.corpus.wat.WatException;
import parallax.corpus.wat.WatParser;

final class ModuleFoldersTest {
  private static final String CALLS = "{\"name\": \"n\", \"steps\": [[\"expectRet\"]]}";

  @TempDir private Path folder;

  @Test
  void a_directory_is_listed_by_name() throws Exception {
    fill(folder);

    check(ModuleFolders.beside(folder.resolve("README.md").toUri().toURL()));
  }

  @Test
  void a_jar_is_listed_by_name() throws Exception {
    final Path jar = folder.resolve("a corpus.jar");
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      final Path root = files.getPath("corpus", "regressions");
      Files.createDirectories(root);
      fill(root);
    }
    final URL marker = URI.create("jar:" + jar.toUri() + "!/corpus/regressions/README.md").toURL();

    check(ModuleFolders.beside(marker));
    check(ModuleFolders.beside(marker));
  }

  @Test
  void the_binary_module_goes_before_its_text() throws Exception {
    fill(folder);
    final byte[] module = WatParser.parse("(module (memory 1))");
    Files.write(folder.resolve("b/module.wasm"), module);

    assertThat(ModuleFolders.in(folder).get(1).wasm()).isEqualTo(module);
  }

  @Test
  void a_folder_without_module_or_calls_is_an_error() throws Exception {
    fill(folder);
    Files.delete(folder.resolve("b/calls.json"));
    assertThatThrownBy(() -> ModuleFolders.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("b/calls.json");

    Files.delete(folder.resolve("a/module.wat"));
    assertThatThrownBy(() -> ModuleFolders.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a/module.wat");
  }

  @Test
  void wrong_contents_are_an_error() throws Exception {
    fill(folder);
    Files.writeString(folder.resolve("b/calls.json"), "[{}]");
    assertThatThrownBy(() -> ModuleFolders.in(folder))
        .isInstanceOf(ProgramFormatException.class)
        .hasMessageContaining("b/calls.json: program 0: a program needs a name");

    Files.writeString(folder.resolve("a/module.wat"), "(modul)");
    assertThatThrownBy(() -> ModuleFolders.in(folder)).isInstanceOf(WatException.class);
  }

  private static void fill(final Path root) throws IOException {
    Files.writeString(root.resolve("README.md"), "");
    for (final String name : List.of("c", "a", "b")) {
      Files.createDirectory(root.resolve(name));
      Files.writeString(
          root.resolve(name).resolve("module.wat"), "(func (export \"%s\"))".formatted(name));
      Files.writeString(root.resolve(name).resolve("calls.json"), CALLS);
      Files.writeString(root.resolve(name).resolve("outcomes.json"), "{}");
    }
  }

  private static void check(final List<CorpusModule> modules) throws WatException {
    assertThat(modules).extracting(CorpusModule::name).containsExactly("a", "b", "c");
    for (final CorpusModule module : modules) {
      assertThat(module.wasm())
          .isEqualTo(WatParser.parse("(func (export \"%s\"))".formatted(module.name())));
      assertThat(module.programs().get(0).steps())
          .containsExactly(new Step.ExpectReturn(List.of()));
    }
  }
}
