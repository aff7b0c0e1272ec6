package parallax.fuzz.stats;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints what the targets of a build left behind. The build calls it between running them and
 * failing because of what they found.
 */
public final class SummaryMain {
  private static final String TARGET_SUFFIX = "Fuzz.class";

  /** Every finding has one of these. */
  private static final List<String> FINDING_FILES =
      List.of("calls.json", "state.json", "input.bin");

  private SummaryMain() {}

  /**
   * Arguments: directory of the reports, name of the build's run, directory of the test classes (a
   * target is a class whose name ends in Fuzz), directory of the findings.
   */
  public static void main(final String[] args) throws IOException {
    print(System.out, Path.of(args[0]), args[1], Path.of(args[2]), Path.of(args[3]));
  }

  static void print(
      final PrintStream out,
      final Path reports,
      final String run,
      final Path classes,
      final Path findings)
      throws IOException {
    final List<Report> current = new ArrayList<>();
    for (final Path file : files(reports, ".json")) {
      final Report report = Report.parse(Files.readString(file));
      if (report.run().equals(run)) {
        current.add(report);
      } else {
        out.println("Left over from another run, not counted: " + file.getFileName());
      }
    }
    final List<String> targets =
        files(classes, TARGET_SUFFIX).stream()
            .map(file -> file.getFileName().toString())
            .map(name -> name.substring(0, name.length() - ".class".length()))
            .toList();
    out.print(Summary.of(current, targets));
    for (final String name : FINDING_FILES) {
      files(findings, name).forEach(file -> out.println("finding: " + file.getParent()));
    }
    out.flush();
  }

  /** Files below a directory whose names end so, sorted; none when there is no directory. */
  private static List<Path> files(final Path directory, final String end) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.getFileName().toString().endsWith(end)).sorted().toList();
    }
  }
}
