package parallax.corpus.program;

import java.util.List;
import java.util.Optional;

/**
 * What to do with a fresh instance of a module, in order.
 *
 * @param module name of the module, a file name without its ending; absent when the module is given
 *     otherwise
 * @param name tells the program from others, for people
 * @param reference where the expected values come from; absent when there is nothing to say
 * @param steps what to do
 */
public record Program(
    Optional<String> module, String name, Optional<String> reference, List<Step> steps) {
  public Program {
    steps = List.copyOf(steps);
  }

  /** A program for a module that is given otherwise. */
  public static Program of(final String name, final List<Step> steps) {
    return new Program(Optional.empty(), name, Optional.empty(), steps);
  }
}
