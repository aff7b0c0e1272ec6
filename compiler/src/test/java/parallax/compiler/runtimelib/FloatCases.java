package parallax.compiler.runtimelib;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import parallax.compiler.abi.RuntimeFunction;
import parallax.compiler.abi.RuntimeFunction.Width;

/** Operands that are worth a try: edges of the formats, and random ones that meet. */
final class FloatCases {
  private FloatCases() {}

  /** Whether an operand of a routine is an integer and not a float. */
  static boolean isInteger(final RuntimeFunction routine) {
    return routine.symbol().contains("_convert_");
  }

  /** Edges for the operands of a routine; 32 bits sign-extended. */
  static long[] edges(final RuntimeFunction routine) {
    final boolean narrow = routine.params().get(0) == Width.I32;
    final Set<Long> edges = new TreeSet<>();
    if (isInteger(routine)) {
      integers(edges, narrow ? 32 : 64);
    } else {
      floats(edges, narrow ? 23 : 52, narrow ? 8 : 11);
    }
    return edges.stream().mapToLong(x -> narrow ? (int) (long) x : x).distinct().toArray();
  }

  private static void integers(final Set<Long> edges, final int width) {
    for (int shift = 0; shift < width; shift++) {
      for (long delta = -2; delta <= 2; delta++) {
        edges.add((1L << shift) + delta);
        edges.add(-(1L << shift) + delta);
        // Halfway between two floats of either width, and beside it.
        edges.add((1L << shift) + (1L << Math.max(0, shift - 24)) + delta);
        edges.add((1L << shift) + (3L << Math.max(0, shift - 24)) + delta);
        edges.add((1L << shift) + (1L << Math.max(0, shift - 53)) + delta);
        edges.add((1L << shift) + (3L << Math.max(0, shift - 53)) + delta);
      }
    }
    edges.add(0x5555_5555_5555_5555L);
    edges.add(0xFEDC_BA98_7654_3210L);
  }

  private static void floats(final Set<Long> edges, final int fraction, final int exponent) {
    final long one = 1L << fraction;
    final int bias = (1 << (exponent - 1)) - 1;
    final int last = (1 << exponent) - 1;
    final Set<Integer> exponents = new TreeSet<>();
    for (final int near :
        new int[] {
          // Subnormal, overflow, 1, integers, halves of either format, the widths of integers.
          0, 1, 2, last - 2, last - 1, last, bias - 2, bias - 1, bias, bias + 1, bias + 2
        }) {
      exponents.add(near);
    }
    for (final int near : new int[] {fraction, 2 * fraction, 31, 32, 63, 64}) {
      for (int delta = -1; delta <= 1; delta++) {
        exponents.add(Math.max(0, Math.min(last, bias + near + delta)));
        exponents.add(Math.max(0, bias - near + delta));
      }
    }
    // The range of the narrow format, in the wide one.
    if (fraction == 52) {
      for (final int near : new int[] {127, 128, -126, -127, -149, -150, -151}) {
        exponents.add(bias + near);
      }
    }
    final long[] fractions = {
      0, 1, 2, one / 2 - 1, one / 2, one / 2 + 1, one - 2, one - 1, 0x5_5555_5555_5555L & (one - 1)
    };
    for (final int e : exponents) {
      for (final long f : fractions) {
        final long magnitude = e * one + f;
        edges.add(magnitude);
        edges.add(magnitude | 1L << (fraction + exponent));
      }
    }
    if (fraction == 52) {
      halvesOfTheNarrowFormat(edges);
    }
  }

  /** Doubles halfway between floats, and beside them. */
  private static void halvesOfTheNarrowFormat(final Set<Long> edges) {
    for (final double value :
        new double[] {1 + 0x1p-24, 1 + 0x3p-24, 0x1.fffffep127 + 0x1p103, 0x1p-150, 0x3p-150}) {
      for (long delta = -1; delta <= 1; delta++) {
        edges.add(Double.doubleToRawLongBits(value) + delta);
        edges.add(Double.doubleToRawLongBits(-value) + delta);
      }
    }
  }

  /** Random operands: full range, near exponents, few digits, integers; one kind after another. */
  static final class Random {
    private final SplittableRandom random;
    private final boolean narrow;
    private final boolean integer;
    private long a;
    private long b;

    Random(final RuntimeFunction routine, final long seed) {
      random = new SplittableRandom(seed + 31L * routine.ordinal());
      narrow = routine.params().get(0) == Width.I32;
      integer = isInteger(routine);
    }

    void next() {
      final int kind = random.nextInt(8);
      if (integer) {
        a = random.nextLong() >> random.nextInt(64);
        a &= -1L << (kind < 4 ? 0 : random.nextInt(64));
        a = narrow ? (int) a : a;
        b = 0;
        return;
      }
      final int fraction = narrow ? 23 : 52;
      final int last = narrow ? 255 : 2047;
      final int bias = last / 2;
      int ea = random.nextInt(last + 1);
      int eb = random.nextInt(last + 1);
      switch (kind) {
        case 0, 1, 2 -> eb = ea + random.nextInt(7) - 3;
        case 3, 4 -> eb = ea + random.nextInt(2 * fraction + 10) - fraction - 5;
        case 5 -> {
          ea = bias + random.nextInt(70) - 4;
          eb = bias + random.nextInt(70) - 4;
        }
        // Products and quotients about the smallest numbers.
        case 6 -> eb = random.nextBoolean() ? bias - ea + random.nextInt(64) - 60 : ea + bias;
        default -> {}
      }
      a = make(ea, fraction, last);
      b = make(eb, fraction, last);
    }

    private long make(final int exponent, final int fraction, final int last) {
      final long mask = (1L << fraction) - 1;
      long f = random.nextLong() & mask;
      switch (random.nextInt(8)) {
        case 0 -> f &= -1L << random.nextInt(fraction + 1);
        case 1 -> f |= mask >> random.nextInt(fraction + 1);
        case 2 -> f &= mask >> random.nextInt(fraction + 1);
        default -> {}
      }
      final long e = Math.max(0, Math.min(last, exponent));
      final long sign = random.nextInt(2);
      final long bits = ((sign * (last + 1) + e) << fraction) + f;
      return narrow ? (int) bits : bits;
    }

    long a() {
      return a;
    }

    long b() {
      return b;
    }
  }
}
