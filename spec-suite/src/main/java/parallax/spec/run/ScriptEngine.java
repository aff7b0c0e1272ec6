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
  /** Far more than any command of the suite takes; of gas or instructions. */
  long BUDGET = 400_000_000L;

  /** The name in reports. */
  String name();

  /** What its decoder and validator say of a module. Throws nothing. */
  Acceptance check(byte[] wasm);

  /**
   * Opens the instances of a script; none is instantiated yet.
   *
   * @param components instances that are joined by imports, directly or by others, each list in the
   *     order in which the script instantiates them: an engine may make one program of them
   */
  Store open(List<List<ScriptInstance>> components);

  /** The instances of a script. Only one thread uses it. */
  interface Store {
    /**
     * Whether the imports of a module are there and fit. Nothing is instantiated; the instance need
     * not be one of those that were opened, but those that it imports from.
     *
     * @return {@code Returned} when they do, otherwise {@code Rejected} with a message that begins
     *     as the suite's; what is not supported is {@code Rejected} with a feature
     */
    Outcome link(ScriptInstance instance);

    /**
     * Instantiates one of the instances. What is not supported is {@code Rejected} with a feature.
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

    /**
     * How often each wasm instruction was executed so far in all instances; empty when nobody
     * counts.
     */
    Map<String, Long> executed();

    /** Mnemonics of the PVM instructions in the code that was made. */
    Set<String> compiled();
  }
}
