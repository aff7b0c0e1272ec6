package parallax.oracle.engine;

import java.util.OptionalLong;
import parallax.oracle.outcome.Outcome;

/**
 * One of the instances that are one program and share its state. They are initialised in their
 * order, each before anything else is asked of it; some may be left out, but not the first. One
 * that traps then keeps what it has written.
 */
public interface ProgramInstance extends EngineInstance {
  /**
   * Initialises it: active segments, start function.
   *
   * @return what {@link #instantiation} says from then on
   */
  Outcome initialize(long budget);

  /**
   * The current size of an exported memory in pages, or of an exported table in slots; empty when
   * there is none of that name. Also before it is initialised.
   */
  OptionalLong size(String export);
}
