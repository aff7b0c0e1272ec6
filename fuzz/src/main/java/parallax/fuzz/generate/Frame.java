package parallax.fuzz.generate;

import java.util.List;
import parallax.compiler.binary.FuncType;
import parallax.compiler.binary.ValType;

/** An open block of the code that is being generated. */
final class Frame {
  /** What opened it; {@code ELSE} is an if whose second arm has begun. */
  enum Kind {
    FUNCTION,
    BLOCK,
    LOOP,
    IF,
    ELSE
  }

  private final FuncType type;
  private final int height;
  private final int counter;
  private Kind kind;
  private int steps;
  private boolean dead;

  /**
   * @param height operands below it
   * @param counter the local that counts a loop's iterations, -1 for none
   * @param steps how many steps it may take
   */
  Frame(
      final Kind kind, final FuncType type, final int height, final int counter, final int steps) {
    this.kind = kind;
    this.type = type;
    this.height = height;
    this.counter = counter;
    this.steps = steps;
  }

  Kind kind() {
    return kind;
  }

  FuncType type() {
    return type;
  }

  int height() {
    return height;
  }

  int counter() {
    return counter;
  }

  /** What a branch to it takes along. */
  List<ValType> labelTypes() {
    return kind == Kind.LOOP ? type.params() : type.results();
  }

  /** One step less; false when there was none left. */
  boolean takeStep() {
    return steps-- > 0;
  }

  /** Code that follows is not reached. */
  boolean isDead() {
    return dead;
  }

  /** Behind a branch that is always taken. */
  void die(final int stepsLeft) {
    dead = true;
    steps = Math.min(steps, stepsLeft);
  }

  /** Begins the second arm of an if. */
  void beginElse(final int stepsOfArm) {
    kind = Kind.ELSE;
    dead = false;
    steps = stepsOfArm;
  }
}
