package parallax.fuzz.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports come back as they were written, add up, and are told from those of other runs. */
final class ReportTest {
  private static Counters counters() {
    final Counters counters = new Counters();
    counters.add(Group.MODULES, "run", 40);
    counters.add(Group.DISCARDS, "fuel");
    counters.add(Group.TRAPS, "unreachable", Long.MAX_VALUE / 4);
    counters.add(Group.EXECUTED, Histogram.classOf(5_000), 30);
    counters.add(Group.EXECUTED, Histogram.classOf(12), 10);
    return counters;
  }

  @Test
  void what_is_written_is_read_back() throws IOException {
    final Report report = new Report("AFuzz", "run 1", 1.5, counters());
    assertThat(Report.parse(report.toJson())).isEqualTo(report);
  }

  @Test
  void texts_that_are_no_report_are_refused() {
    assertThatThrownBy(() -> Report.parse("{\"target\": \"A\"}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Report.parse("{\"target\": ")).isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                Report.parse(
                    "{\"target\":\"A\",\"run\":\"1\",\"seconds\":1,\"traps\":{\"x\":\"y\"}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("traps.x");
  }

  @Test
  void counters_add_up() {
    final Counters sum = counters();
    sum.addAll(counters());
    assertThat(sum.of(Group.MODULES, "run")).isEqualTo(80);
    assertThat(sum.total(Group.EXECUTED)).isEqualTo(80);
    assertThat(sum.of(Group.OPCODES, "I32_ADD")).isZero();
    assertThat(sum).isNotEqualTo(counters());
  }

  @Test
  void classes_of_the_histogram_keep_the_order_and_are_narrow() {
    final TreeMap<String, Long> counts = new TreeMap<>();
    for (long number = 1; number <= 100_000; number++) {
      final long floor = Long.parseLong(Histogram.classOf(number));
      assertThat(floor).isBetween(number - number / 16, number);
      counts.merge(Histogram.classOf(number), 1L, Long::sum);
    }
    assertThat(Histogram.quantile(counts, 0.5)).isBetween(46_000L, 50_000L);
    assertThat(Histogram.shareAbove(counts, 1_000)).isBetween(0.985, 0.995);
    assertThat(Histogram.quantile(new TreeMap<>(), 0.5)).isZero();
  }

  @Test
  void the_summary_leaves_out_other_runs_and_names_missing_targets(@TempDir final Path directory)
      throws IOException {
    final Path reports = directory.resolve("reports");
    new Report("AFuzz", "now", 2, counters()).write(reports.resolve("AFuzz.json"));
    new Report("BFuzz", "before", 2, counters()).write(reports.resolve("BFuzz.json"));
    final Path classes = Files.createDirectory(directory.resolve("classes"));
    Files.createFile(classes.resolve("AFuzz.class"));
    Files.createFile(classes.resolve("BFuzz.class"));
    final Path findings = Files.createDirectories(directory.resolve("findings/pvm-result-1"));
    Files.createFile(findings.resolve("calls.json"));
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SummaryMain.print(
        new PrintStream(bytes, true, StandardCharsets.UTF_8),
        reports,
        "now",
        classes,
        findings.getParent());
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("Left over from another run, not counted: BFuzz.json")
        .containsPattern("BFuzz +left no report of this run")
        .contains("40 modules, 0 PVM programs and 0 inputs of readers in 2.0 s, 20.0 per second")
        .contains("fuel 1 (2.50 % of modules)")
        .contains("p50 4864")
        .contains("more than 1000 in 75.0 %")
        .contains("finding: " + findings);
  }

  @Test
  void a_live_report_is_there_at_once_and_grows(@TempDir final Path directory)
      throws IOException, InterruptedException {
    final LiveReport live = LiveReport.start(directory, "AFuzz", "now");
    final Path file = directory.resolve("AFuzz.json");
    assertThat(Report.parse(Files.readString(file)).target()).isEqualTo("AFuzz");
    live.counters().add(Group.MODULES, "run");
    for (int i = 0; i < 100 && read(file) == 0; i++) {
      Thread.sleep(100);
    }
    assertThat(read(file)).isEqualTo(1);
  }

  private static long read(final Path file) throws IOException {
    return Report.parse(Files.readString(file)).counters().of(Group.MODULES, "run");
  }
}
