package parallax.spec.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import parallax.corpus.wast.ScriptCommand;
import parallax.corpus.wast.ScriptCommand.Refusal;
import parallax.corpus.wast.ScriptModule;
import parallax.corpus.wast.ScriptReader;
import parallax.corpus.wast.WastException;
import parallax.oracle.engine.BigStack;
import parallax.spec.run.Result.Kind;
import parallax.spec.run.Result.Status;

/**
 * One script on all engines.
 *
 * @param file path in the suite's folder
 * @param family of tests
 * @param source its text, by which reports show lines
 * @param results all engines' one after another, each in the order of the script; those of the
 *     validator and of the text parser come last
 * @param modules how many modules of the script have each wasm instruction
 * @param instructions by engine
 */
public record ScriptResults(
    String file,
    String family,
    String source,
    List<Result> results,
    SortedMap<String, Long> modules,
    SortedMap<String, InstructionCounts> instructions) {
  /** Reasons of failures that are no more than not knowing a proposal. */
  private static final Set<String> REFUSALS =
      Set.of(
          "rejected",
          "text",
          "no-instance",
          "malformed",
          "invalid",
          "accepted",
          "other-reason",
          "undecided");

  public ScriptResults {
    results = List.copyOf(results);
    modules = Collections.unmodifiableSortedMap(modules);
    instructions = Collections.unmodifiableSortedMap(instructions);
  }

  /**
   * Runs a script. A script that cannot be read is one failure.
   *
   * @param source its text
   */
  static ScriptResults of(
      final String file,
      final String family,
      final String source,
      final List<ScriptEngine> engines) {
    final List<ScriptCommand> commands;
    try {
      commands = ScriptReader.read(source);
    } catch (final WastException e) {
      return new ScriptResults(
          file,
          family,
          source,
          List.of(
              new Result(
                  file,
                  e.line(),
                  Kind.MODULE,
                  Result.TEXT_PARSER,
                  Status.FAIL,
                  "script",
                  "a script",
                  String.valueOf(e.getMessage()))),
          new TreeMap<>(),
          new TreeMap<>());
    }
    return BigStack.call(() -> run(file, family, source, commands, engines));
  }

  private static ScriptResults run(
      final String file,
      final String family,
      final String source,
      final List<ScriptCommand> commands,
      final List<ScriptEngine> engines) {
    final ScriptPlan plan = ScriptPlan.of(commands);
    final List<Result> results = new ArrayList<>();
    final List<ScriptRun> runs = new ArrayList<>();
    for (final ScriptEngine engine : engines) {
      final ScriptRun run = new ScriptRun(file, engine, plan);
      run.run(commands);
      run.results().stream().map(result -> outOfScope(family, result)).forEach(results::add);
      runs.add(run);
    }
    Validator.results(file, commands, plan).stream()
        .map(result -> outOfScope(family, result))
        .forEach(results::add);
    texts(file, commands, plan, results);
    final SortedMap<String, InstructionCounts> instructions = new TreeMap<>();
    for (int e = 0; e < runs.size(); e++) {
      instructions.put(engines.get(e).name(), InstructionCounts.of(runs.get(e), runs));
    }
    return new ScriptResults(
        file,
        family,
        source,
        results,
        InstructionCounts.modules(plan.components().stream().flatMap(List::stream).toList()),
        instructions);
  }

  /**
   * Proposals that are no part of WebAssembly 3.0: what is refused there, or accepted for want of a
   * rule, is not supported. A wrong value or trap stays a failure.
   */
  private static Result outOfScope(final String family, final Result result) {
    final boolean proposal = family.startsWith("proposal:") || family.startsWith("legacy");
    if (!proposal || result.status() != Status.FAIL || !REFUSALS.contains(result.reason())) {
      return result;
    }
    return new Result(
        result.file(),
        result.line(),
        result.kind(),
        result.engine(),
        Status.UNSUPPORTED,
        family,
        result.expected(),
        result.got());
  }

  /** What the text parser alone has to refuse. */
  private static void texts(
      final String file,
      final List<ScriptCommand> commands,
      final ScriptPlan plan,
      final List<Result> results) {
    for (final ScriptCommand command : commands) {
      if (command instanceof ScriptCommand.AssertModule refused) {
        final boolean custom =
            refused.refusal() == Refusal.MALFORMED_CUSTOM
                || refused.refusal() == Refusal.INVALID_CUSTOM;
        final boolean text =
            refused.refusal() == Refusal.MALFORMED
                && refused.module().form() != ScriptModule.Form.BINARY;
        if (custom || text) {
          final boolean accepted = plan.bytes(refused.module()).wasm() != null;
          results.add(
              new Result(
                  file,
                  command.line(),
                  custom ? Kind.CUSTOM : Kind.MALFORMED_TEXT,
                  Result.TEXT_PARSER,
                  accepted ? Status.FAIL : Status.PASS,
                  accepted ? "accepted" : "",
                  refused.text(),
                  accepted ? "accepted" : ""));
        }
      }
    }
  }

  /** Line of the source, for people. */
  public String line(final int number) {
    final String[] lines = source.split("\n", -1);
    return number < 1 || number > lines.length ? "" : lines[number - 1].strip();
  }
}
