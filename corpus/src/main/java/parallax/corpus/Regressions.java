package parallax.corpus;

import java.io.IOException;
import java.net.URL;
import java.util.List;
import parallax.corpus.wat.WatException;

/**
 * Programs that once showed a difference, each in its folder of {@code corpus/regressions}. A
 * folder that the fuzzer wrote is put there as it is.
 */
public final class Regressions {
  private Regressions() {}

  /**
   * All of them, by name.
   *
   * @throws IOException if one of them is not as it should be
   * @throws WatException if the text of one is not a module
   */
  public static List<CorpusModule> all() throws IOException, WatException {
    final URL marker = Regressions.class.getResource("/corpus/regressions/README.md");
    return ModuleFolders.beside(marker);
  }
}
