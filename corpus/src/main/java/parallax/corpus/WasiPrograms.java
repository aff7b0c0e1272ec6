package parallax.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The project's own WASI programs, compiled from C; their sources lie beside them. */
public final class WasiPrograms {
  private WasiPrograms() {}

  /** Their names. */
  public static List<String> names() {
    return List.of(
        "brainfuck", "clock", "copy", "env", "exit", "files", "large", "links", "list", "sort");
  }

  /**
   * The module of a program.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static byte[] module(final String name) throws IOException {
    try (InputStream in =
        WasiPrograms.class.getResourceAsStream("/corpus/wasi/" + name + ".wasm")) {
      if (in == null) {
        throw new IllegalArgumentException("no WASI program is called " + name);
      }
      return in.readAllBytes();
    }
  }
}
