package parallax.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import parallax.spec.report.History;
import parallax.spec.report.MarkdownReport;
import parallax.spec.report.SuiteReport;
import parallax.spec.run.ScriptEngine;
import parallax.spec.run.ScriptResults;
import parallax.spec.run.SuiteRun;
import parallax.spec.run.SuiteScripts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parallax spec}: scripts of the official test suite on every engine. */
@Command(
    name = "spec",
    header = "Run the official test suite and report.",
    description = {
      "",
      "Without scripts, the whole official suite is run. What an engine does not support counts "
          + "neither as a pass nor as a failure."
    },
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = ExitCodes.HEADING,
    exitCodeList = {
      "0:everything is as expected",
      "1:something fails, or passes, that should not",
      ExitCodes.BAD_INPUT_HELP,
      ExitCodes.BUG_HELP
    },
    footer = {
      "",
      "Examples:",
      "  parallax spec --report report",
      "  parallax spec i32.wast i64.wast --engine pvm-o0"
    })
final class SpecCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Scripts (.wast), by path, or by name in the suite.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      order = 1,
      description = "Only this engine; may be repeated: chicory, ir-frontend, pvm-o0.")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      order = 2,
      description = "Write spec.html, spec.md, spec.json and spec.xml (JUnit) there.")
  private Path report;

  @Option(
      names = "--history",
      paramLabel = "JSON",
      order = 3,
      description = "A spec.json of an earlier run; says what passes or fails since.")
  private Path history;

  @Option(
      names = "--testsuite",
      paramLabel = "DIR",
      order = 4,
      description = "Folder of the official suite (default: testsuite in the shared data).")
  private Path testsuite;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 5,
      description = "How many scripts at a time (default: 2).")
  private int threads = 2;

  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    final List<SuiteRun.Script> scripts = scripts();
    final List<ScriptEngine> chosen = chosen();
    if (threads < 1) {
      throw BadInput.usage("--threads must be at least 1: " + threads);
    }
    final SuiteReport result;
    try (SpecProgress progress = new SpecProgress(scripts.size())) {
      final List<ScriptResults> results = SuiteRun.run(scripts, chosen, threads, progress);
      result =
          new SuiteReport(results, history == null ? List.of() : History.news(history, results));
      if (report != null) {
        result.write(report);
      }
    } catch (IOException e) {
      throw BadInput.usage(e.getMessage());
    }
    final boolean whole = files.isEmpty() && engines.isEmpty();
    final List<String> unexpected = whole ? result.unexpected() : List.of();
    if (standard.json()) {
      standard.print(result.json());
    } else {
      standard.print(MarkdownReport.table(result));
      standard.print("cells: assertions that hold / failures / not supported\n");
      result.news().forEach(line -> standard.print(line + "\n"));
      unexpected.forEach(line -> standard.print(line + "\n"));
    }
    final boolean failed =
        whole
            ? !unexpected.isEmpty()
            : result.totals().values().stream().anyMatch(total -> total.fail() > 0);
    return failed ? ExitCodes.DIFFERENCE : ExitCodes.OK;
  }

  private List<SuiteRun.Script> scripts() throws BadInput {
    final Optional<Path> suite = Optional.ofNullable(testsuite).or(SuiteScripts::suite);
    final List<SuiteRun.Script> scripts = new ArrayList<>();
    for (final Path file : files) {
      final Path inSuite = suite.map(folder -> folder.resolve(file)).orElse(file);
      if (!Files.isRegularFile(file) && !Files.isRegularFile(inSuite)) {
        throw BadInput.of(file, "there is no such script");
      }
      final Path found = Files.isRegularFile(file) ? file : inSuite;
      final boolean member = suite.isPresent() && found.startsWith(suite.get());
      final String name = (member ? suite.get().relativize(found) : found).toString();
      scripts.add(new SuiteRun.Script(name.replace('\\', '/'), found));
    }
    if (!files.isEmpty()) {
      return scripts;
    }
    if (suite.isEmpty()) {
      throw BadInput.usage("the official suite is not there; name its folder with --testsuite");
    }
    try {
      return SuiteScripts.in(suite.get());
    } catch (IOException e) {
      throw BadInput.of(suite.get(), "cannot be read: " + e.getMessage());
    }
  }

  private List<ScriptEngine> chosen() throws BadInput {
    final List<ScriptEngine> all = SuiteRun.engines();
    for (final String name : engines) {
      if (all.stream().noneMatch(engine -> engine.name().equals(name))) {
        throw BadInput.usage(
            "no engine is called "
                + name
                + "; there are "
                + String.join(", ", all.stream().map(ScriptEngine::name).toList()));
      }
    }
    return engines.isEmpty()
        ? all
        : all.stream().filter(engine -> engines.contains(engine.name())).toList();
  }
}
