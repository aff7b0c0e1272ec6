package parallax.compiler.binary;

import java.util.List;

/**
 * An entry of the type section (core 3.0 section 2.3).
 *
 * @param isFinal whether it can have no subtypes
 * @param supertypes indices of the types it is declared to be a subtype of; at most one when valid
 */
public record SubType(boolean isFinal, List<Integer> supertypes, CompositeType composite) {
  public SubType {
    supertypes = List.copyOf(supertypes);
  }

  /** A type as core 2.0 has them: final, without supertypes. */
  public static SubType of(final CompositeType composite) {
    return new SubType(true, List.of(), composite);
  }

  public boolean isFunction() {
    return composite instanceof FuncType;
  }

  /** The function type; the entry is known to be one. */
  public FuncType function() {
    return (FuncType) composite;
  }
}
