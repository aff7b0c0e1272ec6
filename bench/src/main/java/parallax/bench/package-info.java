/**
 * Benchmarks. Input: workloads, which are programs of this package and, when the shared test data
 * is there, C kernels compiled on the fly. Output: a {@link parallax.bench.BenchReport}. Timing is
 * JMH's, in forked JVMs; what is executed is counted exactly, by gas of gp-0.7.2, and every result
 * is checked.
 *
 * <p>Begin reading at {@link parallax.bench.VmBench}, then {@link parallax.bench.MachineBenchmark}.
 * This package must not know the command line or the fuzzer.
 */
package parallax.bench;
