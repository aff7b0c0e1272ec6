package parallax.oracle.engine;

import java.util.SortedMap;

/** An instance that can say what it executed; the reference's are. */
public interface ReferenceInstance extends EngineInstance {
  /**
   * How often each instruction was executed since before instantiation, in all instances of its
   * store, by the name that it has in the compiler's table ({@code I32_ADD}); those that never were
   * left out.
   */
  SortedMap<String, Long> executed();
}
