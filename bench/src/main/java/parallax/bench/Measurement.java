package parallax.bench;

import java.util.Arrays;

/**
 * What was measured of one benchmark.
 *
 * @param kind what was done
 * @param workload with what
 * @param engine by what
 * @param instructions of the PVM, executed or looked at, in one run; exact
 * @param nanos time of a run in each sample, ascending: an iteration's mean, or the one run of a
 *     process
 */
public record Measurement(
    Kind kind, String workload, String engine, long instructions, double[] nanos) {
  /** What can be done. */
  public enum Kind {
    WARM("warm"),
    GAS("what gas costs: runs of about a million instructions"),
    COLD("cold start, first 70 M instructions of a JVM"),
    TRANSLATION("translation"),
    BLOCK_COSTS("prices of blocks (gp-0.8.0)"),
    PEER("peer: anan-as 1.2.0");

    private final String label;

    Kind(final String label) {
      this.label = label;
    }

    /** How it is called in reports. */
    public String label() {
      return label;
    }
  }

  public Measurement {
    nanos = nanos.clone();
    Arrays.sort(nanos);
  }

  @Override
  public double[] nanos() {
    return nanos.clone();
  }

  /** The shortest time, in nanoseconds. */
  public double best() {
    return nanos[0];
  }

  /** The time in the middle, in nanoseconds. */
  public double median() {
    final int half = nanos.length / 2;
    return nanos.length % 2 == 1 ? nanos[half] : (nanos[half - 1] + nanos[half]) / 2;
  }

  /** Million instructions in a second, by the median. */
  public double speed() {
    return instructions / median() * 1e3;
  }

  /** Million instructions in a second, by the shortest time. */
  public double bestSpeed() {
    return instructions / best() * 1e3;
  }
}
