package parallax.pvm.speed;

import java.util.Locale;
import parallax.pvm.fixture.Engine;
import parallax.pvm.isa.Profile;
import parallax.pvm.machine.Machine;

/**
 * Prints how many million instructions an engine executes in a second: for each kernel cold (the
 * first run in this JVM) and the best of the warm ones. Arguments: engine, kernel or all, runs.
 * With "fresh" instead of the runs, how long the first 70 M instructions of one kernel take.
 */
public final class EngineSpeed {

  private EngineSpeed() {}

  public static void main(String[] args) {
    Engine engine = Engine.valueOf(args[0]);
    if (args[2].equals("fresh")) {
      fresh(engine, Kernel.valueOf(args[1]));
      return;
    }
    int runs = Integer.parseInt(args[2]);
    double compiled = 0;
    double assembly = 0;
    for (Kernel kernel : Kernel.values()) {
      if (!args[1].equals("all") && !args[1].equals(kernel.name())) {
        continue;
      }
      Machine machine = kernel.machine(engine, Profile.GP_0_7_2);
      double cold = 0;
      double best = 0;
      long executed = 0;
      for (int i = 0; i < runs; i++) {
        long before = System.nanoTime();
        kernel.run(machine);
        double seconds = (System.nanoTime() - before) / 1e9;
        executed = Long.MAX_VALUE / 2 - machine.gas().remaining();
        double speed = executed / seconds / 1e6;
        cold = i == 0 ? speed : cold;
        best = Math.max(best, speed);
      }
      System.out.printf(
          Locale.ROOT,
          "%-12s %-10s %6.1f M instructions, cold %7.1f M/s, warm %7.1f M/s%n",
          engine,
          kernel,
          executed / 1e6,
          cold,
          best);
      if (kernel.isCompiled()) {
        compiled += Math.log(best) / 4;
      } else {
        assembly += Math.log(best) / 3;
      }
    }
    if (args[1].equals("all")) {
      System.out.printf(
          Locale.ROOT,
          "%-12s geometric mean: compiled at O0 %.1f M/s, assembly %.1f M/s%n",
          engine,
          Math.exp(compiled),
          Math.exp(assembly));
    }
  }

  private static void fresh(Engine engine, Kernel kernel) {
    Machine machine = kernel.machine(engine, Profile.GP_0_7_2);
    long left = 70_000_000;
    long before = System.nanoTime();
    while (left > 0) {
      kernel.start(machine);
      machine.gas().set(left);
      machine.run();
      left = machine.gas().remaining();
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s %-10s first 70 M instructions in %.2f s%n",
        engine,
        kernel,
        (System.nanoTime() - before) / 1e9);
  }
}
