package parallax.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.bench.Measurement.Kind;

final class BenchReportTest {
  @TempDir private Path folder;

  private static BenchReport report() {
    return new BenchReport(
        true,
        "a JVM",
        2,
        List.of(
            new Measurement(Kind.WARM, "fib", "one", 2_000, new double[] {20, 10, 40}),
            new Measurement(Kind.WARM, "fib", "two", 2_000, new double[] {5, 15}),
            new Measurement(Kind.WARM, "hash", "one", 3_000, new double[] {1_000}),
            new Measurement(Kind.PEER, "fib", "three", 1_000, new double[] {1_000_000})),
        List.of("what is missing"));
  }

  @Test
  void speed_is_by_the_median_and_by_the_best() {
    final Measurement three = report().measurements().get(0);
    assertThat(three.median()).isEqualTo(20);
    assertThat(three.speed()).isEqualTo(100_000);
    assertThat(three.bestSpeed()).isEqualTo(200_000);
    assertThat(report().measurements().get(1).median()).isEqualTo(10);
  }

  @Test
  void a_table_has_a_row_for_each_workload_and_a_column_for_each_engine() {
    assertThat(report().markdown())
        .contains(
            """
            **warm**

            | workload | instructions | one | two |
            |---|--:|--:|--:|
            | fib | 2,000 | 100000.0 (200000.0) | 200000.0 (400000.0) |
            | hash | 3,000 | 3000.0 (3000.0) | |
            | *geometric mean* | | 17320.5 (24494.9) | 200000.0 (400000.0) |
            """)
        .contains("| fib | 1,000 | 1.00 (1.00) |")
        .contains("LEFT OUT: what is missing");
  }

  @Test
  void files_have_the_same_as_data_and_as_text() throws IOException {
    report().write(folder.resolve("new/folder"));
    assertThat(Files.readString(folder.resolve("new/folder/vm.md"))).isEqualTo(report().markdown());
    final Path json = folder.resolve("new/folder/vm.json");
    assertThat(new ObjectMapper().readTree(json.toFile()).toString())
        .isEqualTo(new ObjectMapper().readTree(report().json().toString()).toString());
    assertThat(report().json().at("/measurements/0/instructions").longValue()).isEqualTo(2_000);
  }
}
