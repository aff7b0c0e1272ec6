package parallax.pvm.trace;

/** Is told of every instruction, after it was tried. It may look at the machine, not change it. */
@FunctionalInterface
public interface StepListener {

  void step(Step step);
}
