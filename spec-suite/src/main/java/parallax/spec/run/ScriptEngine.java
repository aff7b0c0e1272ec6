package parallax.spec.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parallax.compiler.binary.FuncType;
import parallax.oracle.outcome.Outcome;
import parallax.oracle.outcome.WasmValue;

/** A column of the report: something that runs scripts. Used by several threads. */
public interface ScriptEngine {
  /** The name in reports. */
  String name();

  /** What its decoder and validator say of a module. Throws nothing. */
  Acceptance check(byte[] wasm);

  /**
   * Opens instances that are joined by imports, directly or by others: an engine may make one
   * program of them. None is instantiated yet.
   *
   * @param instances in the order in which the script instantiates them
   */
  Component open(List<ScriptInstance> instances);

  /** Instances that share state. Only one thread uses it. */
  interface Component {
    /**
     * Instantiates one of them. What is not supported is {@code Rejected} with a feature.
     *
     * @return {@code Returned} without values when the instance can be used
     */
    Outcome instantiate(ScriptInstance instance);

    /**
     * Why an instance cannot be used any more although it was instantiated: the feature that is not
     * supported; empty when it can.
     */
    Optional<String> lost(ScriptInstance instance);

    /** The type of an exported function. */
    Optional<FuncType> functionType(ScriptInstance instance, String export);

    /** Calls an exported function with arguments of its type. */
    Outcome call(ScriptInstance instance, String export, List<WasmValue> args);

    /** The value of an exported global. */
    Optional<WasmValue> global(ScriptInstance instance, String export);

    /** How often each wasm instruction was executed so far; empty when nobody counts. */
    Map<String, Long> executed(ScriptInstance instance);

    /** Mnemonics of the PVM instructions in the code that was made. */
    Set<String> compiled();
  }
}
