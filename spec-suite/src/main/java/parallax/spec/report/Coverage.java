package parallax.spec.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.binary.WasmOp;
import parallax.pvm.isa.Opcode;
import parallax.spec.run.InstructionCounts;
import parallax.spec.run.ScriptResults;

/**
 * Which instructions the scripts reach: a row for every instruction of WebAssembly that the
 * compiler's table has, and one for every instruction of the PVM, reached or not.
 *
 * @param wasm in the order of the table
 * @param pvm in the order of the table
 */
record Coverage(List<WasmRow> wasm, List<PvmRow> pvm) {
  /**
   * An instruction of WebAssembly.
   *
   * @param modules how many modules of the scripts have it
   * @param engines how far each engine came with it
   */
  record WasmRow(WasmOp op, long modules, SortedMap<String, Reach> engines) {}

  /**
   * How far an engine came with an instruction.
   *
   * @param executed how often commands that passed executed it, as the reference counted
   * @param instantiated how many modules that have it the engine could instantiate
   */
  record Reach(long executed, long instantiated) {}

  /**
   * An instruction of the PVM.
   *
   * @param scripts for how many scripts each compiling engine used it
   */
  record PvmRow(Opcode op, SortedMap<String, Long> scripts) {}

  Coverage {
    wasm = List.copyOf(wasm);
    pvm = List.copyOf(pvm);
  }

  static Coverage of(final List<ScriptResults> scripts) {
    final SortedMap<String, Long> modules = new TreeMap<>();
    final SortedMap<String, SortedMap<String, Long>> executed = new TreeMap<>();
    final SortedMap<String, SortedMap<String, Long>> instantiated = new TreeMap<>();
    final SortedMap<String, SortedMap<String, Long>> compiled = new TreeMap<>();
    for (final ScriptResults script : scripts) {
      add(modules, script.modules());
      script
          .instructions()
          .forEach(
              (engine, counts) -> {
                add(executed.computeIfAbsent(engine, key -> new TreeMap<>()), counts.executed());
                add(
                    instantiated.computeIfAbsent(engine, key -> new TreeMap<>()),
                    counts.instantiated());
                compiled(compiled, engine, counts);
              });
    }
    final List<WasmRow> wasm = new ArrayList<>();
    for (final WasmOp op : WasmOp.values()) {
      final SortedMap<String, Reach> engines = new TreeMap<>();
      executed.forEach(
          (engine, counts) ->
              engines.put(
                  engine,
                  new Reach(
                      counts.getOrDefault(op.name(), 0L),
                      instantiated.get(engine).getOrDefault(op.name(), 0L))));
      wasm.add(
          new WasmRow(
              op, modules.getOrDefault(op.name(), 0L), Collections.unmodifiableSortedMap(engines)));
    }
    final List<PvmRow> pvm = new ArrayList<>();
    for (final Opcode op : Opcode.values()) {
      final SortedMap<String, Long> engines = new TreeMap<>();
      compiled.forEach(
          (engine, counts) -> engines.put(engine, counts.getOrDefault(op.mnemonic(), 0L)));
      pvm.add(new PvmRow(op, Collections.unmodifiableSortedMap(engines)));
    }
    return new Coverage(wasm, pvm);
  }

  private static void add(
      final SortedMap<String, Long> into, final SortedMap<String, Long> counts) {
    counts.forEach((name, count) -> into.merge(name, count, Long::sum));
  }

  private static void compiled(
      final SortedMap<String, SortedMap<String, Long>> into,
      final String engine,
      final InstructionCounts counts) {
    if (!counts.compiled().isEmpty()) {
      final SortedMap<String, Long> scripts = into.computeIfAbsent(engine, key -> new TreeMap<>());
      counts.compiled().forEach(name -> scripts.merge(name, 1L, Long::sum));
    }
  }
}
