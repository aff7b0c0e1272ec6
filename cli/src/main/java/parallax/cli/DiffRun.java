package parallax.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.WasmModule;
import parallax.compiler.binary.WasmModule.ExternalKind;
import parallax.corpus.program.Program;
import parallax.oracle.compare.Differential;
import parallax.oracle.compare.Verdict;
import parallax.oracle.engine.Engine;
import parallax.oracle.host.HostFunctions;
import parallax.oracle.outcome.WasmValue;
import parallax.oracle.program.ProgramResult;
import parallax.oracle.program.ProgramRunner;
import parallax.oracle.program.ProgramRunner.ResolvedCall;

/**
 * Calls of one module on the reference, on both forms of the IR and on the machine, compared. State
 * is kept from call to call; where a sequence cannot go on, a fresh one begins.
 */
final class DiffRun {
  /** A function whose calls were so often inconclusive gets no more of them. */
  private static final int PATIENCE = 3;

  private static final String INSTANTIATION = "(instantiation)";

  private final byte[] wasm;
  private final WasmModule module;
  private final Engine reference;
  private final List<Engine> ladder;
  private final HostFunctions host;
  private final long fuel;
  private final DiffReport report = new DiffReport();
  private Differential differential;

  /**
   * @param wasm a valid module
   * @param reference what is compared with
   * @param ladder the engines that are compared with the reference
   * @param fuel instructions that the reference may execute for one call
   */
  DiffRun(
      final byte[] wasm,
      final WasmModule module,
      final Engine reference,
      final List<Engine> ladder,
      final HostFunctions host,
      final long fuel) {
    this.wasm = wasm;
    this.module = module;
    this.reference = reference;
    this.ladder = List.copyOf(ladder);
    this.host = host;
    this.fuel = fuel;
  }

  DiffReport report() {
    return report;
  }

  /** Calls one function once. */
  void invoke(final String export, final List<String> texts) throws BadInput {
    final SortedMap<String, FuncType> functions = functions();
    final FuncType type = functions.get(export);
    if (type == null) {
      throw BadInput.usage(
          "no exported function is called " + export + "; there are: " + signatures(functions));
    }
    final List<WasmValue> args = CallArguments.parse(export, type, texts);
    if (start()) {
      call(export, args);
    }
  }

  /**
   * Runs programs of calls, each on a fresh instance.
   *
   * @param name of the module; programs for another are left out
   * @param file where the programs are, for messages
   */
  void programs(final String name, final Path file, final List<Program> programs) throws BadInput {
    final List<Program> mine =
        programs.stream().filter(program -> program.module().orElse(name).equals(name)).toList();
    if (mine.isEmpty()) {
      throw BadInput.of(
          file, "none of its " + programs.size() + " programs is for a module called " + name);
    }
    for (final Program program : mine) {
      final ProgramResult result =
          ProgramRunner.run(
              wasm,
              program,
              reference,
              ladder,
              host,
              fuel,
              (step, call, verdict, run) -> observe(program.name(), call, verdict, run));
      if (result instanceof ProgramResult.Failed failed) {
        expected(file, program.name(), failed);
      }
    }
    report.remark(
        mine.size()
            + (mine.size() == 1 ? " program ran" : " programs ran")
            + (mine.size() == programs.size()
                ? ""
                : ", " + (programs.size() - mine.size()) + " for other modules left out"));
  }

  private void observe(
      final String program,
      final Optional<ResolvedCall> call,
      final Verdict verdict,
      final Differential run) {
    if (call.isPresent()) {
      final String text = OutcomeText.call(call.get().export(), call.get().args());
      report.add(new DiffReport.Row(program, text, verdict, run.outcomes()));
    } else {
      instantiated(program, verdict, run);
    }
  }

  /** What the verdicts do not show: an expectation that was not met, a step that makes no sense. */
  private void expected(final Path file, final String program, final ProgramResult.Failed failed)
      throws BadInput {
    switch (failed.rule()) {
      case "program" ->
          throw BadInput.at(
              file, "calls", -1, program + ": step " + failed.step() + ": " + failed.detail());
      case "expectation" ->
          report.add(
              new DiffReport.Row(
                  program,
                  "(step " + failed.step() + ")",
                  new Verdict.Difference(failed.rule(), "program", failed.detail()),
                  List.of()));
      default -> {
        // The row of the call says it already.
      }
    }
  }

  /** Calls every exported function with arguments at the edges of their types. */
  void everything() {
    if (!start()) {
      return;
    }
    for (final var function : functions().entrySet()) {
      edges(function.getKey(), EdgeArguments.of(function.getValue().params()));
    }
  }

  private void edges(final String export, final List<List<WasmValue>> calls) {
    int inconclusive = 0;
    for (int i = 0; i < calls.size(); i++) {
      if (inconclusive == PATIENCE) {
        report.remark(
            "%s: %d calls left out after %d inconclusive ones"
                .formatted(export, calls.size() - i, PATIENCE));
        return;
      }
      if (differential.hasEnded()) {
        differential = fresh();
      }
      inconclusive += call(export, calls.get(i)) instanceof Verdict.Inconclusive ? 1 : 0;
    }
  }

  private Verdict call(final String export, final List<WasmValue> args) {
    final Verdict verdict = differential.call(export, args, fuel);
    report.add(
        new DiffReport.Row("", OutcomeText.call(export, args), verdict, differential.outcomes()));
    return verdict;
  }

  /** Instantiates; false when there is nothing to call. */
  private boolean start() {
    differential = fresh();
    final Verdict verdict = differential.instantiation();
    instantiated("", verdict, differential);
    return !differential.hasEnded();
  }

  /** Instantiation is worth a row when the module does something in it, or when it fails. */
  private void instantiated(final String program, final Verdict verdict, final Differential run) {
    if (run.hasEnded() || module.start() >= 0) {
      report.add(new DiffReport.Row(program, INSTANTIATION, verdict, run.outcomes()));
    }
  }

  private Differential fresh() {
    return Differential.start(wasm, reference, ladder, host, fuel);
  }

  private SortedMap<String, FuncType> functions() {
    final SortedMap<String, FuncType> functions = new TreeMap<>();
    for (final WasmModule.Export export : module.exports()) {
      if (export.kind() == ExternalKind.FUNCTION) {
        functions.put(export.name(), module.functionType(export.index()));
      }
    }
    return functions;
  }

  private static String signatures(final SortedMap<String, FuncType> functions) {
    final List<String> all =
        functions.entrySet().stream()
            .map(each -> CallArguments.signature(each.getKey(), each.getValue()))
            .toList();
    return all.isEmpty() ? "none" : String.join(", ", all);
  }
}
