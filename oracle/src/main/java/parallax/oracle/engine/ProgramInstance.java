package parallax.oracle.engine;

import java.util.List;
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
   * Initialises all instances of a program, up to the first that does not return.
   *
   * @param budget for each
   * @return the last, or the one that did not return
   */
  static ProgramInstance initialized(final List<ProgramInstance> instances, final long budget) {
    for (final ProgramInstance instance : instances) {
      if (!(instance.initialize(budget) instanceof Outcome.Returned)) {
        return instance;
      }
    }
    return instances.get(instances.size() - 1);
  }

  /**
   * The current size of an exported memory in pages, or of an exported table in slots; empty when
   * there is none of that name. Also before it is initialised.
   */
  OptionalLong size(String export);
}
