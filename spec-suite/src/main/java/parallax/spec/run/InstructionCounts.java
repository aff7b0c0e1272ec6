package parallax.spec.run;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parallax.compiler.CompileException;
import parallax.compiler.binary.InstructionReader;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmOp;
import parallax.spec.run.Result.Status;

/**
 * Instructions that one engine met in one script. Wasm instructions have the names of {@link
 * WasmOp}.
 *
 * @param executed how often commands that passed on the engine executed each wasm instruction, as
 *     the reference counted
 * @param instantiated in how many modules that the engine could instantiate each wasm instruction
 *     is
 * @param compiled mnemonics of the PVM instructions in the code that was made; empty when none was
 */
public record InstructionCounts(
    SortedMap<String, Long> executed,
    SortedMap<String, Long> instantiated,
    SortedSet<String> compiled) {
  public InstructionCounts {
    executed = Collections.unmodifiableSortedMap(executed);
    instantiated = Collections.unmodifiableSortedMap(instantiated);
    compiled = Collections.unmodifiableSortedSet(compiled);
  }

  /**
   * What a run met.
   *
   * @param runs the same script on all engines; the one that counts is among them
   */
  static InstructionCounts of(final ScriptRun run, final List<ScriptRun> runs) {
    final SortedMap<String, Long> executed = new TreeMap<>();
    final List<Result> results = run.results();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).status() == Status.PASS) {
        for (final ScriptRun other : runs) {
          other.executed().get(i).forEach((name, count) -> executed.merge(name, count, Long::sum));
        }
      }
    }
    return new InstructionCounts(
        executed, modules(run.instantiated()), new TreeSet<>(run.compiled()));
  }

  /** In how many modules each wasm instruction is. */
  static SortedMap<String, Long> modules(final List<ScriptInstance> instances) {
    final SortedMap<String, Long> modules = new TreeMap<>();
    for (final ScriptInstance instance : instances) {
      instance
          .module()
          .ifPresent(
              module ->
                  instructions(module).forEach(op -> modules.merge(op.name(), 1L, Long::sum)));
    }
    return modules;
  }

  private static Set<WasmOp> instructions(final WasmModule module) {
    final Set<WasmOp> ops = EnumSet.noneOf(WasmOp.class);
    try {
      for (final WasmModule.Body body : module.bodies()) {
        final InstructionReader reader = InstructionReader.of(module, body);
        while (!reader.atEnd()) {
          ops.add(reader.next());
        }
      }
    } catch (final CompileException e) {
      // What cannot be read is nowhere executed either.
      return ops;
    }
    return ops;
  }
}
