package parallax.compiler.runtimelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.compiler.Wat;

/**
 * The modules that are read are those which the texts beside them say; {@code -Dbless} makes them
 * anew.
 */
final class RoutineSourcesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("parallax.root"))
          .resolve("compiler/src/main/resources/parallax/compiler/runtimelib");

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f64", "conversions"})
  void the_module_of_routines_is_made_from_its_text(final String name) throws IOException {
    final byte[] made = Wat.parse(Files.readString(FOLDER.resolve(name + ".wat")));
    final Path module = FOLDER.resolve(name + ".wasm");
    if (System.getProperty("bless") != null) {
      Files.write(module, made);
    }
    assertThat(module).hasBinaryContent(made);
  }
}
