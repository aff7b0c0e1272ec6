package parallax.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to run the benchmarks of the machine.
 *
 * @param quick short and rough
 * @param shared the shared test data
 * @param workloads which workloads
 */
public record VmBenchOptions(boolean quick, Optional<Path> shared, List<Workload> workloads) {
  public VmBenchOptions {
    workloads = List.copyOf(workloads);
  }
}
