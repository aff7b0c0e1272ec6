package parallax.compiler.regalloc;

/**
 * A part of a live interval, from one position to another, in which the value stays in one place.
 * The parts of an interval follow each other without gaps. Mutable while the scan runs: it places
 * parts and cuts them shorter.
 */
final class Part {
  /** Not placed yet. */
  static final int UNPLACED = -2;

  /** In the spill slot of the virtual register, or nowhere if that is a constant. */
  static final int MEMORY = -1;

  private final int reg;
  private final int from;
  private int to;
  private int place = UNPLACED;

  Part(final int reg, final int from, final int to) {
    this.reg = reg;
    this.from = from;
    this.to = to;
  }

  /** The virtual register. */
  int reg() {
    return reg;
  }

  int from() {
    return from;
  }

  /** The position behind it. */
  int to() {
    return to;
  }

  void cut(final int end) {
    to = end;
  }

  /** Number of the physical register, {@link #MEMORY} or {@link #UNPLACED}. */
  int place() {
    return place;
  }

  void setPlace(final int newPlace) {
    place = newPlace;
  }

  boolean isInRegister() {
    return place >= 0;
  }
}
