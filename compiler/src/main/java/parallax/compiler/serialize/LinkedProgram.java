package parallax.compiler.serialize;

import java.util.List;
import parallax.compiler.sourcemap.CodeMap;
import parallax.pvm.program.StandardProgram;

/**
 * The result of linking.
 *
 * @param program the program
 * @param codeMap what its pcs stand for
 * @param starts pc of each function, in the order in which they were given
 */
public record LinkedProgram(StandardProgram program, CodeMap codeMap, List<Integer> starts) {
  public LinkedProgram {
    starts = List.copyOf(starts);
  }
}
