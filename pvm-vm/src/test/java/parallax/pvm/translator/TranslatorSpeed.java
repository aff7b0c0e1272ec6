package parallax.pvm.translator;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import parallax.pvm.fixture.RandomPrograms;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.InitialState;
import parallax.pvm.machine.Machine;
import parallax.pvm.machine.MachineFactory;
import parallax.pvm.program.ProgramBlob;
import parallax.pvm.speed.Kernel;

/**
 * Prints what counting gas costs in translated code, in both profiles, and how fast code is
 * translated. Argument: runs per kernel.
 */
public final class TranslatorSpeed {

  private TranslatorSpeed() {}

  public static void main(String[] args) {
    translation();
    int runs = Integer.parseInt(args[0]);
    double product = 1;
    for (Kernel kernel : Kernel.values()) {
      double off = best(kernel, TranslatorSpeed::unmetered, Profile.GP_0_7_2, runs);
      double on = best(kernel, TranslatedMachine::of, Profile.GP_0_7_2, runs);
      product *= on / off;
      String blocks =
          kernel.isCompiled()
              ? ""
              : String.format(
                  Locale.ROOT,
                  ", by blocks %.1f ms",
                  1e3 * best(kernel, TranslatedMachine::of, Profile.GP_0_8_0, runs));
      System.out.printf(
          Locale.ROOT,
          "%-10s without gas %.1f ms, with %.1f ms (%.2f x)%s%n",
          kernel,
          1e3 * off,
          1e3 * on,
          on / off,
          blocks);
    }
    System.out.printf(
        Locale.ROOT,
        "gas costs a factor of %.2f (geometric mean)%n",
        Math.pow(product, 1.0 / Kernel.values().length));
  }

  private static Machine unmetered(Profile profile, ProgramBlob blob, InitialState state) {
    return new TranslatedMachine(TranslatedProgram.unmetered(profile, blob), state);
  }

  /** Seconds. */
  private static double best(Kernel kernel, MachineFactory factory, Profile profile, int runs) {
    Machine machine = kernel.machine(factory, profile);
    double best = Double.MAX_VALUE;
    for (int i = 0; i < runs; i++) {
      long before = System.nanoTime();
      kernel.run(machine);
      best = Math.min(best, (System.nanoTime() - before) / 1e9);
    }
    return best;
  }

  /** Counts the time of this thread, because a machine may be busy with other things. */
  private static void translation() {
    RandomPrograms programs = new RandomPrograms(Profile.GP_0_7_2, 9);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int length : new int[] {100, 100, 100_000, 100_000, 100_000, 100_000}) {
      int rounds = 200_000 / length;
      long nanos = 0;
      for (int i = 0; i < rounds; i++) {
        ProgramBlob blob = programs.blob(length);
        long before = threads.getCurrentThreadCpuTime();
        TranslatedProgram.of(Profile.GP_0_7_2, blob, 0).translateAll();
        nanos += threads.getCurrentThreadCpuTime() - before;
      }
      System.out.printf(
          Locale.ROOT,
          "%d programs of %d instructions translated at %.2f M instructions/s%n",
          rounds,
          length,
          1e3 * rounds * length / nanos);
    }
  }
}
