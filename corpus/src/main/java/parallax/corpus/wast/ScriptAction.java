package parallax.corpus.wast;

import java.util.List;
import java.util.Optional;

/** What a script does with an instance. */
public sealed interface ScriptAction {
  /** The instance's name; empty for the last one. */
  Optional<String> instance();

  /** Name of the export. */
  String export();

  /** Calls a function. */
  record Invoke(Optional<String> instance, String export, List<ScriptValue> args)
      implements ScriptAction {
    public Invoke {
      args = List.copyOf(args);
    }

    @Override
    public String toString() {
      return export + args;
    }
  }

  /** Reads a global. */
  record Get(Optional<String> instance, String export) implements ScriptAction {
    @Override
    public String toString() {
      return "global " + export;
    }
  }
}
