package parallax.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import parallax.corpus.wast.SuiteFolder;
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
      "Without scripts, the project's own and the whole official suite are run. That is looked for "
          + "at --testsuite, in testsuite of the shared test data, and where --fetch puts it. What "
          + "an engine does not support counts neither as a pass nor as a failure."
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
      "  parallax spec i32.wast i64.wast --engine pvm-o0",
      "  parallax spec --fetch"
    })
final class SpecCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Scripts (.wast), by path, or by name in the suite, or own/NAME.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      order = 1,
      description =
          "Only this engine; may be repeated: chicory, ir-frontend, pvm-o0," + " pvm-o0-linear.")
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
      description =
          "A spec.json of an earlier run; says what passes or fails since (default: the one in the "
              + "folder of --report, if there is one).")
  private Path history;

  @Option(
      names = "--testsuite",
      paramLabel = "DIR",
      order = 4,
      description = "Folder of the official suite.")
  private Path testsuite;

  @Option(
      names = "--fetch",
      order = 6,
      description =
          "Only clone the official suite, at the commit that all expectations are of, to "
              + "~/.cache/parallax/testsuite.")
  private boolean fetch;

  @Option(
      names = "--mirror",
      paramLabel = "REPOSITORY",
      order = 7,
      description = "With --fetch: clone from there (default: the official repository).")
  private String mirror = SuiteFetch.OFFICIAL;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 5,
      description = "How many scripts at a time (default: 2).")
  private int threads = 2;

  @Mixin private StandardOptions standard;

  @Override
  public Integer call() throws BadInput {
    if (fetch) {
      return fetch();
    }
    final Optional<Path> suite = suite();
    final List<SuiteRun.Script> scripts = scripts(suite);
    final List<ScriptEngine> chosen = chosen();
    if (threads < 1) {
      throw BadInput.usage("--threads must be at least 1: " + threads);
    }
    final SuiteReport result;
    try (SpecProgress progress = new SpecProgress(scripts.size())) {
      final List<ScriptResults> results = SuiteRun.run(scripts, chosen, threads, progress);
      final Optional<Path> earlier = earlier();
      result =
          new SuiteReport(
              results,
              suite.flatMap(SuiteFolder::commit),
              earlier.isEmpty() ? List.of() : History.news(earlier.get(), results));
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
      History.summary(result.news()).forEach(line -> standard.print(line + "\n"));
      unexpected.forEach(line -> standard.print(line + "\n"));
    }
    final boolean failed =
        whole
            ? !unexpected.isEmpty()
            : result.totals().values().stream().anyMatch(total -> total.fail() > 0);
    return failed ? ExitCodes.DIFFERENCE : ExitCodes.OK;
  }

  private int fetch() throws BadInput {
    final Path folder = SuiteFolder.cache();
    if (!SuiteFolder.isPinned(folder)) {
      new SuiteFetch(mirror, SuiteFolder.COMMIT, folder).run();
    }
    standard.print("the official suite, commit " + SuiteFolder.COMMIT + ", is in " + folder + "\n");
    return ExitCodes.OK;
  }

  private Optional<Path> suite() throws BadInput {
    if (testsuite != null && !Files.isDirectory(testsuite)) {
      throw BadInput.of(testsuite, "there is no such folder");
    }
    return Optional.ofNullable(testsuite).or(SuiteFolder::find);
  }

  /** The report to compare with. */
  private Optional<Path> earlier() {
    return Optional.ofNullable(history)
        .or(
            () ->
                Optional.ofNullable(report)
                    .map(folder -> folder.resolve(SuiteReport.JSON))
                    .filter(Files::isRegularFile));
  }

  private List<SuiteRun.Script> scripts(final Optional<Path> suite) throws BadInput {
    try {
      final List<SuiteRun.Script> own = SuiteScripts.own();
      final List<SuiteRun.Script> scripts = new ArrayList<>();
      for (final Path file : files) {
        final String name = file.toString().replace('\\', '/');
        final Optional<SuiteRun.Script> ours =
            own.stream().filter(script -> script.name().equals(name)).findFirst();
        scripts.add(ours.isPresent() ? ours.get() : script(suite, file));
      }
      if (files.isEmpty()) {
        scripts.addAll(own);
        final List<SuiteRun.Script> official =
            suite.isPresent() ? SuiteScripts.in(suite.get()) : List.of();
        if (official.isEmpty()) {
          standard.err().println(SuiteFolder.absent("all scripts but our own"));
        }
        scripts.addAll(official);
      }
      return scripts;
    } catch (IOException e) {
      throw BadInput.usage("scripts cannot be read: " + e.getMessage());
    }
  }

  private static SuiteRun.Script script(final Optional<Path> suite, final Path file)
      throws BadInput, IOException {
    final Path inSuite = suite.map(folder -> folder.resolve(file)).orElse(file);
    if (!Files.isRegularFile(file) && !Files.isRegularFile(inSuite)) {
      throw BadInput.of(file, "there is no such script");
    }
    final Path found = Files.isRegularFile(file) ? file : inSuite;
    final boolean member = suite.isPresent() && found.startsWith(suite.get());
    final String name = (member ? suite.get().relativize(found) : found).toString();
    return SuiteScripts.read(name.replace('\\', '/'), found);
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
