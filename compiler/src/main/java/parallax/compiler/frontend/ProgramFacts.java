package parallax.compiler.frontend;

import java.util.BitSet;

/** What translation finds out about a program's objects on the way, by their numbers in it. */
final class ProgramFacts {
  private final BitSet referenced = new BitSet();
  private final BitSet growing = new BitSet();

  /** A reference to the function may exist. */
  void refer(final int function) {
    referenced.set(function);
  }

  boolean isReferenced(final int function) {
    return referenced.get(function);
  }

  /** Code grows the table. */
  void grow(final int table) {
    growing.set(table);
  }

  boolean isGrowing(final int table) {
    return growing.get(table);
  }
}
