package parallax.pvm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.pvm.fixture.ClassFiles;

/**
 * HotSpot compiles no method of 8,000 bytes or more; an interpreter with one runs ten times slower.
 */
final class MethodSizeTest {

  private static final int LIMIT = 8000;

  @Test
  void everyMethodOfTheModuleIsSmallEnoughToBeCompiled() throws Exception {
    Map<String, Integer> sizes = new TreeMap<>();
    for (Path file : classFiles()) {
      if (!file.getFileName().toString().equals("package-info.class")) {
        ClassFiles.addMethods(
            Files.readAllBytes(file), file.getFileName().toString().replace(".class", ""), sizes);
      }
    }
    assertThat(sizes)
        .hasSizeGreaterThan(300)
        .containsKeys("Interpreter.execute", "RegionWriter.write");
    assertThat(sizes.get("Interpreter.execute")).isPositive();
    sizes.forEach((method, size) -> assertThat(size).as(method).isLessThan(LIMIT));
  }

  private static java.util.List<Path> classFiles() throws IOException, URISyntaxException {
    Path root =
        Path.of(Interpreter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }
}
