package parallax.fuzz.generate;

import parallax.fuzz.entropy.Tape;

/**
 * What a module likes to do. Each kind of step is left out, or favoured, by the module's own choice
 * (swarm testing, Groce et al. 2012): a module that does everything a little does nothing enough.
 */
final class Swarm {
  private static final int[] FACTORS = {1, 2, 0, 4};
  private static final int[] UNSAFE_FROM = {256, 255, 248, 224};

  private final int[] ends = new int[Step.values().length];
  private final int unsafeFrom;
  private final int fuel;

  Swarm(final Tape tape, final FloatProfile floats) {
    final int trapChoice = tape.u8();
    unsafeFrom = UNSAFE_FROM[trapChoice < 96 ? 0 : trapChoice < 216 ? 1 : trapChoice < 248 ? 2 : 3];
    fuel =
        ExecutionBounds.LEAST_FUEL
            + tape.below(ExecutionBounds.MOST_FUEL - ExecutionBounds.LEAST_FUEL);
    int end = 0;
    for (final Step step : Step.values()) {
      final int factor = FACTORS[tape.below(FACTORS.length)];
      final boolean always = step == Step.NUMERIC || step == Step.BLOCK || step == Step.FLOAT;
      final boolean never = step == Step.FLOAT && floats == FloatProfile.NONE;
      end += never ? 0 : step.weight() * (always ? Math.max(1, factor) : factor);
      ends[step.ordinal()] = end;
    }
  }

  /** What the code does next. */
  Step next(final Tape tape) {
    final int choice = tape.below(ends[ends.length - 1]);
    int step = 0;
    while (choice >= ends[step]) {
      step++;
    }
    return Step.values()[step];
  }

  /** Whether the next instruction may trap; how often is the module's choice. */
  boolean isUnsafe(final Tape tape) {
    return tape.u8() >= unsafeFrom;
  }

  /** Fuel of one call of an export. */
  int fuel() {
    return fuel;
  }
}
