package parallax.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to run the benchmarks of the machine.
 *
 * @param quick short and rough
 * @param shared the shared test data
 */
public record VmBenchOptions(boolean quick, Optional<Path> shared) {}
