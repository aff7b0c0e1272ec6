package parallax.fuzz.entropy;

/**
 * Random tapes of 512 to 8192 bytes. Tape k of a seed depends on the seed and on k alone, in every
 * version of Java: the generator is SplitMix64 (Steele, Lea, Flood 2014), started at the mixed seed
 * plus k.
 */
public final class SeededTapes {
  /** Shortest tape in bytes. */
  public static final int MIN_LENGTH = 512;

  /** Longest tape in bytes. */
  public static final int MAX_LENGTH = 8_192;

  private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private SeededTapes() {}

  /** Tape number {@code run} of the seed. */
  public static byte[] tape(final long seed, final long run) {
    return tape(seed, run, MIN_LENGTH, MAX_LENGTH);
  }

  /** As {@link #tape(long, long)}, with other bounds of the length, both included. */
  public static byte[] tape(final long seed, final long run, final int min, final int max) {
    long state = mix(mix(seed) + run);
    final byte[] tape = new byte[min + (int) Long.remainderUnsigned(mix(state), max - min + 1L)];
    for (int i = 0; i < tape.length; i++) {
      if (i % Long.BYTES == 0) {
        state += GAMMA;
      }
      tape[i] = (byte) (mix(state) >>> (8 * (i % Long.BYTES)));
    }
    return tape;
  }

  private static long mix(final long value) {
    long z = value + GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
