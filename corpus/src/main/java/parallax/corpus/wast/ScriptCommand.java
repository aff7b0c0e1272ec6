package parallax.corpus.wast;

import java.util.List;
import java.util.Optional;

/**
 * A command of a script with its meaning: what to instantiate, what to do, what must come of it.
 * Names of instances and definitions keep their dollar sign; names of exports are as in the module.
 */
public sealed interface ScriptCommand {
  /** Where it begins, from 1. */
  int line();

  /** Compiles a module and, unless it is only a definition, instantiates it. */
  record Define(ScriptModule module, int line) implements ScriptCommand {}

  /**
   * Instantiates a definition again.
   *
   * @param name of the instance
   * @param definition its name; empty for the last one
   */
  record Instantiate(Optional<String> name, Optional<String> definition, int line)
      implements ScriptCommand {}

  /**
   * Gives an instance the name under which others import from it.
   *
   * @param instance empty for the last one
   */
  record Register(String as, Optional<String> instance, int line) implements ScriptCommand {}

  /** An action of which nothing is claimed but that it returns. */
  record Perform(ScriptAction action, int line) implements ScriptCommand {}

  /** The action returns such values. */
  record AssertReturn(ScriptAction action, List<ScriptPattern> results, int line)
      implements ScriptCommand {
    public AssertReturn {
      results = List.copyOf(results);
    }
  }

  /** The action ends otherwise. */
  record AssertFailure(Ending ending, ScriptAction action, String text, int line)
      implements ScriptCommand {}

  /** The module cannot be had. */
  record AssertModule(Refusal refusal, ScriptModule module, String text, int line)
      implements ScriptCommand {}

  /** How an action may end other than by returning. */
  enum Ending {
    TRAP,
    EXHAUSTION,
    EXCEPTION
  }

  /** Why a module may not come to life. */
  enum Refusal {
    /** Its bytes or its text are no module. */
    MALFORMED,
    INVALID,
    /** As the first two, but only for who reads custom sections. */
    MALFORMED_CUSTOM,
    INVALID_CUSTOM,
    /** Its imports cannot be resolved. */
    UNLINKABLE,
    /** Its segments or its start function trap. */
    UNINSTANTIABLE
  }
}
