package parallax.pvm.host.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The table beside the imports of a C program that uses every function, compiled by clang 19 with
 * wasi-libc.
 */
final class WasiFunctionTest {

  @Test
  void theTypesAreThoseThatWasiLibcImports() throws IOException {
    Set<String> expected = new TreeSet<>();
    try (InputStream rows = getClass().getResourceAsStream("functions.csv")) {
      new String(rows.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .forEach(expected::add);
    }
    Set<String> actual = new TreeSet<>();
    for (WasiFunction function : WasiFunction.values()) {
      if (function != WasiFunction.PROC_RAISE) {
        actual.add(
            function.label()
                + ","
                + String.join(" ", function.params())
                + ","
                + String.join(" ", function.results()));
      }
    }
    assertThat(actual).isEqualTo(expected).hasSize(45);
  }

  @Test
  void functionsAreFoundByTheNameOfTheirImport() {
    assertThat(WasiFunction.byName("fd_write")).contains(WasiFunction.FD_WRITE);
    assertThat(WasiFunction.byName("FD_WRITE")).isEmpty();
    assertThat(WasiFunction.FD_WRITE.source()).contains("witx").contains("fd_write");
  }

  @Test
  void errnosAndFileTypesHaveTheNumbersOfTheSpecification() {
    assertThat(Errno.values()).hasSize(77);
    assertThat(Errno.BADF.number()).isEqualTo(8);
    assertThat(Errno.FAULT.number()).isEqualTo(21);
    assertThat(Errno.NOENT.number()).isEqualTo(44);
    assertThat(Errno.NOTCAPABLE.number()).isEqualTo(76);
    assertThat(FileType.REGULAR_FILE.number()).isEqualTo(4);
    assertThat(FileType.SYMBOLIC_LINK.number()).isEqualTo(7);
  }

  @Test
  void theErrnosThatAFunctionMayGiveIncludeThatOfItsPointers() {
    for (WasiFunction function : WasiFunction.values()) {
      assertThat(function.errnos()).contains(Errno.SUCCESS);
      if (function.label().startsWith("path_")) {
        assertThat(function.errnos()).contains(Errno.FAULT, Errno.BADF, Errno.PERM);
      }
    }
  }
}
