package parallax.compiler.runtimelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.compiler.Wat;

/**
 * The modules that are read are those which the texts beside them say; {@code -Dbless} makes them
 * anew.
 */
final class RoutineSourcesTest {
  private static final Path SOURCES = Path.of(System.getProperty("parallax.root"), "compiler/src");
  private static final String FOLDER = "resources/parallax/compiler/runtimelib";

  @ParameterizedTest
  @CsvSource({"main, f32", "main, f64", "main, conversions", "test, comparisons"})
  void the_module_of_routines_is_made_from_its_text(final String part, final String name)
      throws IOException {
    final Path folder = SOURCES.resolve(part).resolve(FOLDER);
    final byte[] made = Wat.parse(Files.readString(folder.resolve(name + ".wat")));
    final Path module = folder.resolve(name + ".wasm");
    if (System.getProperty("bless") != null) {
      Files.write(module, made);
    }
    assertThat(module).hasBinaryContent(made);
  }
}
