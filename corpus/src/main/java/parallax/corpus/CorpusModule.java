package parallax.corpus;

import java.util.List;
import parallax.corpus.program.Program;

/**
 * A module and what to do with it.
 *
 * @param name of its folder
 * @param wasm in binary form, not to be changed
 * @param programs each for a fresh instance of the module
 */
public record CorpusModule(String name, byte[] wasm, List<Program> programs) {
  public CorpusModule {
    programs = List.copyOf(programs);
  }

  /** For the names of tests. */
  @Override
  public String toString() {
    return name;
  }
}
