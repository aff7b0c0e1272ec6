package parallax.corpus;

import java.io.IOException;
import java.net.URL;
import java.util.List;
import parallax.corpus.wat.WatException;

/**
 * The project's own small programs, each in its folder of {@code corpus/examples}, with results and
 * traps as the WebAssembly core specification has them. Together they reach every rule that a
 * compiler of integer code can break; they are what is run when there is no shared test data.
 */
public final class Examples {
  private Examples() {}

  /**
   * All of them, by name.
   *
   * @throws IOException if one of them is not as it should be
   * @throws WatException if the text of one is not a module
   */
  public static List<CorpusModule> all() throws IOException, WatException {
    final URL marker = Examples.class.getResource("/corpus/examples/README.md");
    return ModuleFolders.beside(marker);
  }
}
